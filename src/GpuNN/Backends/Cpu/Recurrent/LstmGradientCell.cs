using System.Runtime.CompilerServices;
using GpuNN.Backends.Cpu.VectorMath;

namespace GpuNN.Backends.Cpu.Recurrent;

/// <summary>
/// dc += dh∘o∘(1 − tanh²c); δ = (dc∘g∘i(1−i), dc∘c[t−1]∘f(1−f), dc∘i∘(1−g²), dh∘tanh c∘o(1−o)); dc[t−1] = dc∘f.
/// </summary>
internal unsafe struct LstmGradientCell : IRecurrentGradientCell
{
    public RecurrentSequence Sequence;
    public float* Dh;
    public float* DhLast;
    public float* Gates4;
    public float* Cells;
    public float* InitialCell;

    /// <summary>The running dc [N, H]: the last step's gradient before, dc0 when all steps are done.</summary>
    public float* Dc;

    public float* Delta;

    public static int Gates => 4;

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public readonly void Backward(int t, int sample, int unit, int lanes, float* carried)
    {
        nint hidden = Sequence.Hidden;
        nint own = (sample * hidden) + unit;
        nint row = ((nint)t * Sequence.Batch) + sample;
        float* gates = Gates4 + (row * 4 * hidden) + unit;
        float* before = Sequence.FirstOf(sample) == t
            ? InitialCell + own
            : Cells + (((nint)Sequence.Previous(t) * Sequence.Batch * hidden) + own);
        Lanes256<float> one = Lanes256<float>.Broadcast(1f);
        Lanes256<float> i = UnitLanes.Load(gates, lanes);
        Lanes256<float> f = UnitLanes.Load(gates + hidden, lanes);
        Lanes256<float> g = UnitLanes.Load(gates + (2 * hidden), lanes);
        Lanes256<float> o = UnitLanes.Load(gates + (3 * hidden), lanes);
        Lanes256<float> tanh = SingleMath.Tanh(UnitLanes.Load(Cells + (row * hidden) + unit, lanes));
        Lanes256<float> dh = UnitLanes.Load(Dh + (row * hidden) + unit, lanes)
            + (carried == null ? UnitLanes.Load(DhLast + own, lanes) : Lanes256<float>.Load(carried));
        Lanes256<float> dc = UnitLanes.Load(Dc + own, lanes) + (dh * o * (one - (tanh * tanh)));
        float* delta = Delta + (row * 4 * hidden) + unit;
        UnitLanes.Store(dc * g * i * (one - i), delta, lanes);
        UnitLanes.Store(dc * UnitLanes.Load(before, lanes) * f * (one - f), delta + hidden, lanes);
        UnitLanes.Store(dc * i * (one - (g * g)), delta + (2 * hidden), lanes);
        UnitLanes.Store(dh * tanh * o * (one - o), delta + (3 * hidden), lanes);
        UnitLanes.Store(dc * f, Dc + own, lanes);
    }

    public readonly void Skip(int t, int sample, int unit, int lanes)
    {
        nint row = ((nint)t * Sequence.Batch) + sample;
        for (int gate = 0; gate < 4; gate++)
        {
            UnitLanes.Clear(Delta + (((row * 4) + gate) * Sequence.Hidden) + unit, lanes);
        }
    }
}
