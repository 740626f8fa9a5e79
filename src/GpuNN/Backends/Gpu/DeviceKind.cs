namespace GpuNN.Backends.Gpu;

/// <summary>What strategies have to know of a device.</summary>
internal enum DeviceKind
{
    /// <summary>A GPU.</summary>
    Gpu,

    /// <summary>OpenCL on a processor: its compiler finds the vectors, in a work item and across.</summary>
    OpenClProcessor,

    /// <summary>The CLR: a vector register holds neighbouring work items.</summary>
    Clr,
}
