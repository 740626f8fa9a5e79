using System.Numerics;
using GpuNN.Backends.Cpu.Elementwise;
using GpuNN.Backends.Cpu.VectorMath;

namespace GpuNN.Backends.Cpu.Movement;

/// <summary>Copies, conversions and rearrangements on the CPU.</summary>
internal static unsafe class MovementHandlers
{
    public static void Register(PrimitiveTable<CpuBackend> table)
    {
        table.Add<CopyPrimitive>(Copy, SupportsCopy);
        table.Add<FillPrimitive>(FillAll, SupportsFill);
        table.Add<IndexSelectPrimitive>(Select, (_, p, inputs, _) => Inside(inputs[1], inputs[0][p.Axis]));
        table.Add<IndexAddPrimitive>(AddRows, SupportsAdd);
        table.Add<GatherPrimitive>(Gather, (_, p, inputs, outputs) => SupportsElements(inputs[1], inputs[0], p.Axis, outputs[0]));
        table.Add<ScatterAddPrimitive>(AddElements, SupportsAddElements);
        table.Add<SortPrimitive>(Sort, SupportsSort);
        table.Add<SearchSortedPrimitive>(
            static (_, _, inputs, outputs) => SortedSearch.Run(inputs[0], inputs[1], outputs[0].Pointer<long>()),
            static (_, _, inputs, _) => HostOperands.AreAll(DType.Float32, inputs) || HostOperands.AreAll(DType.Float64, inputs)
                ? Support.Yes
                : Support.No("it is compiled for float32 and float64"));
    }

    /// <summary>Whether elements are converted as .NET's own numbers; a bool is a byte.</summary>
    private static bool IsNumber(DType dtype) => !NarrowFloats.IsNarrow(dtype);

    private static Support SupportsCopy(
        CpuBackend backend, CopyPrimitive primitive, ReadOnlySpan<BufferView> inputs, ReadOnlySpan<BufferView> outputs)
    {
        DType from = inputs[0].DType;
        DType to = outputs[0].DType;
        return from == to
            || NarrowFloats.Converts(from, to)
            || (IsNumber(from) && IsNumber(to))
            || (from == DType.Float64 && to == DType.Float16)
            ? Support.Yes
            : Support.No($"{from} to {to} is converted one by one");
    }

    private static void Copy(
        CpuBackend backend, CopyPrimitive primitive, ReadOnlySpan<BufferView> inputs, ReadOnlySpan<BufferView> outputs)
    {
        BufferView x = inputs[0];
        BufferView z = outputs[0];
        if (NarrowFloats.Converts(x.DType, z.DType))
        {
            NarrowCopy.Run(x, z);
            return;
        }

        IterationSpace space = HostOperands.Space(z, inputs);
        if (x.DType == z.DType)
        {
            switch (x.DType.Size())
            {
                case 1:
                    StridedCopy.Run(x.Pointer<byte>(), z.Pointer<byte>(), space);
                    break;
                case 2:
                    StridedCopy.Run(x.Pointer<short>(), z.Pointer<short>(), space);
                    break;
                case 4:
                    StridedCopy.Run(x.Pointer<int>(), z.Pointer<int>(), space);
                    break;
                default:
                    StridedCopy.Run(x.Pointer<long>(), z.Pointer<long>(), space);
                    break;
            }

            return;
        }

        if (z.DType == DType.Bool)
        {
            ReadOnlySpan<BufferView> twice = [x, x];
            NonZero.Find(x, z.Pointer<byte>(), HostOperands.Space(z, twice));
            return;
        }

        switch (x.DType)
        {
            case DType.Float32:
                Convert(x.Pointer<float>(), z, space);
                break;
            case DType.Float64:
                Convert(x.Pointer<double>(), z, space);
                break;
            case DType.Int32:
                Convert(x.Pointer<int>(), z, space);
                break;
            case DType.Int64:
                Convert(x.Pointer<long>(), z, space);
                break;
            default:
                Convert(x.Pointer<byte>(), z, space);
                break;
        }
    }

    private static void Convert<T>(T* x, BufferView z, in IterationSpace space)
        where T : unmanaged, INumberBase<T>
    {
        switch (z.DType)
        {
            case DType.UInt8:
                ElementwiseEngine.Convert(x, z.Pointer<byte>(), space);
                break;
            case DType.Float32:
                ElementwiseEngine.Convert(x, z.Pointer<float>(), space);
                break;
            case DType.Float64:
                ElementwiseEngine.Convert(x, z.Pointer<double>(), space);
                break;
            case DType.Int32:
                ElementwiseEngine.Convert(x, z.Pointer<int>(), space);
                break;
            case DType.Float16:
                ElementwiseEngine.Convert(x, z.Pointer<Half>(), space);
                break;
            default:
                ElementwiseEngine.Convert(x, z.Pointer<long>(), space);
                break;
        }
    }

