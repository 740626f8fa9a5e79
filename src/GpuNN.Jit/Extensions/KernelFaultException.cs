namespace GpuNN.Jit.Extensions;

/// <summary>What checked execution found.</summary>
public enum KernelFault
{
    /// <summary>An index outside its view.</summary>
    OutOfBounds,

    /// <summary>Two work items access one element, one of them writes, and no barrier lies in between.</summary>
    Race,

    /// <summary>Items of a group (or of a warp, at a shuffle) go on at different places.</summary>
    DivergentBarrier,

    /// <summary>Shared memory is read that no item of the group wrote.</summary>
    UninitializedRead,

    /// <summary>A vector access at an address that is no multiple of its size.</summary>
    MisalignedVector,

    /// <summary>An integer is divided by zero.</summary>
    DivisionByZero,
}

/// <summary>A kernel did on the checked CPU device what has no meaning; the launch stopped there.</summary>
public sealed class KernelFaultException : Exception
{
    internal KernelFaultException(
        KernelFault fault, string kernel, string buffer, long index, Index3D group, Index3D item, string position, string detail)
        : base(FormattableString.Invariant(
            $"Kernel {kernel}: {detail}{(buffer.Length > 0 ? $", {buffer}[{index}]" : "")}, by item {item} of group {group}, in {position}"))
    {
        Fault = fault;
        Kernel = kernel;
        Buffer = buffer;
        Index = index;
        Group = group;
        Item = item;
        Position = position;
    }

    /// <summary>What is wrong.</summary>
    public KernelFault Fault { get; }

    /// <summary>The kernel's name.</summary>
    public string Kernel { get; }

    /// <summary>The parameter or the shared or local memory, or empty where none is concerned.</summary>
    public string Buffer { get; }

    /// <summary>The index in the view.</summary>
    public long Index { get; }

    /// <summary>The index of the group.</summary>
    public Index3D Group { get; }

    /// <summary>The index of the work item in its group.</summary>
    public Index3D Item { get; }

    /// <summary>The method, the file and the line.</summary>
    public string Position { get; }
}
