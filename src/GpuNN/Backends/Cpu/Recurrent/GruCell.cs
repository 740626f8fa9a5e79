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

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public readonly void Forward(
        int t, int sample, int unit, int lanes, float* sums, nint gateStride, float* previous, float* next)
    {
        nint row = ((nint)t * Batch) + sample;
        nint at = (row * Hidden) + unit;
        nint gates = (row * 3 * Hidden) + unit;
        Lanes256<float> r = SingleMath.Sigmoid(
            Product(sums, unit, 0, gateStride, lanes) + UnitLanes.Load(Projected + gates, lanes));
        Lanes256<float> z = SingleMath.Sigmoid(
            Product(sums, unit, 1, gateStride, lanes) + UnitLanes.Load(Projected + gates + Hidden, lanes));
        Lanes256<float> q = Product(sums, unit, 2, gateStride, lanes);
        Lanes256<float> n = SingleMath.Tanh(
            Lanes256<float>.MultiplyAdd(r, q, UnitLanes.Load(Projected + gates + (2 * Hidden), lanes)));
        Lanes256<float> h = Lanes256<float>.MultiplyAdd(z, UnitLanes.Load(previous, lanes) - n, n);
        UnitLanes.Store(h, next, lanes);
        if (next != H + at)
        {
            UnitLanes.Store(h, H + at, lanes);
        }

        if (Gates3 != null)
        {
            UnitLanes.Store(r, Gates3 + gates, lanes);
            UnitLanes.Store(z, Gates3 + gates + Hidden, lanes);
            UnitLanes.Store(n, Gates3 + gates + (2 * Hidden), lanes);
            UnitLanes.Store(q, Products + at, lanes);
        }
    }

    public readonly void Skip(int t, int sample, int unit, int lanes)
    {
        nint row = ((nint)t * Batch) + sample;
        UnitLanes.Clear(H + (row * Hidden) + unit, lanes);
        if (Gates3 != null)
        {
            UnitLanes.Clear(Products + (row * Hidden) + unit, lanes);
            for (int gate = 0; gate < 3; gate++)
            {
                UnitLanes.Clear(Gates3 + (((row * 3) + gate) * Hidden) + unit, lanes);
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private readonly Lanes256<float> Product(float* sums, int unit, int gate, nint gateStride, int lanes)
    {
        Lanes256<float> sum = Lanes256<float>.Load(sums + (gate * gateStride));
        return Bias == null ? sum : sum + UnitLanes.Load(Bias + ((nint)gate * Hidden) + unit, lanes);
    }
}
