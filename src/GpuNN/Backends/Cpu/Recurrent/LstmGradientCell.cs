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
    public readonly void Backward<TLanes>(int t, int sample, int unit, int lanes, float* carried)
        where TLanes : struct, IUnitLanes
    {
        nint hidden = Sequence.Hidden;
        nint own = (sample * hidden) + unit;
        nint row = ((nint)t * Sequence.Batch) + sample;
        float* gates = Gates4 + (row * 4 * hidden) + unit;
        float* before = Sequence.StateBefore(t, sample, InitialCell, Cells) + unit;
        Lanes256<float> one = Lanes256<float>.Broadcast(1f);
        Lanes256<float> i = TLanes.Load(gates, lanes);
        Lanes256<float> f = TLanes.Load(gates + hidden, lanes);
        Lanes256<float> g = TLanes.Load(gates + (2 * hidden), lanes);
        Lanes256<float> o = TLanes.Load(gates + (3 * hidden), lanes);
        Lanes256<float> tanh = SingleMath.Tanh(TLanes.Load(Cells + (row * hidden) + unit, lanes));
        Lanes256<float> dh = TLanes.Load(Dh + (row * hidden) + unit, lanes)
            + (carried == null ? TLanes.Load(DhLast + own, lanes) : Lanes256<float>.Load(carried));
        Lanes256<float> dc = TLanes.Load(Dc + own, lanes) + (dh * o * (one - (tanh * tanh)));
        float* delta = Delta + (row * 4 * hidden) + unit;
        TLanes.Store(dc * g * i * (one - i), delta, lanes);
        TLanes.Store(dc * TLanes.Load(before, lanes) * f * (one - f), delta + hidden, lanes);
        TLanes.Store(dc * i * (one - (g * g)), delta + (2 * hidden), lanes);
        TLanes.Store(dh * tanh * o * (one - o), delta + (3 * hidden), lanes);
        TLanes.Store(dc * f, Dc + own, lanes);
    }

    public readonly void Skip(int t, int sample, int unit, int lanes)
    {
        nint row = ((nint)t * Sequence.Batch) + sample;
        for (int gate = 0; gate < 4; gate++)
        {
            UnitLanes.Clear(Delta + (((row * 4) + gate) * Sequence.Hidden) + unit, lanes, 1, 0);
        }
    }
}
