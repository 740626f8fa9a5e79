using System.Numerics;
using GpuNN.Backends.Cpu.Reductions;

namespace GpuNN.Backends.Cpu.Movement;

/// <summary>Rows and elements by index on the CPU.</summary>
internal static unsafe class IndexingHandlers
{
    public static void Register(PrimitiveTable<CpuBackend> table)
    {
        table.Add<IndexSelectPrimitive>(Select, (_, p, inputs, _) => Inside(inputs[1], inputs[0][p.Axis]));
        table.Add<IndexAddPrimitive>(AddRows, SupportsAdd);
        table.Add<GatherPrimitive>(Gather, (_, p, inputs, outputs) => SupportsElements(inputs[1], inputs[0], p.Axis, outputs[0]));
        table.Add<ScatterAddPrimitive>(AddElements, SupportsAddElements);
    }

    private static Support Inside(BufferView indices, long extent)
    {
        if (indices.DType != DType.Int64)
        {
            return Support.No("it is vectorised for int64 indices");
        }

        long* index = indices.Pointer<long>();
        for (long i = 0; i < indices.Count; i++)
        {
            if ((ulong)index[i] >= (ulong)extent)
            {
                return Support.No("an index is outside of the axis");
            }
        }

        return Support.Yes;
    }

    private static void Select(
        CpuBackend backend, IndexSelectPrimitive primitive, ReadOnlySpan<BufferView> inputs, ReadOnlySpan<BufferView> outputs)
    {
        AxisSegments run = AxisSegments.Along(inputs[0].Shape.Extents, primitive.Axis);
        int size = inputs[0].DType.Size();
        RowMovement.Select(
            inputs[0].Bytes(),
            inputs[1].Pointer<long>(),
            run.Outer,
            inputs[0][primitive.Axis],
            inputs[1].Count,
            run.Inner * size,
            outputs[0].Bytes());
    }

    private static bool IsSummed(DType dtype) => dtype is DType.Float32 or DType.Float64 or DType.Int32 or DType.Int64;

    private static Support SupportsAdd(
        CpuBackend backend, IndexAddPrimitive primitive, ReadOnlySpan<BufferView> inputs, ReadOnlySpan<BufferView> outputs)
    {
        DType dtype = outputs[0].DType;
        return IsSummed(dtype) && inputs[1].DType == dtype && outputs[0].IsContiguous
            ? Inside(inputs[0], outputs[0][primitive.Axis])
            : Support.No("it is vectorised for contiguous operands of one type with sums");
    }

    private static void AddRows(
        CpuBackend backend, IndexAddPrimitive primitive, ReadOnlySpan<BufferView> inputs, ReadOnlySpan<BufferView> outputs)
    {
        switch (outputs[0].DType)
        {
            case DType.Float32:
                AddRows<float>(primitive.Axis, inputs, outputs[0]);
                break;
            case DType.Float64:
                AddRows<double>(primitive.Axis, inputs, outputs[0]);
                break;
            case DType.Int32:
                AddRows<int>(primitive.Axis, inputs, outputs[0]);
                break;
            default:
                AddRows<long>(primitive.Axis, inputs, outputs[0]);
                break;
        }
    }

    private static void AddRows<T>(int axis, ReadOnlySpan<BufferView> inputs, BufferView z)
        where T : unmanaged, INumberBase<T>
    {
        AxisSegments run = AxisSegments.Along(z.Shape.Extents, axis);
        RowMovement.Add(
            inputs[1].Pointer<T>(),
            inputs[0].Pointer<long>(),
            run.Outer,
            z[axis],
            inputs[0].Count,
            run.Inner,
            false,
            -1,
            z.Pointer<T>());
    }

    private static Support SupportsElements(BufferView indices, BufferView indexed, int axis, BufferView output) =>
        indices.IsContiguous && indexed.IsContiguous && output.IsContiguous && indices.Count <= int.MaxValue
            ? Inside(indices, indexed[axis])
            : Support.No("it is compiled for contiguous operands of fewer than 2^31 elements");

    private static void Gather(
        CpuBackend backend, GatherPrimitive primitive, ReadOnlySpan<BufferView> inputs, ReadOnlySpan<BufferView> outputs)
    {
        (BufferView x, BufferView z) = (inputs[0], outputs[0]);
        IndexRows rows = new(inputs[1].Shape, x.Shape, primitive.Axis);
        long* index = inputs[1].Pointer<long>();
        switch (x.DType.Size())
        {
            case 1:
                AxisIndexing.Gather(x.Pointer<byte>(), index, rows, z.Pointer<byte>());
                break;
            case 2:
                AxisIndexing.Gather(x.Pointer<short>(), index, rows, z.Pointer<short>());
                break;
            case 4:
                AxisIndexing.Gather(x.Pointer<int>(), index, rows, z.Pointer<int>());
                break;
            default:
                AxisIndexing.Gather(x.Pointer<long>(), index, rows, z.Pointer<long>());
                break;
        }
    }

    private static Support SupportsAddElements(
        CpuBackend backend, ScatterAddPrimitive primitive, ReadOnlySpan<BufferView> inputs, ReadOnlySpan<BufferView> outputs)
    {
        DType dtype = outputs[0].DType;
        return IsSummed(dtype) && inputs[1].DType == dtype && inputs[1].IsContiguous
            ? SupportsElements(inputs[0], outputs[0], primitive.Axis, outputs[0])
            : Support.No("it is compiled for contiguous operands of one type with sums");
    }

    private static void AddElements(
        CpuBackend backend, ScatterAddPrimitive primitive, ReadOnlySpan<BufferView> inputs, ReadOnlySpan<BufferView> outputs)
    {
        switch (outputs[0].DType)
        {
            case DType.Float32:
                AddElements<float>(primitive.Axis, inputs, outputs[0]);
                break;
            case DType.Float64:
                AddElements<double>(primitive.Axis, inputs, outputs[0]);
                break;
            case DType.Int32:
                AddElements<int>(primitive.Axis, inputs, outputs[0]);
                break;
            default:
                AddElements<long>(primitive.Axis, inputs, outputs[0]);
                break;
        }
    }

    /// <summary>Elements that differ in a coordinate before the axis never meet: runs of rows that share those are
    /// independent.</summary>
    private static void AddElements<T>(int axis, ReadOnlySpan<BufferView> inputs, BufferView z)
        where T : unmanaged, INumberBase<T>
    {
        BufferView index = inputs[0];
        int last = Math.Min(axis, index.Rank - 1);
        long parts = index.Count == 0 ? 0 : index.Shape[..last].Count;
        AxisIndexing.Add(
            inputs[1].Pointer<T>(),
            index.Pointer<long>(),
            new IndexRows(index.Shape, inputs[1].Shape, -1),
            new IndexRows(index.Shape, z.Shape, axis),
            (int)parts,
            z.Pointer<T>());
    }
}
