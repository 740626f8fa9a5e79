using GpuNN.Backends.Cpu.Reductions;

namespace GpuNN.Backends.Cpu.Movement;

/// <summary>Sorting and searching along an axis on the CPU.</summary>
internal static unsafe class OrderHandlers
{
    public static void Register(PrimitiveTable<CpuBackend> table)
    {
        table.Add<SortPrimitive>(Sort, SupportsSort);
        table.Add<SearchSortedPrimitive>(
            static (_, _, inputs, outputs) => SortedSearch.Run(inputs[0], inputs[1], outputs[0].Pointer<long>()),
            static (_, _, inputs, _) => HostOperands.AreAll(DType.Float32, inputs) || HostOperands.AreAll(DType.Float64, inputs)
                ? Support.Yes
                : Support.No("it is compiled for float32 and float64"));
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
        AxisSegments run = AxisSegments.Along(x.Shape.Extents, primitive.Axis);
        LineSort.Run(
            x.Pointer<T>(),
            run.Outer,
            run.Reduced,
            run.Inner,
            primitive.IsDescending,
            primitive.Count,
            outputs[0].Pointer<T>(),
            outputs[1].Pointer<long>());
    }
}
