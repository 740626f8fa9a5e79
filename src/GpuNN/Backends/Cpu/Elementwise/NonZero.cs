using GpuNN.Backends.Cpu.Elementwise.Operators;

namespace GpuNN.Backends.Cpu.Elementwise;

/// <summary>Which elements are not 0; a NaN is not.</summary>
internal static unsafe class NonZero
{
    /// <summary>z = 1 where x is not 0, else 0.</summary>
    /// <param name="x">Anything but numbers of 16 bits.</param>
    /// <param name="z">The first answer.</param>
    /// <param name="space">The strides of z, and twice those of x.</param>
    public static void Find(BufferView x, byte* z, in IterationSpace space)
    {
        switch (x.DType)
        {
            case DType.Float32:
                Find(x.Pointer<float>(), z, space);
                break;
            case DType.Float64:
                Find(x.Pointer<double>(), z, space);
                break;
            case DType.Int32:
                Find(x.Pointer<int>(), z, space);
                break;
            case DType.Int64:
                Find(x.Pointer<long>(), z, space);
                break;
            default:
                Find(x.Pointer<byte>(), z, space);
                break;
        }
    }

    private static void Find<T>(T* x, byte* z, in IterationSpace space)
        where T : unmanaged => ElementwiseEngine.Compare<T, And<T>>(x, x, z, space);
}
