using System.Numerics;

namespace GpuNN.Kernels;

/// <summary>C[b,i,j] = Σₚ A[b,i,p]·B[b,p,j]: the specification, one work item per element, nothing shared. As a convolution
/// this is the direct one. Wins for short sums and few rows: depthwise convolutions, tiny products.</summary>
internal sealed class NaiveProduct<T, TA, TB, TOutput>(KernelSet kernels)
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
    where TA : struct, IProductOperand<T>
    where TB : struct, IProductOperand<T>
    where TOutput : struct, IProductOutput<T>
{
    private readonly Action<KernelConfig, TA, TB, TOutput, ProductSize> _multiply =
        kernels.Load<TA, TB, TOutput, ProductSize>(NaiveProductKernel);

    internal static void NaiveProductKernel(TA a, TB b, TOutput output, ProductSize size)
    {
        int i = Grid.GlobalIndex.X;
        if (i >= size.SliceCount) return;
        int line = i / size.N, column = i - (line * size.N);
        int slice = line / size.M, row = line - (slice * size.M), to = size.To(slice);
        int aOrigin = a.Origin(size.BatchOf(slice)), bOrigin = b.Origin(size.BatchOf(slice));
        T sum = T.Zero;
        for (int p = size.From(slice); p < to; p++) sum = MultiplyAdd.Of(a.Load(aOrigin, row, p), b.Load(bOrigin, column, p), sum);
        output.Store(slice, row, column, sum);
    }

    public void Launch(TA a, TB b, TOutput output, ProductSize size) =>
        _multiply(LaunchGrid.Over(size.SliceCount), a, b, output, size);
}
