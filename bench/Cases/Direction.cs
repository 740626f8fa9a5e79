namespace GpuNN.Bench.Cases;

/// <summary>Which passes of an operator a case times.</summary>
internal enum Direction
{
    /// <summary>The result alone, nothing recorded.</summary>
    Forward,

    /// <summary>The gradients alone, from a result recorded before the clock starts.</summary>
    Backward,

    /// <summary>The result and the gradients.</summary>
    Train,
}
