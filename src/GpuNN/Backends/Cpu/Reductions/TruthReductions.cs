using GpuNN.Backends.Cpu.Elementwise;
using GpuNN.Backends.Cpu.Threading;

namespace GpuNN.Backends.Cpu.Reductions;

/// <summary>Whether all elements, or any, are not 0, from bytes that say so of each.</summary>
internal static unsafe class TruthReductions
{
    public static void Run(ReducePrimitive primitive, BufferView x, byte* z)
    {
        using ScratchMemory memory = ScratchMemory.Rent<byte>(x.DType == DType.Bool ? 0 : x.Count);
        byte* truth = x.DType == DType.Bool ? x.Pointer<byte>() : memory.As<byte>();
        if (x.DType != DType.Bool)
        {
            NonZero.Find(x, truth, IterationSpace.Contiguous(x.Count, 3));
        }

        ReadOnlySpan<long> extents = x.Shape.Extents;
        if (primitive.Function == ReduceFunction.All)
        {
            AxisReduction.Run<byte, AllReducer, AllReducer>(truth, extents, primitive.Axes, z);
        }
        else
        {
            AxisReduction.Run<byte, AnyReducer, AnyReducer>(truth, extents, primitive.Axes, z);
        }
    }
}
