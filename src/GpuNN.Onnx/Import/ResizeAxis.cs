namespace GpuNN.Onnx.Import;

/// <summary>How an axis is resized.</summary>
/// <param name="Axis">Which axis.</param>
/// <param name="Input">Its extent.</param>
/// <param name="Output">The extent it gets.</param>
/// <param name="Scale">The scale, which need not be the quotient of the two.</param>
/// <param name="Start">Where the region of interest starts, as a share of the axis.</param>
/// <param name="End">Where it ends.</param>
internal sealed record ResizeAxis(int Axis, long Input, long Output, double Scale, double Start, double End)
{
    /// <summary>Whether nothing happens.</summary>
    public bool IsIdentity => Input == Output && Scale == 1 && Start == 0 && End == 1;
}
