using System.Runtime.CompilerServices;
using GpuNN.Backends.Cpu.VectorMath;

namespace GpuNN.Backends.Cpu.Recurrent;

/// <summary>The first half of a GRU step whose reset gate acts on the state: r, z = σ(p + h·Uᵀ + b), and r∘h, which is what
/// the candidate's product takes.</summary>
internal unsafe struct GruResetCell : IRecurrentCell
{
    public int Batch;
    public int Hidden;
    public float* Projected;
    public float* Bias;

    /// <summary>z [N, H], for the second half.</summary>
    public float* Update;

    /// <summary>Where r, z, n [T, N, 3H] are kept, or null.</summary>
    public float* Gates3;

    /// <summary>Where r∘h [T, N, H] is kept, or null.</summary>
    public float* Products;

    public static int Gates => 2;

    public readonly float* InputsOf(int t, int sample, int unit) =>
        Projected + ((((nint)t * Batch) + sample) * 3 * Hidden) + unit;

    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    public readonly void Forward<TLanes>(int t, in UnitBlock block)
        where TLanes : struct, IUnitLanes
    {
        nint hidden = Hidden;
        for (int s = 0; s < block.Samples; s++)
        {
            nint own = ((block.Sample + s) * hidden) + block.Unit;
            nint row = ((nint)t * Batch) + block.Sample + s;
            float* projected = InputsOf(t, block.Sample + s, block.Unit);
            float* sums = block.Sums + (s * block.SumRow);
            for (int u = 0; u < block.Units; u += UnitLanes.Count)
            {
                int lanes = Math.Min(UnitLanes.Count, block.Units - u);
                Lanes256<float> r = Lanes256<float>.Load(sums + u) + TLanes.Load(projected + u, lanes);
                Lanes256<float> z = Lanes256<float>.Load(sums + u + block.GateStride)
                    + TLanes.Load(projected + hidden + u, lanes);
                if (Bias != null)
                {
                    r += TLanes.Load(Bias + block.Unit + u, lanes);
                    z += TLanes.Load(Bias + hidden + block.Unit + u, lanes);
                }

                r = SingleMath.Sigmoid(r);
                z = SingleMath.Sigmoid(z);
                Lanes256<float> kept = r * TLanes.Load(block.Previous + own + u, lanes);
                TLanes.Store(kept, block.Next + own + u, lanes);
                TLanes.Store(z, Update + own + u, lanes);
                if (Gates3 != null)
                {
                    float* gates = Gates3 + (row * 3 * hidden) + block.Unit + u;
                    TLanes.Store(r, gates, lanes);
                    TLanes.Store(z, gates + hidden, lanes);
                    TLanes.Store(kept, Products + (row * hidden) + block.Unit + u, lanes);
                }
            }
        }
    }

    /// <summary>The second half clears what is kept.</summary>
    public readonly void Skip(int t, in UnitBlock block)
    {
    }
}
