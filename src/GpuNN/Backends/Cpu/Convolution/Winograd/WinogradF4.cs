using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace GpuNN.Backends.Cpu.Convolution.Winograd;

/// <summary>F(4, 3) with the points 0, ±1, ±2, ∞ (Lavin and Gray, 2015): 36 products for 16 outputs of 144.</summary>
internal readonly unsafe struct WinogradF4 : IWinogradTransform
{
    public static int Outputs => 4;

    public static int Points => 6;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Input(float* source, nint sourceStep, float* target, nint targetStep)
    {
        Vector256<float> d0 = Vector256.Load(source);
        Vector256<float> d1 = Vector256.Load(source + sourceStep);
        Vector256<float> d2 = Vector256.Load(source + (2 * sourceStep));
        Vector256<float> d3 = Vector256.Load(source + (3 * sourceStep));
        Vector256<float> d4 = Vector256.Load(source + (4 * sourceStep));
        Vector256<float> d5 = Vector256.Load(source + (5 * sourceStep));
        Vector256<float> minusFour = Vector256.Create(-4f);
        Vector256<float> minusFive = Vector256.Create(-5f);
        Vector256<float> even = Vector256.FusedMultiplyAdd(minusFour, d2, d4);
        Vector256<float> odd = Vector256.FusedMultiplyAdd(minusFour, d1, d3);
        Vector256<float> evenDifference = d4 - d2;
        Vector256<float> oddDifference = d3 - d1;
        oddDifference += oddDifference;
        Vector256.FusedMultiplyAdd(minusFive, d2, Vector256.FusedMultiplyAdd(Vector256.Create(4f), d0, d4)).Store(target);
        (even + odd).Store(target + targetStep);
        (even - odd).Store(target + (2 * targetStep));
        (evenDifference + oddDifference).Store(target + (3 * targetStep));
        (evenDifference - oddDifference).Store(target + (4 * targetStep));
        Vector256.FusedMultiplyAdd(minusFive, d3, Vector256.FusedMultiplyAdd(Vector256.Create(4f), d1, d5))
            .Store(target + (5 * targetStep));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Filter(float* source, nint sourceStep, float* target, nint targetStep)
    {
        Vector256<float> g0 = Vector256.Load(source);
        Vector256<float> g1 = Vector256.Load(source + sourceStep);
        Vector256<float> g2 = Vector256.Load(source + (2 * sourceStep));
        Vector256<float> outer = (g0 + g2) * Vector256.Create(-1f / 6);
        Vector256<float> middle = g1 * Vector256.Create(1f / 6);
        Vector256<float> wide = (g0 * Vector256.Create(1f / 24)) + (g2 * Vector256.Create(1f / 6));
        Vector256<float> half = g1 * Vector256.Create(1f / 12);
        (g0 * Vector256.Create(0.25f)).Store(target);
        (outer - middle).Store(target + targetStep);
        (outer + middle).Store(target + (2 * targetStep));
        (wide + half).Store(target + (3 * targetStep));
        (wide - half).Store(target + (4 * targetStep));
        g2.Store(target + (5 * targetStep));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Output(float* source, nint sourceStep, float* target, nint targetStep)
    {
        Vector256<float> p1 = Vector256.Load(source + sourceStep);
        Vector256<float> p2 = Vector256.Load(source + (2 * sourceStep));
        Vector256<float> p3 = Vector256.Load(source + (3 * sourceStep));
        Vector256<float> p4 = Vector256.Load(source + (4 * sourceStep));
        Vector256<float> sum = p1 + p2;
        Vector256<float> difference = p1 - p2;
        Vector256<float> wideSum = p3 + p4;
        Vector256<float> wideDifference = p3 - p4;
        (Vector256.Load(source) + sum + wideSum).Store(target);
        Vector256.FusedMultiplyAdd(Vector256.Create(2f), wideDifference, difference).Store(target + targetStep);
        Vector256.FusedMultiplyAdd(Vector256.Create(4f), wideSum, sum).Store(target + (2 * targetStep));
        (Vector256.FusedMultiplyAdd(Vector256.Create(8f), wideDifference, difference)
            + Vector256.Load(source + (5 * sourceStep))).Store(target + (3 * targetStep));
    }
}
