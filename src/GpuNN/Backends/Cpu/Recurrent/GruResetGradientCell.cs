using System.Runtime.CompilerServices;
using GpuNN.Backends.Cpu.VectorMath;

namespace GpuNN.Backends.Cpu.Recurrent;

/// <summary>The second half, with dq = dn·U₂: dr = dq∘h[t−1]∘r(1−r), and dq∘r goes to the step before.</summary>
internal unsafe struct GruResetGradientCell : IRecurrentGradientCell
{
    public RecurrentSequence Sequence;
    public float* H;
    public float* InitialState;
    public float* Gates3;

    /// <summary>What this step leaves besides its products [N, H].</summary>
    public float* Kept;

    /// <summary>The inputs' gradients [T, N, 3H].</summary>
    public float* Projected;

    /// <summary>dr, dz [T, N, 2H].</summary>
    public float* Delta;

    public static int Gates => 1;

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public readonly void Backward<TLanes>(int t, int sample, int unit, int lanes, float* carried)
        where TLanes : struct, IUnitLanes
    {
        nint hidden = Sequence.Hidden;
        nint own = (sample * hidden) + unit;
        nint row = ((nint)t * Sequence.Batch) + sample;
        float* before = Sequence.StateBefore(t, sample, InitialState, H) + unit;
        Lanes256<float> r = TLanes.Load(Gates3 + (row * 3 * hidden) + unit, lanes);
        Lanes256<float> dq = Lanes256<float>.Load(carried);
        Lanes256<float> dr = dq * TLanes.Load(before, lanes) * r * (Lanes256<float>.Broadcast(1f) - r);
        TLanes.Store(dr, Projected + (row * 3 * hidden) + unit, lanes);
        TLanes.Store(dr, Delta + (row * 2 * hidden) + unit, lanes);
        TLanes.Store(Lanes256<float>.MultiplyAdd(dq, r, TLanes.Load(Kept + own, lanes)), Kept + own, lanes);
    }

    public readonly void Skip(int t, int sample, int unit, int lanes)
    {
        nint row = ((nint)t * Sequence.Batch) + sample;
        UnitLanes.Clear(Projected + (row * 3 * Sequence.Hidden) + unit, lanes, 1, 0);
        UnitLanes.Clear(Delta + (row * 2 * Sequence.Hidden) + unit, lanes, 1, 0);
    }
}
