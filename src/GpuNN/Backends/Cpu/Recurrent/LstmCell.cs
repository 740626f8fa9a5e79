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

    public readonly float* InputsOf(int t, int sample, int unit) =>
        Projected + ((((nint)t * Batch) + sample) * 4 * Hidden) + unit;

    public readonly void Forward<TLanes>(int t, in UnitBlock block)
        where TLanes : struct, IUnitLanes
    {
        Gate<TLanes>(t, block);
        Update<TLanes>(t, block);
    }

    public readonly void Skip(int t, in UnitBlock block)
    {
        nint row = ((nint)t * Batch) + block.Sample;
        UnitLanes.Clear(H + (row * Hidden) + block.Unit, block.Units, block.Samples, Hidden);
        if (Gates4 != null)
        {
            UnitLanes.Clear(Cells + (row * Hidden) + block.Unit, block.Units, block.Samples, Hidden);
            for (int gate = 0; gate < 4; gate++)
            {
                UnitLanes.Clear(
                    Gates4 + (((row * 4) + gate) * Hidden) + block.Unit, block.Units, block.Samples, 4 * Hidden);
            }
        }
    }

    /// <summary>Puts i, f, g and o where their products are.</summary>
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    private readonly void Gate<TLanes>(int t, in UnitBlock block)
        where TLanes : struct, IUnitLanes
    {
        for (int s = 0; s < block.Samples; s++)
        {
            float* projected = InputsOf(t, block.Sample + s, block.Unit);
            float* sums = block.Sums + (s * block.SumRow);
            for (int gate = 0; gate < 4; gate++)
            {
                float* bias = Bias + ((nint)gate * Hidden) + block.Unit;
                for (int u = 0; u < block.Units; u += UnitLanes.Count)
                {
                    int lanes = Math.Min(UnitLanes.Count, block.Units - u);
                    Lanes256<float> sum = Lanes256<float>.Load(sums + u) + TLanes.Load(projected + u, lanes);
                    sum = Bias == null ? sum : sum + TLanes.Load(bias + u, lanes);
                    Lanes256<float>.Store(gate == 2 ? SingleMath.Tanh(sum) : SingleMath.Sigmoid(sum), sums + u);
                }

                sums += block.GateStride;
                projected += Hidden;
            }
        }
    }

    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    private readonly void Update<TLanes>(int t, in UnitBlock block)
        where TLanes : struct, IUnitLanes
    {
        nint hidden = Hidden;
        for (int s = 0; s < block.Samples; s++)
        {
            nint own = ((block.Sample + s) * hidden) + block.Unit;
            nint row = ((nint)t * Batch) + block.Sample + s;
            float* sums = block.Sums + (s * block.SumRow);
            for (int u = 0; u < block.Units; u += UnitLanes.Count)
            {
                int lanes = Math.Min(UnitLanes.Count, block.Units - u);
                Lanes256<float> i = Lanes256<float>.Load(sums + u);
                Lanes256<float> f = Lanes256<float>.Load(sums + u + block.GateStride);
                Lanes256<float> g = Lanes256<float>.Load(sums + u + (2 * block.GateStride));
                Lanes256<float> o = Lanes256<float>.Load(sums + u + (3 * block.GateStride));
                Lanes256<float> c = Lanes256<float>.MultiplyAdd(f, TLanes.Load(Cell + own + u, lanes), i * g);
                Lanes256<float> h = o * SingleMath.Tanh(c);
                TLanes.Store(c, Cell + own + u, lanes);
                float* target = H + (row * hidden) + block.Unit + u;
                TLanes.Store(h, target, lanes);
                if (block.Next + own + u != target)
                {
                    TLanes.Store(h, block.Next + own + u, lanes);
                }

                if (Gates4 != null)
                {
                    float* gates = Gates4 + (row * 4 * hidden) + block.Unit + u;
                    TLanes.Store(i, gates, lanes);
                    TLanes.Store(f, gates + hidden, lanes);
                    TLanes.Store(g, gates + (2 * hidden), lanes);
                    TLanes.Store(o, gates + (3 * hidden), lanes);
                    TLanes.Store(c, Cells + (row * hidden) + block.Unit + u, lanes);
                }
            }
        }
    }
}
