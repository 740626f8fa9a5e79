using System.Numerics;

namespace GpuNN.Kernels;

/// <summary>a·b + c in one rounding, as the accumulation of products wants it. GpuNN.Ilgpu has its own: ILGPU leaves the
/// contraction to the driver.</summary>
internal static class MultiplyAdd
{
    public static T Of<T>(T a, T b, T c)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => T.FusedMultiplyAdd(a, b, c);
}
