using System.Runtime.CompilerServices;
using GpuNN.Backends.Cpu.VectorMath;

namespace GpuNN.Backends.Cpu.Recurrent;

/// <summary>
/// dz = dh∘(h[t−1] − n)∘z(1−z), dn = dh∘(1 − z)∘(1 − n²), dr = dn∘q∘r(1−r); the products' gradients are (dr, dz, dn∘r), the
/// inputs' (dr, dz, dn), and dh∘z goes to the step before.
/// </summary>
internal unsafe struct GruGradientCell : IRecurrentGradientCell
{
    public RecurrentSequence Sequence;
    public float* Dh;
    public float* DhLast;
    public float* H;
    public float* InitialState;
    public float* Gates3;
    public float* Products;

    /// <summary>dh∘z of the step after [N, H]; a part of dh0 when all steps are done.</summary>
    public float* Kept;

    public float* Projected;
    public float* Delta;

    public static int Gates => 3;

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public readonly void Backward<TLanes>(int t, int sample, int unit, int lanes, float* carried)
        where TLanes : struct, IUnitLanes
    {
        nint hidden = Sequence.Hidden;
        nint own = (sample * hidden) + unit;
        nint row = ((nint)t * Sequence.Batch) + sample;
        nint gates = (row * 3 * hidden) + unit;
        float* before = Sequence.StateBefore(t, sample, InitialState, H) + unit;
        Lanes256<float> one = Lanes256<float>.Broadcast(1f);
        Lanes256<float> r = TLanes.Load(Gates3 + gates, lanes);
        Lanes256<float> z = TLanes.Load(Gates3 + gates + hidden, lanes);
        Lanes256<float> n = TLanes.Load(Gates3 + gates + (2 * hidden), lanes);
        Lanes256<float> q = TLanes.Load(Products + (row * hidden) + unit, lanes);
        Lanes256<float> dh = TLanes.Load(Dh + (row * hidden) + unit, lanes)
            + (carried == null
                ? TLanes.Load(DhLast + own, lanes)
                : Lanes256<float>.Load(carried) + TLanes.Load(Kept + own, lanes));
        Lanes256<float> dz = dh * (TLanes.Load(before, lanes) - n) * z * (one - z);
        Lanes256<float> dn = dh * (one - z) * (one - (n * n));
        Lanes256<float> dr = dn * q * r * (one - r);
        TLanes.Store(dr, Projected + gates, lanes);
        TLanes.Store(dz, Projected + gates + hidden, lanes);
        TLanes.Store(dn, Projected + gates + (2 * hidden), lanes);
        TLanes.Store(dr, Delta + gates, lanes);
        TLanes.Store(dz, Delta + gates + hidden, lanes);
        TLanes.Store(dn * r, Delta + gates + (2 * hidden), lanes);
        TLanes.Store(dh * z, Kept + own, lanes);
    }

    public readonly void Skip(int t, int sample, int unit, int lanes)
    {
        nint row = ((nint)t * Sequence.Batch) + sample;
        for (int gate = 0; gate < 3; gate++)
        {
            nint at = (((row * 3) + gate) * Sequence.Hidden) + unit;
            UnitLanes.Clear(Projected + at, lanes, 1, 0);
            UnitLanes.Clear(Delta + at, lanes, 1, 0);
        }
    }
}
