using System.Runtime.CompilerServices;
using GpuNN.Backends.Cpu.VectorMath;

namespace GpuNN.Backends.Cpu.Recurrent;

/// <summary>δ = f′(h)∘dh, with f′ written in terms of h = f(a).</summary>
internal unsafe struct ElmanGradientCell : IRecurrentGradientCell
{
    public RecurrentSequence Sequence;
    public Activation Activation;
    public float* Dh;
    public float* DhLast;
    public float* H;
    public float* Delta;

    public static int Gates => 1;

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public readonly void Backward<TLanes>(int t, int sample, int unit, int lanes, float* carried)
        where TLanes : struct, IUnitLanes
    {
        nint own = ((nint)sample * Sequence.Hidden) + unit;
        nint at = ((nint)t * Sequence.StateSize) + own;
        Lanes256<float> one = Lanes256<float>.Broadcast(1f);
        Lanes256<float> h = TLanes.Load(H + at, lanes);
        Lanes256<float> dh = TLanes.Load(Dh + at, lanes)
            + (carried == null ? TLanes.Load(DhLast + own, lanes) : Lanes256<float>.Load(carried));
        Lanes256<float> delta = Activation switch
        {
            Activation.Identity => dh,
            Activation.ReLU => Lanes256<float>.Select(
                Lanes256<float>.LessThanOrEqual(h, Lanes256<float>.Zero), Lanes256<float>.Zero, dh),
            Activation.Sigmoid => dh * h * (one - h),
            _ => dh * (one - (h * h)),
        };
        TLanes.Store(delta, Delta + at, lanes);
    }

    public readonly void Skip(int t, int sample, int unit, int lanes) =>
        UnitLanes.Clear(Delta + (t * Sequence.StateSize) + ((nint)sample * Sequence.Hidden) + unit, lanes, 1, 0);
}
