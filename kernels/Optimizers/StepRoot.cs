using System.Numerics;

namespace GpuNN.Kernels;

/// <summary>What adaptive steps divide by.</summary>
internal static class StepRoot
{
    /// <summary>√x + ε, or √(x + ε).</summary>
    public static T Of<T>(T x, T epsilon, int epsilonInside)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        epsilonInside != 0 ? T.Sqrt(x + epsilon) : T.Sqrt(x) + epsilon;
}
