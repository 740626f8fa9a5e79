using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace GpuNN.Backends.Cpu.Convolution.Winograd;

/// <summary>F(2, 3) with the points 0, ±1, ∞: 16 products for 4 outputs of 36, and the error of a plain sum.</summary>
internal readonly unsafe struct WinogradF2 : IWinogradTransform
{
    public static int Outputs => 2;

    public static int Points => 4;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Input(float* source, nint sourceStep, float* target, nint targetStep)
    {
        Vector256<float> d0 = Vector256.Load(source);
        Vector256<float> d1 = Vector256.Load(source + sourceStep);
        Vector256<float> d2 = Vector256.Load(source + (2 * sourceStep));
        Vector256<float> d3 = Vector256.Load(source + (3 * sourceStep));
        (d0 - d2).Store(target);
        (d1 + d2).Store(target + targetStep);
        (d2 - d1).Store(target + (2 * targetStep));
        (d1 - d3).Store(target + (3 * targetStep));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Filter(float* source, nint sourceStep, float* target, nint targetStep)
    {
        Vector256<float> g0 = Vector256.Load(source);
        Vector256<float> g1 = Vector256.Load(source + sourceStep) * Vector256.Create(0.5f);
        Vector256<float> g2 = Vector256.Load(source + (2 * sourceStep));
        Vector256<float> outer = (g0 + g2) * Vector256.Create(0.5f);
        g0.Store(target);
        (outer + g1).Store(target + targetStep);
        (outer - g1).Store(target + (2 * targetStep));
        g2.Store(target + (3 * targetStep));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Output(float* source, nint sourceStep, float* target, nint targetStep)
    {
        Vector256<float> p1 = Vector256.Load(source + sourceStep);
        Vector256<float> p2 = Vector256.Load(source + (2 * sourceStep));
        (Vector256.Load(source) + p1 + p2).Store(target);
        (p1 - p2 - Vector256.Load(source + (3 * sourceStep))).Store(target + targetStep);
    }
}
