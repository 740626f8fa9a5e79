using System.Numerics;

namespace GpuNN.Kernels;

/// <summary>Split-K: an operand cut along the summed axis into parts, which become batches (part·batches + batch) of a product
/// with a shorter sum. Wins where C has too few tiles to fill the device and k is long: gradients by weights.</summary>
internal readonly struct SplitOperand<T, TOperand>(TOperand operand, int batches, int chunk, int length) : IProductOperand<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
    where TOperand : struct, IProductOperand<T>
{
    public readonly TOperand Operand = operand;
    public readonly int Batches = batches;
    public readonly int Chunk = chunk;
    public readonly int Length = length;

    public T Load(int batch, int outer, int inner)
    {
        int part = batch / Batches;
        int position = (part * Chunk) + inner;
        return position < Length ? Operand.Load(batch - (part * Batches), outer, position) : T.Zero;
    }
}

/// <summary>The sums of parts, to a workspace (parts, batches, m, n).</summary>
internal readonly struct PartialOutput<T>(ArrayView<T> elements, int rows, int columns) : IProductOutput<T>
    where T : unmanaged
{
    public readonly ArrayView<T> Elements = elements;
    public readonly int Rows = rows;
    public readonly int Columns = columns;

    public void Store(int batch, int row, int column, T sum) =>
        Elements[(((batch * Rows) + row) * Columns) + column] = sum;
}

/// <summary>Adds the parts of a split product in their order and hands the sums to its output.</summary>
internal sealed class CombineParts<T, TOutput>(KernelSet kernels)
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
    where TOutput : struct, IProductOutput<T>
{
    private readonly Action<KernelConfig, ArrayView<T>, TOutput, ProductSize, int> _combine =
        kernels.Load<ArrayView<T>, TOutput, ProductSize, int>(CombinePartsKernel);

    internal static void CombinePartsKernel(ArrayView<T> sums, TOutput output, ProductSize size, int parts)
    {
        int i = Grid.GlobalIndex.X;
        if (i >= size.Count) return;
        T sum = T.Zero;
        for (int part = 0; part < parts; part++) sum += sums[(part * size.Count) + i];
        int line = i / size.N, batch = line / size.M;
        output.Store(batch, line - (batch * size.M), i - (line * size.N), sum);
    }

    public void Launch(ArrayView<T> sums, TOutput output, ProductSize size, int parts) =>
        _combine(LaunchGrid.Over(size.Count), sums, output, size, parts);
}
