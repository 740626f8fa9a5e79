using System.Numerics;

namespace GpuNN.Kernels;

/// <summary>a·b + c; ILGPU has no instruction for it and leaves the contraction to the driver.</summary>
internal static class MultiplyAdd
{
    public static T Of<T>(T a, T b, T c)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => (a * b) + c;
}
