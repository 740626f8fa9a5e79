namespace GpuNN.Kernels;

/// <summary>y[i] = low + width·u(seed, offset + i), where u is the first word of Philox4x32-10, its upper 24 bits times 2⁻²⁴:
/// the same bits on every device. One work item per element.</summary>
internal sealed class Uniform(KernelSet kernels)
{
    private readonly Action<KernelConfig, ArrayView<float>, int, ulong, ulong, float, float> _uniform =
        kernels.Load<ArrayView<float>, int, ulong, ulong, float, float>(UniformKernel);

    internal static void UniformKernel(ArrayView<float> y, int count, ulong seed, ulong offset, float low, float width)
    {
        int i = Grid.GlobalIndex.X;
        if (i >= count) return;
        float product = width * PhiloxBlock.ToUniform(PhiloxBlock.Of(seed, offset + (ulong)i).X);
        y[i] = low + product;
    }

    public void Launch(ArrayView<float> y, int count, ulong seed, ulong offset, float low, float width) =>
        _uniform(LaunchGrid.Over(count), y, count, seed, offset, low, width);
}
