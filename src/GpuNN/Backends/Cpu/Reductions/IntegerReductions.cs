using GpuNN.Backends.Cpu.Elementwise;
using GpuNN.Backends.Cpu.Threading;

namespace GpuNN.Backends.Cpu.Reductions;

/// <summary>Sums and products of integers and bools, in int64.</summary>
internal static unsafe class IntegerReductions
{
    public static bool Contains(ReduceFunction function) =>
        function is ReduceFunction.Sum or ReduceFunction.Prod or ReduceFunction.SumOfSquares;

    public static void Run(ReducePrimitive primitive, BufferView x, long* z)
    {
        using ScratchMemory memory = ScratchMemory.Rent<long>(x.DType == DType.Int64 ? 0 : x.Count);
        long* wide = memory.As<long>();
        IterationSpace space = IterationSpace.Contiguous(x.Count, 2);
        switch (x.DType)
        {
            case DType.Int64:
                wide = x.Pointer<long>();
                break;
            case DType.Int32:
                ElementwiseEngine.Convert(x.Pointer<int>(), wide, space);
                break;
            default:
                ElementwiseEngine.Convert(x.Pointer<byte>(), wide, space);
                break;
        }

        ReadOnlySpan<long> extents = x.Shape.Extents;
        switch (primitive.Function)
        {
            case ReduceFunction.Sum:
                AxisReduction.Run<long, SumReducer<long>, SumReducer<long>>(wide, extents, primitive.Axes, z);
                break;
            case ReduceFunction.Prod:
                AxisReduction.Run<long, ProductReducer<long>, ProductReducer<long>>(wide, extents, primitive.Axes, z);
                break;
            default:
                AxisReduction.Run<long, SumOfSquaresReducer<long>, SumReducer<long>>(wide, extents, primitive.Axes, z);
                break;
        }
    }
}
