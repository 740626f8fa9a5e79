using GpuNN.Backends.Cpu.Elementwise;
using GpuNN.Backends.Cpu.Threading;
using GpuNN.Backends.Cpu.VectorMath;

namespace GpuNN.Backends.Cpu.Movement;

/// <summary>Copies between float32 and the types of 16 bits, which are converted in the direction of memory: a strided side
/// goes through a contiguous copy of its own type.</summary>
internal static unsafe class NarrowCopy
{
    public static void Run(BufferView x, BufferView z)
    {
        using ScratchMemory gathered = ScratchMemory.Rent<float>(x.IsContiguous ? 0 : x.Count);
        using ScratchMemory converted = ScratchMemory.Rent<float>(z.IsContiguous ? 0 : z.Count);
        byte* source = x.IsContiguous ? x.Bytes() : gathered.As<byte>();
        byte* target = z.IsContiguous ? z.Bytes() : converted.As<byte>();
        Strides contiguous = Strides.Contiguous(x.Shape);
        if (!x.IsContiguous)
        {
            Move(x.DType, x.Shape, x.Bytes(), x.Strides, source, contiguous);
        }

        if (z.DType == DType.Float32)
        {
            NarrowFloats.Widen(x.DType, (ushort*)source, (float*)target, x.Count);
        }
        else
        {
            NarrowFloats.Narrow(z.DType, (float*)source, (ushort*)target, x.Count);
        }

        if (!z.IsContiguous)
        {
            Move(z.DType, z.Shape, target, contiguous, z.Bytes(), z.Strides);
        }
    }

    private static void Move(DType dtype, in Shape shape, byte* source, in Strides from, byte* target, in Strides to)
    {
        Span<long> strides = stackalloc long[2 * shape.Rank];
        to.Steps.CopyTo(strides);
        from.Steps.CopyTo(strides[shape.Rank..]);
        IterationSpace space = IterationSpace.Create(shape.Extents, strides, 2);
        if (dtype == DType.Float32)
        {
            StridedCopy.Run((float*)source, (float*)target, space);
        }
        else
        {
            StridedCopy.Run((short*)source, (short*)target, space);
        }
    }
}
