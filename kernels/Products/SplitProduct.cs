using System.Numerics;

namespace GpuNN.Kernels;

/// <summary>The sums of the parts of a product whose summed axis is cut, to a workspace (parts, batches, m, n). Cutting wins
/// where C has too few tiles to fill the device and k is long: gradients by weights.</summary>
internal readonly struct PartialOutput<T>(ArrayView<T> elements, int rows, int columns) : IProductOutput<T>
    where T : unmanaged
{
    public readonly ArrayView<T> Elements = elements;
    public readonly int Rows = rows;
    public readonly int Columns = columns;

    public void Store(int batch, int row, int column, T sum) =>
        Elements[(((batch * Rows) + row) * Columns) + column] = sum;

    public void StoreQuad(int batch, int row, int column, Quad<T> sums)
    {
        if ((Columns & 3) == 0)
        {
            Quad<T>.Store(Elements, (((batch * Rows) + row) * Columns) + column, sums);
            return;
        }

        Store(batch, row, column, sums.X);
        Store(batch, row, column + 1, sums.Y);
        Store(batch, row, column + 2, sums.Z);
        Store(batch, row, column + 3, sums.W);
    }
}

/// <summary>Adds the parts of a split product in their order and hands the sums to its output.</summary>
internal sealed class CombineParts<T, TOutput>(KernelSet kernels)
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
    where TOutput : struct, IProductOutput<T>
{
    private readonly Action<KernelConfig, ArrayView<T>, TOutput, ProductSize> _combine =
        kernels.Load<ArrayView<T>, TOutput, ProductSize>(CombinePartsKernel);

    internal static void CombinePartsKernel(ArrayView<T> sums, TOutput output, ProductSize size)
    {
        int i = Grid.GlobalIndex.X;
        if (i >= size.Count) return;
        T sum = T.Zero;
        for (int part = 0; part < size.Parts; part++) sum += sums[(part * size.Count) + i];
        int line = i / size.N, batch = line / size.M;
        output.Store(batch, line - (batch * size.M), i - (line * size.N), sum);
    }

    public void Launch(ArrayView<T> sums, TOutput output, ProductSize size) =>
        _combine(LaunchGrid.Over(size.Count), sums, output, size);
}
