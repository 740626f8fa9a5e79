using System.Numerics;

namespace GpuNN.Kernels;

/// <summary>Integers as numbers of a kernel's precision. Generic mathematics has no conversion that compilers of kernels
/// could follow, so this adds powers of two: exact, and folded where the integer is constant.</summary>
internal static class Numbers<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>The number; the integer is not negative.</summary>
    public static T Of(int integer)
    {
        T result = T.Zero, power = T.One;
        for (int rest = integer; rest != 0; rest >>= 1)
        {
            if ((rest & 1) != 0) result += power;
            power += power;
        }

        return result;
    }
}
