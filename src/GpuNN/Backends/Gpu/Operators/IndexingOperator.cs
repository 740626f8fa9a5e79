using GpuNN.Kernels;

namespace GpuNN.Backends.Gpu;

/// <summary>Slices and elements by index, of any type: what is only moved is moved as integers of its size.</summary>
internal static class IndexingOperator
{
    public static void Register(PrimitiveTable<GpuBackend> table)
    {
        table.Add<EmbeddingPrimitive>(
            static (backend, _, inputs, outputs) => Select(backend, inputs[0], inputs[1], outputs[0], 0),
            static (_, _, inputs, outputs) => GpuLimits.Check(inputs, outputs));
        table.Add<IndexSelectPrimitive>(
            static (backend, primitive, inputs, outputs) => Select(backend, inputs[0], inputs[1], outputs[0], primitive.Axis),
            static (_, _, inputs, outputs) => GpuLimits.Check(inputs, outputs));
        table.Add<GatherPrimitive>(
            static (backend, primitive, inputs, outputs) => Gather(backend, inputs[0], inputs[1], outputs[0], primitive.Axis),
            static (_, _, inputs, outputs) => GpuLimits.Check(inputs, outputs));
    }

    /// <summary>Indices as kernels take them: int64, converted where they are not.</summary>
    public static ArrayView<long> Indices(GpuBackend backend, BufferView indices, List<GpuBuffer> rented)
    {
        if (indices.DType == DType.Int64) return indices.Elements<long>();
        BufferView converted = backend.RentView(DType.Int64, indices.Shape, rented);
        CopyOperator.Run(backend, indices, converted);
        return converted.Elements<long>();
    }

    private static void Select(GpuBackend backend, BufferView x, BufferView indices, BufferView y, int axis)
    {
        var rented = new List<GpuBuffer>();
        ArrayView<long> chosen = Indices(backend, indices, rented);
        switch (x.DType.Size())
        {
            case 8: Select<long>(backend, x, chosen, y, axis); break;
            case 4: Select<int>(backend, x, chosen, y, axis); break;
            case 2: Select<ushort>(backend, x, chosen, y, axis); break;
            default: Select<byte>(backend, x, chosen, y, axis); break;
        }

        backend.Return(rented);
    }

    private static void Select<T>(GpuBackend backend, BufferView x, ArrayView<long> indices, BufferView y, int axis)
        where T : unmanaged
    {
        var (_, length, inner) = SoftmaxOperator.AroundAxis(x.Shape, axis);
        int chosen = (int)(y.Count / Math.Max(x.Count / Math.Max(length, 1), 1));
        backend.Kernels.Get(static kernels => new SelectRows<T>(kernels))
            .Launch(x.Elements<T>(), indices, y.Elements<T>(), y.Size(), length, chosen, inner);
    }

    private static void Gather(GpuBackend backend, BufferView x, BufferView indices, BufferView y, int axis)
    {
        var rented = new List<GpuBuffer>();
        ArrayView<long> chosen = Indices(backend, indices, rented);
        Shape shape = indices.Shape;
        switch (x.DType.Size())
        {
            case 8: Gather<long>(backend, x, chosen, shape, y, axis); break;
            case 4: Gather<int>(backend, x, chosen, shape, y, axis); break;
            case 2: Gather<ushort>(backend, x, chosen, shape, y, axis); break;
            default: Gather<byte>(backend, x, chosen, shape, y, axis); break;
        }

        backend.Return(rented);
    }

    private static void Gather<T>(GpuBackend backend, BufferView x, ArrayView<long> indices, in Shape shape, BufferView y, int axis)
        where T : unmanaged =>
        backend.Kernels.Get(static kernels => new GatherElements<T>(kernels)).Launch(
            x.Elements<T>(),
            indices,
            y.Elements<T>(),
            y.Size(),
            LinesOf.Layout(x, shape, axis),
            (int)x.Strides[axis],
            (int)x[axis]);
}
