using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using GpuNN.Backends.Cpu.VectorMath;

namespace GpuNN.Backends.Cpu.Gemm.Epilogues;

/// <summary>f(x) = 1 / (1 + e⁻ˣ).</summary>
internal readonly unsafe struct SigmoidActivation<T> : IActivation<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    public static bool IsIdentity => false;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<T> Apply(Vector256<T> x)
    {
        if (typeof(T) == typeof(float))
        {
            Lanes256<float> y = SingleMath.Sigmoid(new Lanes256<float>(x.AsSingle()));
            return Unsafe.BitCast<Lanes256<float>, Vector256<float>>(y).As<float, T>();
        }

        T* lanes = (T*)&x;
        for (int i = 0; i < Vector256<T>.Count; i++)
        {
            lanes[i] = Apply(lanes[i]);
        }

        return x;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Apply(T x) => T.One / (T.One + T.Exp(-x));
}
