using System.Runtime.CompilerServices;
using GpuNN.Backends.Cpu.VectorMath;

namespace GpuNN.Backends.Cpu.Recurrent;

/// <summary>h = f(p + h·Uᵀ + b).</summary>
internal unsafe struct ElmanCell : IRecurrentCell
{
    public int Batch;
    public int Hidden;
    public Activation Activation;
    public float* Projected;
    public float* Bias;
    public float* H;

    public static int Gates => 1;

    public readonly float* InputsOf(int t, int sample, int unit) =>
        Projected + ((((nint)t * Batch) + sample) * Hidden) + unit;

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public readonly void Forward<TLanes>(int t, in UnitBlock block)
        where TLanes : struct, IUnitLanes
    {
        for (int s = 0; s < block.Samples; s++)
        {
            nint own = ((nint)(block.Sample + s) * Hidden) + block.Unit;
            nint at = ((nint)t * Batch * Hidden) + own;
            for (int u = 0; u < block.Units; u += UnitLanes.Count)
            {
                int lanes = Math.Min(UnitLanes.Count, block.Units - u);
                Lanes256<float> sum = Lanes256<float>.Load(block.Sums + (s * block.SumRow) + u)
                    + TLanes.Load(Projected + at + u, lanes);
                sum = Bias == null ? sum : sum + TLanes.Load(Bias + block.Unit + u, lanes);
                Lanes256<float> h = Activation switch
                {
                    Activation.Identity => sum,
                    Activation.ReLU => Lanes256<float>.Max(sum, Lanes256<float>.Zero),
                    Activation.Sigmoid => SingleMath.Sigmoid(sum),
                    _ => SingleMath.Tanh(sum),
                };
                TLanes.Store(h, block.Next + own + u, lanes);
                if (block.Next + own != H + at)
                {
                    TLanes.Store(h, H + at + u, lanes);
                }
            }
        }
    }

    public readonly void Skip(int t, in UnitBlock block) =>
        UnitLanes.Clear(
            H + ((((nint)t * Batch) + block.Sample) * Hidden) + block.Unit, block.Units, block.Samples, Hidden);
}
