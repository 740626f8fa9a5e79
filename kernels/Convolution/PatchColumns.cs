using System.Numerics;

namespace GpuNN.Kernels;

/// <summary>Writes a factor of a product out as rows along its outer axis, (batches, inner, pitch) with zeros behind the
/// extent: im2col for the forward pass, and the same for the gradients. An item per element. What an implicit product works
/// out again for every row of tiles is worked out once, for the price of the memory: wins with many output channels.</summary>
internal sealed class PatchColumns<T, TOperand>(KernelSet kernels)
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
    where TOperand : struct, IProductOperand<T>
{
    private readonly Action<KernelConfig, TOperand, ArrayView<T>, int, int, int, int> _write =
        kernels.Load<TOperand, ArrayView<T>, int, int, int, int>(PatchColumnsKernel);

    internal static void PatchColumnsKernel(TOperand operand, ArrayView<T> columns, int outer, int pitch, int inner, int count)
    {
        int i = Grid.GlobalIndex.X;
        if (i >= count) return;
        int line = i / pitch, batch = line / inner, column = i - (line * pitch);
        T value = T.Zero;
        if (column < outer) value = operand.Load(operand.Origin(batch), column, line - (batch * inner));
        columns[i] = value;
    }

    public void Launch(TOperand operand, ArrayView<T> columns, int outer, int pitch, int inner, int batches) =>
        _write(LaunchGrid.Over(batches * inner * pitch), operand, columns, outer, pitch, inner, batches * inner * pitch);
}
