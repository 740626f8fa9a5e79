namespace GpuNN.Kernels;

/// <summary>y[i] = value. One work item per element.</summary>
internal sealed class Fill<T>(KernelSet kernels)
    where T : unmanaged
{
    private readonly Action<KernelConfig, ArrayView<T>, int, T> _fill = kernels.Load<ArrayView<T>, int, T>(FillKernel);

    internal static void FillKernel(ArrayView<T> y, int count, T value)
    {
        int i = Grid.GlobalIndex.X;
        if (i < count) y[i] = value;
    }

    public void Launch(ArrayView<T> y, int count, T value) => _fill(LaunchGrid.Over(count), y, count, value);
}
