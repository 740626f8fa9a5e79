using GpuNN.Backends.Cpu.Threading;
using GpuNN.Backends.Cpu.VectorMath;

namespace GpuNN.Backends.Cpu.Sparse;

/// <summary>Sparse matrices in compressed rows against dense ones; tasks hold about equally many entries.</summary>
internal static unsafe class SparseEngine
{
    private const int TaskElements = 64 * 1024;

    /// <summary>y = A·x, x of <paramref name="nodes"/> rows; <paramref name="values"/> may be null for ones.</summary>
    public static void Product(
        int* offsets, int* columns, float* values, float* x, long nodes, int rows, int features, float* y)
    {
        int tasks = Tasks(offsets, rows, features);
        switch (VectorWidth.Bits)
        {
            case 512:
                ParallelLoop.For(tasks, 1, new ProductBody<Lanes512<float>>(
                    offsets, columns, values, x, x + (nodes * features), rows, features, y, tasks));
                break;
            case 256:
                ParallelLoop.For(tasks, 1, new ProductBody<Lanes256<float>>(
                    offsets, columns, values, x, x + (nodes * features), rows, features, y, tasks));
                break;
            default:
                ParallelLoop.For(tasks, 1, new ProductBody<Lanes128<float>>(
                    offsets, columns, values, x, x + (nodes * features), rows, features, y, tasks));
                break;
        }
    }

    /// <summary>y = the largest over each row's entries, 0 of none, and the entry it came from, −1 of none.</summary>
    public static void Maximum(int* offsets, int* columns, float* x, int rows, int features, float* y, int* origins)
    {
        int tasks = Tasks(offsets, rows, features);
        switch (VectorWidth.Bits)
        {
            case 512:
                ParallelLoop.For(tasks, 1, new MaximumBody<Lanes512<float>>(
                    offsets, columns, x, rows, features, y, origins, tasks));
                break;
            case 256:
                ParallelLoop.For(tasks, 1, new MaximumBody<Lanes256<float>>(
                    offsets, columns, x, rows, features, y, origins, tasks));
                break;
            default:
                ParallelLoop.For(tasks, 1, new MaximumBody<Lanes128<float>>(
                    offsets, columns, x, rows, features, y, origins, tasks));
                break;
        }
    }

    /// <summary>The gradient of <see cref="Maximum"/>, gathered along the transposed matrix.</summary>
    public static void MaximumGradient(
        int* offsets, int* rowOf, int* entryOf, float* dy, int* origins, int columns, int features, float* dx)
    {
        int tasks = Tasks(offsets, columns, features);
        switch (VectorWidth.Bits)
        {
            case 512:
                ParallelLoop.For(tasks, 1, new MaximumGradientBody<Lanes512<float>>(
                    offsets, rowOf, entryOf, dy, origins, columns, features, dx, tasks));
                break;
            case 256:
                ParallelLoop.For(tasks, 1, new MaximumGradientBody<Lanes256<float>>(
                    offsets, rowOf, entryOf, dy, origins, columns, features, dx, tasks));
                break;
            default:
                ParallelLoop.For(tasks, 1, new MaximumGradientBody<Lanes128<float>>(
                    offsets, rowOf, entryOf, dy, origins, columns, features, dx, tasks));
                break;
        }
    }

    /// <summary>d[e] = Σ a[row of e, f]·b[column[e], f].</summary>
    public static void SampledProduct(int* offsets, int* columns, float* a, float* b, int rows, int features, float* d)
    {
        int tasks = Tasks(offsets, rows, features);
        switch (VectorWidth.Bits)
        {
            case 512:
                ParallelLoop.For(tasks, 1, new SampledBody<Lanes512<float>>(offsets, columns, a, b, rows, features, d, tasks));
                break;
            case 256:
                ParallelLoop.For(tasks, 1, new SampledBody<Lanes256<float>>(offsets, columns, a, b, rows, features, d, tasks));
                break;
            default:
                ParallelLoop.For(tasks, 1, new SampledBody<Lanes128<float>>(offsets, columns, a, b, rows, features, d, tasks));
                break;
        }
    }

    private static int Tasks(int* offsets, int rows, int features)
    {
        long work = ((long)offsets[rows] - offsets[0] + rows) * features;
        return rows == 0 ? 0 : (int)Math.Clamp(work / TaskElements, 1, Math.Min(rows, 4096));
    }

    /// <summary>The first row of a task: entries, and rows as one entry each, are shared out evenly.</summary>
    private static int FirstRow(int* offsets, int rows, int task, int tasks)
    {
        if (task == tasks)
        {
            return rows;
        }

        long wanted = ((long)offsets[rows] - offsets[0] + rows) * task / tasks;
        int low = 0;
        int high = rows;
        while (low < high)
        {
            int middle = (low + high) / 2;
            if ((long)offsets[middle] - offsets[0] + middle < wanted)
            {
                low = middle + 1;
            }
            else
            {
                high = middle;
            }
        }

        return low;
    }

    private readonly struct ProductBody<V>(
        int* offsets, int* columns, float* values, float* x, float* xEnd, int rows, int features, float* y, int tasks) : IRangeBody
        where V : struct, IVector<V, float>
    {
        public void Invoke(int start, int end) =>
            CsrProductKernels.Rows<V>(
                offsets,
                columns,
                values,
                x,
                xEnd,
                features,
                y,
                FirstRow(offsets, rows, start, tasks),
                FirstRow(offsets, rows, end, tasks),
                offsets[rows]);
    }

    private readonly struct MaximumBody<V>(
        int* offsets, int* columns, float* x, int rows, int features, float* y, int* origins, int tasks) : IRangeBody
        where V : struct, IVector<V, float>
    {
        public void Invoke(int start, int end)
        {
            int last = FirstRow(offsets, rows, end, tasks);
            for (int row = FirstRow(offsets, rows, start, tasks); row < last; row++)
            {
                long at = (long)row * features;
                CsrMaximumKernels.Row<V>(columns, x, features, y + at, origins + at, offsets[row], offsets[row + 1]);
            }
        }
    }

    private readonly struct MaximumGradientBody<V>(
        int* offsets, int* rowOf, int* entryOf, float* dy, int* origins, int columns, int features, float* dx, int tasks)
        : IRangeBody
        where V : struct, IVector<V, float>
    {
        public void Invoke(int start, int end)
        {
            int last = FirstRow(offsets, columns, end, tasks);
            for (int column = FirstRow(offsets, columns, start, tasks); column < last; column++)
            {
                CsrMaximumKernels.ColumnGradient<V>(
                    rowOf, entryOf, dy, origins, features, dx + (long)column * features, offsets[column], offsets[column + 1]);
            }
        }
    }

    private readonly struct SampledBody<V>(
        int* offsets, int* columns, float* a, float* b, int rows, int features, float* d, int tasks) : IRangeBody
        where V : struct, IVector<V, float>
    {
        public void Invoke(int start, int end)
        {
            int last = FirstRow(offsets, rows, end, tasks);
            for (int row = FirstRow(offsets, rows, start, tasks); row < last; row++)
            {
                for (int e = offsets[row]; e < offsets[row + 1]; e++)
                {
                    d[e] = DotProduct.Of<V>(a + (long)row * features, b + (long)columns[e] * features, features);
                }
            }
        }
    }
}
