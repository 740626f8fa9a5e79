using System.Numerics;
using GpuNN.Kernels;

namespace GpuNN.Backends.Gpu;

/// <summary>The first elements of each line in order: a sort, or a selection of the largest.</summary>
internal sealed class SortOperator : IGpuOperator<SortPrimitive>
{
    static bool IGpuOperator<SortPrimitive>.IsIndex(SortPrimitive primitive, int operand, bool isOutput) => isOutput && operand == 1;

    public static string Explain(
        GpuBackend backend, SortPrimitive primitive, ReadOnlySpan<BufferView> inputs, ReadOnlySpan<BufferView> outputs) =>
        $"{primitive.Name}: {SortStrategy.Choose((int)inputs[0][primitive.Axis], (int)primitive.Count)}";

    public static void Run<T>(
        GpuBackend backend, SortPrimitive primitive, ReadOnlySpan<BufferView> inputs, ReadOnlySpan<BufferView> outputs)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        if (Types.Of<T>() == DType.Float64) Run<double, ulong, UInt64Key>(backend, primitive, inputs[0], outputs[0], outputs[1]);
        else Run<float, uint, UInt32Key>(backend, primitive, inputs[0], outputs[0], outputs[1]);
    }

    private static void Run<T, TKey, TSortKey>(
        GpuBackend backend, SortPrimitive primitive, BufferView x, BufferView values, BufferView indices)
        where T : unmanaged
        where TKey : unmanaged
        where TSortKey : struct, ISortKey<T, TKey>
    {
        var (outer, length, inner) = SoftmaxOperator.AroundAxis(x.Shape, primitive.Axis);
        LineSizes sizes = new() { Lines = outer * inner, Length = length, Inner = inner, IsDescending = primitive.IsDescending ? 1 : 0 };
        int wanted = (int)primitive.Count;
        switch (SortStrategy.Choose(length, wanted).Variant)
        {
            case SortVariant.Block:
                backend.Kernels.Get(static kernels => new BlockSort<T, TKey, TSortKey>(kernels))
                    .LaunchLines(x.Elements<T>(), values.Elements<T>(), indices.Elements<long>(), sizes, wanted);
                break;
            case SortVariant.Selection: Select<T, TKey, TSortKey>(backend, x, values, indices, sizes, wanted); break;
            default: SortByDigits<T, TKey, TSortKey>(backend, x, values, indices, sizes, wanted); break;
        }
    }

    private static void Select<T, TKey, TSortKey>(
        GpuBackend backend, BufferView x, BufferView values, BufferView indices, LineSizes sizes, int wanted)
        where T : unmanaged
        where TKey : unmanaged
        where TSortKey : struct, ISortKey<T, TKey>
    {
        var rented = new List<GpuBuffer>();
        var rounds = backend.Kernels.Get(static kernels => new BlockSort<T, TKey, TSortKey>(kernels));
        int left = BlockSort<T, TKey, TSortKey>.Tiles(sizes.Length) * wanted;
        ArrayView<TKey> keys = Keys<TKey>(backend, sizes.Lines * left, rented);
        ArrayView<int> places = Places(backend, sizes.Lines * left, rented);
        rounds.LaunchFirstRound(x.Elements<T>(), keys, places, sizes, wanted);
        while (left > wanted)
        {
            int next = BlockSort<T, TKey, TSortKey>.Tiles(left) * wanted;
            ArrayView<TKey> nextKeys = Keys<TKey>(backend, sizes.Lines * next, rented);
            ArrayView<int> nextPlaces = Places(backend, sizes.Lines * next, rented);
            rounds.LaunchNextRound(keys, places, nextKeys, nextPlaces, sizes.Lines, left, wanted);
            (keys, places, left) = (nextKeys, nextPlaces, next);
        }

        backend.Kernels.Get(static kernels => new LineKeys<T, TKey, TSortKey>(kernels))
            .LaunchTake(x.Elements<T>(), places, values.Elements<T>(), indices.Elements<long>(), sizes, wanted, wanted);
        backend.Return(rented);
    }

    private static unsafe void SortByDigits<T, TKey, TSortKey>(
        GpuBackend backend, BufferView x, BufferView values, BufferView indices, LineSizes sizes, int wanted)
        where T : unmanaged
        where TKey : unmanaged
        where TSortKey : struct, ISortKey<T, TKey>
    {
        var rented = new List<GpuBuffer>();
        var lines = backend.Kernels.Get(static kernels => new LineKeys<T, TKey, TSortKey>(kernels));
        ArrayView<TKey> keys = Keys<TKey>(backend, sizes.Lines * sizes.Length, rented);
        lines.Launch(x.Elements<T>(), keys, sizes);
        ArrayView<int> places = Sort<TKey, TSortKey>(backend, keys, sizes.Lines, sizes.Length, 8 * sizeof(TKey), rented).Places;
        lines.LaunchTake(
            x.Elements<T>(), places, values.Elements<T>(), indices.Elements<long>(), sizes, sizes.Length, wanted);
        backend.Return(rented);
    }

    /// <summary>Sorts lines of keys by their lowest bits; equal ones keep their order. The keys are overwritten; what comes
    /// back lives as long as what was rented.</summary>
    public static (ArrayView<TKey> Keys, ArrayView<int> Places) Sort<TKey, TSortKey>(
        GpuBackend backend, ArrayView<TKey> keys, int lines, int length, int bits, List<GpuBuffer> rented)
        where TKey : unmanaged
        where TSortKey : struct, ISortKey<TKey> =>
        backend.Kernels.Get(static kernels => new DigitSort<TKey, TSortKey>(kernels)).Launch(
            keys,
            Places(backend, lines * length, rented),
            Keys<TKey>(backend, lines * length, rented),
            Places(backend, lines * length, rented),
            Places(backend, DigitSort<TKey, TSortKey>.Counts(lines, length), rented),
            lines,
            length,
            bits);

    /// <summary>Room for keys.</summary>
    public static unsafe ArrayView<TKey> Keys<TKey>(GpuBackend backend, int count, List<GpuBuffer> rented)
        where TKey : unmanaged =>
        backend.RentView(sizeof(TKey) == sizeof(ulong) ? DType.Int64 : DType.Int32, [count], rented).Elements<TKey>();

    private static ArrayView<int> Places(GpuBackend backend, int count, List<GpuBuffer> rented) =>
        backend.RentView(DType.Int32, [count], rented).Elements<int>();
}
