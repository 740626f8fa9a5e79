namespace GpuNN.Backends.Cpu.Elementwise;

/// <summary>How an operand is read along a row.</summary>
internal interface IOperand
{
    static abstract bool IsRepeated { get; }
}

/// <summary>One element per lane.</summary>
internal readonly struct Streamed : IOperand
{
    public static bool IsRepeated => false;
}

/// <summary>One element for the whole row.</summary>
internal readonly struct Repeated : IOperand
{
    public static bool IsRepeated => true;
}
