namespace GpuNN.Kernels;

/// <summary>float16 from and to float32, rounding to nearest, ties to even: an instruction on CUDA, and GpuNN.Jit's own arithmetic
/// where a device has none. GpuNN.Ilgpu has its own.</summary>
internal static class Float16Bits
{
    public static float ToSingle(ushort bits) => Interop.IntAsFloat(bits);

    public static ushort FromSingle(float value) => Interop.FloatAsInt((GpuNN.Jit.Half)value);
}
