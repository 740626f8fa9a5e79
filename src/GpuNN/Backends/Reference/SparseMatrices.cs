using System.Numerics;

namespace GpuNN.Backends.Reference;

/// <summary>Products with matrices in compressed rows, and maxima over their rows.</summary>
internal sealed class SparseMatrices
    : IReferenceKernel<CsrMatrixMultiplyPrimitive>,
      IReferenceKernel<SampledDenseDensePrimitive>,
      IReferenceKernel<CsrMaximumPrimitive>,
      IReferenceKernel<CsrMaximumGradientPrimitive>
{
    public static void Register(PrimitiveTable<ReferenceBackend> table)
    {
        ReferenceKernel.Add<CsrMatrixMultiplyPrimitive, SparseMatrices>(table);
        ReferenceKernel.Add<SampledDenseDensePrimitive, SparseMatrices>(table);
        ReferenceKernel.Add<CsrMaximumPrimitive, SparseMatrices>(table);
        ReferenceKernel.Add<CsrMaximumGradientPrimitive, SparseMatrices>(table);
    }

    public static void Run<T>(
        CsrMatrixMultiplyPrimitive primitive, ReadOnlySpan<BufferView> inputs, ReadOnlySpan<BufferView> outputs)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        T[] x = Elements.Read<T>(inputs[2]), y = new T[outputs[0].Count];
        T[]? values = primitive.HasValues ? Elements.Read<T>(inputs[3]) : null;
        long features = inputs[2][1];
        foreach (var (e, row, column) in Entries(inputs[0], inputs[1], inputs[2][0]))
        {
            for (int f = 0; f < features; f++)
                y[(row * features) + f] += (values is null ? T.One : values[e]) * x[(column * features) + f];
        }

        Elements.Write(outputs[0], y);
    }

    public static void Run<T>(
        SampledDenseDensePrimitive primitive, ReadOnlySpan<BufferView> inputs, ReadOnlySpan<BufferView> outputs)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        T[] a = Elements.Read<T>(inputs[2]), b = Elements.Read<T>(inputs[3]), d = new T[outputs[0].Count];
        long features = inputs[2][1];
        foreach (var (e, row, column) in Entries(inputs[0], inputs[1], inputs[3][0]))
        {
            for (int f = 0; f < features; f++) d[e] += a[(row * features) + f] * b[(column * features) + f];
        }

        Elements.Write(outputs[0], d);
    }

    public static void Run<T>(CsrMaximumPrimitive primitive, ReadOnlySpan<BufferView> inputs, ReadOnlySpan<BufferView> outputs)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        T[] x = Elements.Read<T>(inputs[2]), y = new T[outputs[0].Count];
        long[] origin = new long[y.Length];
        Array.Fill(origin, -1);
        long features = inputs[2][1];
        foreach (var (e, row, column) in Entries(inputs[0], inputs[1], inputs[2][0]))
        {
            for (int f = 0; f < features; f++)
            {
                long at = (row * features) + f;
                T candidate = x[(column * features) + f];
                if (origin[at] >= 0 && (T.IsNaN(y[at]) || !(candidate > y[at] || T.IsNaN(candidate)))) continue;
                y[at] = candidate;
                origin[at] = e;
            }
        }

        Elements.Write(outputs[0], y);
        Elements.Write(outputs[1], origin);
    }

    public static void Run<T>(
        CsrMaximumGradientPrimitive primitive, ReadOnlySpan<BufferView> inputs, ReadOnlySpan<BufferView> outputs)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        long[] entries = Elements.ReadIndices(inputs[2]), origin = Elements.ReadIndices(inputs[4]);
        T[] dy = Elements.Read<T>(inputs[3]), dx = new T[outputs[0].Count];
        long features = inputs[3][1];
        foreach (var (t, column, row) in Entries(inputs[0], inputs[1], inputs[3][0]))
        {
            for (int f = 0; f < features; f++)
            {
                if (origin[(row * features) + f] == entries[t]) dx[(column * features) + f] += dy[(row * features) + f];
            }
        }

        Elements.Write(outputs[0], dx);
    }

    private static IEnumerable<(int Entry, int Row, long Column)> Entries(BufferView offsets, BufferView columns, long extent)
    {
        long[] starts = Elements.ReadIndices(offsets), indices = Elements.ReadIndices(columns);
        for (int row = 0; row + 1 < starts.Length; row++)
        {
            for (int e = (int)starts[row]; e < starts[row + 1]; e++)
                yield return (e, row, Indexing.Check("CsrMatrixMultiply", indices[e], extent));
        }
    }
}
