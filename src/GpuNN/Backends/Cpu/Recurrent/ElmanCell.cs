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

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public readonly void Forward(
        int t, int sample, int unit, int lanes, float* sums, nint gateStride, float* previous, float* next)
    {
        nint at = ((((nint)t * Batch) + sample) * Hidden) + unit;
        Lanes256<float> sum = Lanes256<float>.Load(sums) + UnitLanes.Load(Projected + at, lanes);
        sum = Bias == null ? sum : sum + UnitLanes.Load(Bias + unit, lanes);
        Lanes256<float> h = Activation switch
        {
            Activation.Identity => sum,
            Activation.ReLU => Lanes256<float>.Max(sum, Lanes256<float>.Zero),
            Activation.Sigmoid => SingleMath.Sigmoid(sum),
            _ => SingleMath.Tanh(sum),
        };
        UnitLanes.Store(h, next, lanes);
        if (next != H + at)
        {
            UnitLanes.Store(h, H + at, lanes);
        }
    }

    public readonly void Skip(int t, int sample, int unit, int lanes) =>
        UnitLanes.Clear(H + ((((nint)t * Batch) + sample) * Hidden) + unit, lanes);
}
