using System.Runtime.CompilerServices;
using GpuNN.Backends.Cpu.VectorMath;

namespace GpuNN.Backends.Cpu.Recurrent;

/// <summary>The second half: n = tanh(p₂ + (r∘h)·U₂ᵀ + b₂) and h = (1 − z)∘n + z∘h.</summary>
internal unsafe struct GruCandidateCell : IRecurrentCell
{
    public int Batch;
    public int Hidden;
    public float* Projected;
    public float* Bias;
    public float* H;

    /// <summary>z [N, H] of the first half.</summary>
    public float* Update;

    /// <summary>h before the step [N, H].</summary>
    public float* Before;

    /// <summary>Where r, z, n [T, N, 3H] are kept, or null.</summary>
    public float* Gates3;

    /// <summary>Where r∘h [T, N, H] is kept, or null.</summary>
    public float* Products;

    public static int Gates => 1;

    public readonly float* InputsOf(int t, int sample, int unit) =>
        Projected + (((((nint)t * Batch) + sample) * 3) + 2) * Hidden + unit;

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
                Lanes256<float> n = Lanes256<float>.Load(sums + u) + TLanes.Load(projected + u, lanes);
                n = SingleMath.Tanh(Bias == null ? n : n + TLanes.Load(Bias + (2 * hidden) + block.Unit + u, lanes));
                Lanes256<float> z = TLanes.Load(Update + own + u, lanes);
                Lanes256<float> before = TLanes.Load(Before + own + u, lanes);
                Lanes256<float> h = Lanes256<float>.MultiplyAdd(z, before - n, n);
                float* target = H + (row * hidden) + block.Unit + u;
                TLanes.Store(h, target, lanes);
                if (block.Next + own + u != target)
                {
                    TLanes.Store(h, block.Next + own + u, lanes);
                }

                if (Gates3 != null)
                {
                    TLanes.Store(n, Gates3 + (((row * 3) + 2) * hidden) + block.Unit + u, lanes);
                }
            }
        }
    }

    public readonly void Skip(int t, in UnitBlock block) =>
        new GruCell { Batch = Batch, Hidden = Hidden, H = H, Gates3 = Gates3, Products = Products }.Skip(t, block);
}
