using System.Runtime.CompilerServices;
using GpuNN.Backends.Cpu.VectorMath;

namespace GpuNN.Backends.Cpu.Recurrent;

/// <summary>
/// r, z = σ of p + h·Uᵀ + b; q = h·U₂ᵀ + b₂; n = tanh(p₂ + r∘q); h = (1 − z)∘n + z∘h: the reset gate acts on the product.
/// </summary>
internal unsafe struct GruCell : IRecurrentCell
{
    public int Batch;
    public int Hidden;
    public float* Projected;
    public float* Bias;
    public float* H;

    /// <summary>Where r, z, n [T, N, 3H] are kept, or null.</summary>
    public float* Gates3;

    /// <summary>Where q [T, N, H] is kept, or null.</summary>
    public float* Products;

    public static int Gates => 3;

    public readonly float* InputsOf(int t, int sample, int unit) =>
        Projected + ((((nint)t * Batch) + sample) * 3 * Hidden) + unit;

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
        if (Gates3 != null)
        {
            UnitLanes.Clear(Products + (row * Hidden) + block.Unit, block.Units, block.Samples, Hidden);
            for (int gate = 0; gate < 3; gate++)
            {
                UnitLanes.Clear(
                    Gates3 + (((row * 3) + gate) * Hidden) + block.Unit, block.Units, block.Samples, 3 * Hidden);
            }
        }
    }

    /// <summary>Puts r and z where their products are.</summary>
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    private readonly void Gate<TLanes>(int t, in UnitBlock block)
        where TLanes : struct, IUnitLanes
    {
        for (int s = 0; s < block.Samples; s++)
        {
            float* projected = InputsOf(t, block.Sample + s, block.Unit);
            float* sums = block.Sums + (s * block.SumRow);
            for (int gate = 0; gate < 2; gate++)
            {
                float* bias = Bias + ((nint)gate * Hidden) + block.Unit;
                for (int u = 0; u < block.Units; u += UnitLanes.Count)
                {
                    int lanes = Math.Min(UnitLanes.Count, block.Units - u);
                    Lanes256<float> sum = Lanes256<float>.Load(sums + u) + TLanes.Load(projected + u, lanes);
                    sum = Bias == null ? sum : sum + TLanes.Load(bias + u, lanes);
                    Lanes256<float>.Store(SingleMath.Sigmoid(sum), sums + u);
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
            float* projected = InputsOf(t, block.Sample + s, block.Unit) + (2 * hidden);
            float* sums = block.Sums + (s * block.SumRow);
            for (int u = 0; u < block.Units; u += UnitLanes.Count)
            {
                int lanes = Math.Min(UnitLanes.Count, block.Units - u);
                Lanes256<float> r = Lanes256<float>.Load(sums + u);
                Lanes256<float> z = Lanes256<float>.Load(sums + u + block.GateStride);
                Lanes256<float> q = Lanes256<float>.Load(sums + u + (2 * block.GateStride));
                q = Bias == null ? q : q + TLanes.Load(Bias + (2 * hidden) + block.Unit + u, lanes);
                Lanes256<float> n = SingleMath.Tanh(
                    Lanes256<float>.MultiplyAdd(r, q, TLanes.Load(projected + u, lanes)));
                Lanes256<float> before = TLanes.Load(block.Previous + own + u, lanes);
                Lanes256<float> h = Lanes256<float>.MultiplyAdd(z, before - n, n);
                float* target = H + (row * hidden) + block.Unit + u;
                TLanes.Store(h, target, lanes);
                if (block.Next + own + u != target)
                {
                    TLanes.Store(h, block.Next + own + u, lanes);
                }

                if (Gates3 != null)
                {
                    float* gates = Gates3 + (row * 3 * hidden) + block.Unit + u;
                    TLanes.Store(r, gates, lanes);
                    TLanes.Store(z, gates + hidden, lanes);
                    TLanes.Store(n, gates + (2 * hidden), lanes);
                    TLanes.Store(q, Products + (row * hidden) + block.Unit + u, lanes);
                }
            }
        }
    }
}
