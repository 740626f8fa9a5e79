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
        if (i >= size.Count) return;
        int line = i / size.N, column = i - (line * size.N);
        int batch = line / size.M, row = line - (batch * size.M);
        T sum = T.Zero;
        for (int p = 0; p < size.K; p++) sum = MultiplyAdd.Of(a.Load(batch, row, p), b.Load(batch, column, p), sum);
        output.Store(batch, row, column, sum);
    }

    public void Launch(TA a, TB b, TOutput output, ProductSize size) =>
        _multiply(LaunchGrid.Over(size.Count), a, b, output, size);
}
