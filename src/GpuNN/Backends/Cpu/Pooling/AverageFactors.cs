namespace GpuNN.Backends.Cpu.Pooling;

/// <summary>One over the divisor of each window: its area inside the plane, or inside the padded plane, or a given one.</summary>
internal readonly unsafe struct AverageFactors
{
    private readonly float* _factors;
    private readonly int _length;

    public AverageFactors(in PlanePooling pooling, bool countsPadding, int divisor, float* memory, int slack)
    {
        _factors = memory;
        _length = pooling.OutputWidth + slack;
        for (int row = 0; row < pooling.OutputHeight; row++)
        {
            int height = Covered(
                row * pooling.StrideHeight - pooling.PaddingTop,
                pooling.KernelHeight,
                pooling.Height,
                countsPadding ? pooling.PaddingTop : 0,
                countsPadding ? pooling.PaddingBottom : 0);
            for (int column = 0; column < _length; column++)
            {
                int width = Covered(
                    column * pooling.StrideWidth - pooling.PaddingLeft,
                    pooling.KernelWidth,
                    pooling.Width,
                    countsPadding ? pooling.PaddingLeft : 0,
                    countsPadding ? pooling.PaddingRight : 0);
                Row(row)[column] = 1f / (divisor == 0 ? Math.Max(height * width, 1) : divisor);
            }
        }
    }

    public static long Size(in PlanePooling pooling, int slack) =>
        (long)pooling.OutputHeight * (pooling.OutputWidth + slack);

    public float* Row(int row) => _factors + (long)row * _length;

    private static int Covered(int start, int kernel, int extent, int before, int after) =>
        Math.Min(start + kernel, extent + after) - Math.Max(start, -before);
}
