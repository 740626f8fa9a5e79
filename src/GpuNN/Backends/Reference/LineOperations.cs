using System.Numerics;

namespace GpuNN.Backends.Reference;

/// <summary>Running sums, sorting, extreme indices and binary search, line by line along an axis. Integers are computed in
/// int64.</summary>
internal static class LineOperations
{
    public static void Register(PrimitiveTable<ReferenceBackend> table)
    {
        table.Add<CumulativeSumPrimitive>(static (_, primitive, inputs, outputs) =>
        {
            if (!inputs[0].DType.IsFloatingPoint()) Accumulate<long>(primitive, inputs[0], outputs[0]);
            else if (ReferenceKernel.IsSinglePrecision(inputs, outputs)) Accumulate<float>(primitive, inputs[0], outputs[0]);
            else Accumulate<double>(primitive, inputs[0], outputs[0]);
        });
        table.Add<SortPrimitive>(static (_, primitive, inputs, outputs) =>
        {
            if (inputs[0].DType.IsFloatingPoint()) Sort<double>(primitive, inputs[0], outputs);
            else Sort<long>(primitive, inputs[0], outputs);
        });
        table.Add<ArgReducePrimitive>(static (_, primitive, inputs, outputs) =>
        {
            if (inputs[0].DType.IsFloatingPoint()) FindExtreme<double>(primitive, inputs[0], outputs[0]);
            else FindExtreme<long>(primitive, inputs[0], outputs[0]);
        });
        table.Add<SearchSortedPrimitive>(static (_, _, inputs, outputs) => Search(inputs, outputs[0]));
    }

    private static void Accumulate<T>(CumulativeSumPrimitive primitive, BufferView input, BufferView output)
        where T : unmanaged, INumber<T>
    {
        T[] x = Elements.Read<T>(input);
        var lines = Lines.Along(input.Shape, primitive.Axis);
        for (int line = 0; line < lines.Count; line++)
        {
            T sum = T.Zero;
            for (int i = 0; i < lines.Length; i++)
                sum = x[lines.Position(line, primitive.IsReversed ? lines.Length - 1 - i : i)] += sum;
        }

        Elements.Write(output, x);
    }

    private static void Sort<T>(SortPrimitive primitive, BufferView input, ReadOnlySpan<BufferView> outputs)
        where T : unmanaged, INumber<T>
    {
        T[] x = Elements.Read<T>(input);
        var lines = Lines.Along(input.Shape, primitive.Axis);
        Lines sorted = lines with { Length = (int)primitive.Count };
        var values = new T[outputs[0].Count];
        var indices = new long[outputs[0].Count];
        for (int line = 0; line < lines.Count; line++)
        {
            int current = line;
            int[] order = [.. Enumerable.Range(0, lines.Length)];
            order = primitive.IsDescending
                ? [.. order.OrderByDescending(i => x[lines.Position(current, i)], NaNIsGreatest<T>.Order)]
                : [.. order.OrderBy(i => x[lines.Position(current, i)], NaNIsGreatest<T>.Order)];
            for (int i = 0; i < sorted.Length; i++)
            {
                values[sorted.Position(line, i)] = x[lines.Position(line, order[i])];
                indices[sorted.Position(line, i)] = order[i];
            }
        }

        Elements.Write(outputs[0], values);
        Elements.Write(outputs[1], indices);
    }

    private static void FindExtreme<T>(ArgReducePrimitive primitive, BufferView input, BufferView output)
        where T : unmanaged, INumber<T>
    {
        T[] x = Elements.Read<T>(input);
        var lines = Lines.Along(input.Shape, primitive.Axis);
        var indices = new long[output.Count];
        for (int line = 0; line < lines.Count; line++)
        {
            int best = 0;
            for (int i = 1; i < lines.Length; i++)
            {
                T candidate = x[lines.Position(line, i)], champion = x[lines.Position(line, best)];
                bool isBetter = primitive.IsMinimum ? candidate < champion : candidate > champion;
                if (!T.IsNaN(champion) && (T.IsNaN(candidate) || isBetter)) best = i;
            }

            indices[line] = best;
        }

        Elements.Write(output, indices);
    }

    private static void Search(ReadOnlySpan<BufferView> inputs, BufferView output)
    {
        double[] sorted = Elements.Read<double>(inputs[0]), values = Elements.Read<double>(inputs[1]);
        int length = (int)inputs[0][1], count = (int)inputs[1][1];
        var indices = new long[values.Length];
        for (int i = 0; i < values.Length; i++)
            indices[i] = sorted.Skip(i / count * length).Take(length).Count(element => element <= values[i]);
        Elements.Write(output, indices);
    }

    /// <summary>Numbers in order, then NaN; −0 equals 0.</summary>
    private sealed class NaNIsGreatest<T> : IComparer<T>
        where T : INumber<T>
    {
        public static NaNIsGreatest<T> Order { get; } = new();

        public int Compare(T? x, T? y) => T.IsNaN(x!) || T.IsNaN(y!)
            ? T.IsNaN(x!).CompareTo(T.IsNaN(y!))
            : x! < y! ? -1 : x! > y! ? 1 : 0;
    }
}
