namespace GpuNN.Backends.Cpu.Pooling;

/// <summary>The positions of one window that lie inside the image.</summary>
/// <param name="First">The first.</param>
/// <param name="Depth">How many there are along the first axis.</param>
/// <param name="Height">Along the second.</param>
/// <param name="Width">Along the last.</param>
/// <param name="DepthStep">Elements from one to the next along the first axis.</param>
/// <param name="HeightStep">Along the second.</param>
/// <param name="Step">Along the last.</param>
/// <param name="Extent">What a mean divides by.</param>
internal readonly record struct PoolingWindow(
    long First, int Depth, int Height, int Width, long DepthStep, long HeightStep, int Step, double Extent)
{
    /// <summary>The first position of one row.</summary>
    public long Row(int depth, int height) => First + depth * DepthStep + height * HeightStep;
}
