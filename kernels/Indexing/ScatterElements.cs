using System.Numerics;

namespace GpuNN.Kernels;

/// <summary>y[line, index[line, i]] += x[line, i]: an item per line, which goes through its indices in order: deterministic,
/// without atomics. An index outside adds nothing.</summary>
internal sealed class ScatterElements<T>(KernelSet kernels)
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly Action<KernelConfig, ArrayView<long>, ArrayView<T>, ArrayView<T>, Strided8, Strided8, Strided8, int, int, int, int, int, int> _scatter =
        kernels.Load<ArrayView<long>, ArrayView<T>, ArrayView<T>, Strided8, Strided8, Strided8, int, int, int, int, int, int>(ScatterElementsKernel);

    internal static void ScatterElementsKernel(
        ArrayView<long> indices,
        ArrayView<T> x,
        ArrayView<T> y,
        Strided8 indexLines,
        Strided8 xLines,
        Strided8 yLines,
        int lines,
        int length,
        int indexStep,
        int xStep,
        int yStep,
        int extent)
    {
        int line = Grid.GlobalIndex.X;
        if (line >= lines) return;
        int from = indexLines.Position(line), source = xLines.Position(line), target = yLines.Position(line);
        for (int i = 0; i < length; i++)
        {
            long index = indices[from + (i * indexStep)];
            if (index >= 0 && index < extent) y[target + ((int)index * yStep)] += x[source + (i * xStep)];
        }
    }

    public void Launch(
        ArrayView<long> indices,
        ArrayView<T> x,
        ArrayView<T> y,
        Strided8 indexLines,
        Strided8 xLines,
        Strided8 yLines,
        int lines,
        int length,
        int indexStep,
        int xStep,
        int yStep,
        int extent) =>
        _scatter(
            LaunchGrid.Over(lines), indices, x, y, indexLines, xLines, yLines, lines, length, indexStep, xStep, yStep, extent);
}
