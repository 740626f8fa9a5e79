namespace GpuNN.Jit.Launching;

/// <summary>
/// One leaf of a kernel's parameters as a launch carries it: a view (handle, byte offset, length in elements), or the bits
/// of a scalar.
/// </summary>
internal struct KernelArgument
{
    /// <summary>The handle of a view's buffer; zero for an empty view.</summary>
    public nint Handle;

    /// <summary>The byte offset of a view, or the bits of a scalar, from its lowest byte.</summary>
    public long Value;

    /// <summary>The length of a view in elements.</summary>
    public long Length;
}
