using System.Runtime.CompilerServices;
using GpuNN.Backends.Cpu.VectorMath;

namespace GpuNN.Backends.Cpu.Recurrent;

/// <summary>i, f, g, o = σ, σ, tanh, σ of p + h·Uᵀ + b; c = f∘c + i∘g; h = o∘tanh c.</summary>
internal unsafe struct LstmCell : IRecurrentCell
{
    public int Batch;
    public int Hidden;
    public float* Projected;
    public float* Bias;
    public float* H;

    /// <summary>The running c [N, H]; the last one when the sequence is done.</summary>
    public float* Cell;

    /// <summary>Where the gates [T, N, 4H] are kept, or null.</summary>
    public float* Gates4;

    /// <summary>Where c [T, N, H] is kept, or null.</summary>
    public float* Cells;

    public static int Gates => 4;

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public readonly void Forward(
        int t, int sample, int unit, int lanes, float* sums, nint gateStride, float* previous, float* next)
    {
        nint row = ((nint)t * Batch) + sample;
        nint at = (row * Hidden) + unit;
        nint gates = (row * 4 * Hidden) + unit;
        Lanes256<float> i = SingleMath.Sigmoid(Sum(sums, gates, unit, 0, gateStride, lanes));
        Lanes256<float> f = SingleMath.Sigmoid(Sum(sums, gates, unit, 1, gateStride, lanes));
        Lanes256<float> g = SingleMath.Tanh(Sum(sums, gates, unit, 2, gateStride, lanes));
        Lanes256<float> o = SingleMath.Sigmoid(Sum(sums, gates, unit, 3, gateStride, lanes));
        float* cell = Cell + ((nint)sample * Hidden) + unit;
        Lanes256<float> c = Lanes256<float>.MultiplyAdd(f, UnitLanes.Load(cell, lanes), i * g);
        Lanes256<float> h = o * SingleMath.Tanh(c);
        UnitLanes.Store(c, cell, lanes);
        UnitLanes.Store(h, next, lanes);
        if (next != H + at)
        {
            UnitLanes.Store(h, H + at, lanes);
        }

        if (Gates4 != null)
        {
            UnitLanes.Store(i, Gates4 + gates, lanes);
            UnitLanes.Store(f, Gates4 + gates + Hidden, lanes);
            UnitLanes.Store(g, Gates4 + gates + (2 * Hidden), lanes);
            UnitLanes.Store(o, Gates4 + gates + (3 * Hidden), lanes);
            UnitLanes.Store(c, Cells + at, lanes);
        }
    }

    public readonly void Skip(int t, int sample, int unit, int lanes)
    {
        nint row = ((nint)t * Batch) + sample;
        UnitLanes.Clear(H + (row * Hidden) + unit, lanes);
        if (Gates4 != null)
        {
            UnitLanes.Clear(Cells + (row * Hidden) + unit, lanes);
            for (int gate = 0; gate < 4; gate++)
            {
                UnitLanes.Clear(Gates4 + (((row * 4) + gate) * Hidden) + unit, lanes);
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private readonly Lanes256<float> Sum(float* sums, nint gates, int unit, int gate, nint gateStride, int lanes)
    {
        Lanes256<float> sum = Lanes256<float>.Load(sums + (gate * gateStride))
            + UnitLanes.Load(Projected + gates + ((nint)gate * Hidden), lanes);
        return Bias == null ? sum : sum + UnitLanes.Load(Bias + ((nint)gate * Hidden) + unit, lanes);
    }
}