    private static Support SupportsFill(
        CpuBackend backend, FillPrimitive primitive, ReadOnlySpan<BufferView> inputs, ReadOnlySpan<BufferView> outputs) =>
        outputs[0].IsContiguous ? Support.Yes : Support.No("contiguous results are vectorised");

    private static void FillAll(
        CpuBackend backend, FillPrimitive primitive, ReadOnlySpan<BufferView> inputs, ReadOnlySpan<BufferView> outputs)
    {
        BufferView z = outputs[0];
        switch (z.DType)
        {
            case DType.Float32:
                Fill.Run(z.Pointer<float>(), z.Count, (float)primitive.Value);
                break;
            case DType.Float64:
                Fill.Run(z.Pointer<double>(), z.Count, primitive.Value);
                break;
            case DType.Int32:
                Fill.Run(z.Pointer<int>(), z.Count, int.CreateSaturating(primitive.Value));
                break;
            case DType.Int64:
                Fill.Run(z.Pointer<long>(), z.Count, long.CreateSaturating(primitive.Value));
                break;
            case DType.Float16:
                Fill.Run(z.Pointer<short>(), z.Count, BitConverter.HalfToInt16Bits(Half.CreateSaturating(primitive.Value)));
                break;
            case DType.BFloat16:
                Fill.Run(z.Pointer<short>(), z.Count, (short)((BFloat16)(float)primitive.Value).Bits);
                break;
            case DType.UInt8:
                Fill.Run(z.Pointer<byte>(), z.Count, byte.CreateSaturating(primitive.Value));
                break;
            default:
                Fill.Run(z.Pointer<byte>(), z.Count, (byte)(primitive.Value == 0 ? 0 : 1));
                break;
        }
    }

    /// <summary>The elements of the axes before and after one.</summary>
    private static (long Outer, long Inner) Around(BufferView x, int axis)
    {
        long outer = 1;
        long inner = 1;
        for (int i = 0; i < x.Rank; i++)
        {
            outer *= i < axis ? x[i] : 1;
            inner *= i > axis ? x[i] : 1;
        }

        return (outer, inner);
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
        (long outer, long inner) = Around(inputs[0], primitive.Axis);
        int size = inputs[0].DType.Size();
        RowMovement.Select(
            inputs[0].Bytes(),
            inputs[1].Pointer<long>(),
            outer,
            inputs[0][primitive.Axis],
            inputs[1].Count,
            inner * size,
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
        (long outer, long inner) = Around(z, axis);
        RowMovement.Add(
            inputs[1].Pointer<T>(),
            inputs[0].Pointer<long>(),
            outer,
            z[axis],
            inputs[0].Count,
            inner,
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

    private static Support SupportsSort(
        CpuBackend backend, SortPrimitive primitive, ReadOnlySpan<BufferView> inputs, ReadOnlySpan<BufferView> outputs)
    {
        if (inputs[0][primitive.Axis] > int.MaxValue / 2)
        {
            return Support.No("a line is too long for indices of 32 bits");
        }

        DType dtype = inputs[0].DType;
        return dtype is (DType.Float32 or DType.Float64 or DType.Int32 or DType.Int64) && HostOperands.AreAll(dtype, outputs[..1])
            ? Support.Yes
            : Support.No($"it is compiled for numbers of 32 and 64 bits, not {dtype}");
    }

    private static void Sort(
        CpuBackend backend, SortPrimitive primitive, ReadOnlySpan<BufferView> inputs, ReadOnlySpan<BufferView> outputs)
    {
        switch (inputs[0].DType)
        {
            case DType.Float32:
                Sort<float>(primitive, inputs[0], outputs);
                break;
            case DType.Float64:
                Sort<double>(primitive, inputs[0], outputs);
                break;
            case DType.Int32:
                Sort<int>(primitive, inputs[0], outputs);
                break;
            default:
                Sort<long>(primitive, inputs[0], outputs);
                break;
        }
    }

    private static void Sort<T>(SortPrimitive primitive, BufferView x, ReadOnlySpan<BufferView> outputs)
        where T : unmanaged
    {
        (long outer, long inner) = Around(x, primitive.Axis);
        LineSort.Run(
            x.Pointer<T>(),
            outer,
            x[primitive.Axis],
            inner,
            primitive.IsDescending,
            primitive.Count,
            outputs[0].Pointer<T>(),
            outputs[1].Pointer<long>());
    }
}
