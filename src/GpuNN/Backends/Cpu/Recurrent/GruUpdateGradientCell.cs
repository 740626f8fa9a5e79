using System.Runtime.CompilerServices;
using GpuNN.Backends.Cpu.VectorMath;

namespace GpuNN.Backends.Cpu.Recurrent;

/// <summary>
/// The first half of a step back through a GRU whose reset gate acts on the state: dz = dh∘(h[t−1] − n)∘z(1−z) and
/// dn = dh∘(1 − z)∘(1 − n²); dh∘z goes to the step before.
/// </summary>
internal unsafe struct GruUpdateGradientCell : IRecurrentGradientCell
{
    public RecurrentSequence Sequence;
    public float* Dh;
    public float* DhLast;
    public float* H;
    public float* InitialState;
    public float* Gates3;

    /// <summary>What the step after leaves besides its products [N, H].</summary>
    public float* Kept;

    /// <summary>The inputs' gradients [T, N, 3H].</summary>
    public float* Projected;

    /// <summary>dr, dz [T, N, 2H].</summary>
    public float* Delta;

    /// <summary>dn [T, N, H].</summary>
    public float* CandidateDelta;

    public static int Gates => 2;

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
        Lanes256<float> z = TLanes.Load(Gates3 + gates + hidden, lanes);
        Lanes256<float> n = TLanes.Load(Gates3 + gates + (2 * hidden), lanes);
        Lanes256<float> dh = TLanes.Load(Dh + (row * hidden) + unit, lanes)
            + (carried == null
                ? TLanes.Load(DhLast + own, lanes)
                : Lanes256<float>.Load(carried) + TLanes.Load(Kept + own, lanes));
        Lanes256<float> dz = dh * (TLanes.Load(before, lanes) - n) * z * (one - z);
        Lanes256<float> dn = dh * (one - z) * (one - (n * n));
        TLanes.Store(dz, Projected + gates + hidden, lanes);
        TLanes.Store(dn, Projected + gates + (2 * hidden), lanes);
        TLanes.Store(dz, Delta + (((row * 2) + 1) * hidden) + unit, lanes);
        TLanes.Store(dn, CandidateDelta + (row * hidden) + unit, lanes);
        TLanes.Store(dh * z, Kept + own, lanes);
    }

    public readonly void Skip(int t, int sample, int unit, int lanes)
    {
        nint hidden = Sequence.Hidden;
        nint row = ((nint)t * Sequence.Batch) + sample;
        UnitLanes.Clear(CandidateDelta + (row * hidden) + unit, lanes, 1, 0);
        UnitLanes.Clear(Delta + (((row * 2) + 1) * hidden) + unit, lanes, 1, 0);
        UnitLanes.Clear(Projected + (((row * 3) + 1) * hidden) + unit, lanes, 1, 0);
        UnitLanes.Clear(Projected + (((row * 3) + 2) * hidden) + unit, lanes, 1, 0);
    }
}
