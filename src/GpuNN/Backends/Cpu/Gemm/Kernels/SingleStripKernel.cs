using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace GpuNN.Backends.Cpu.Gemm.Kernels;

/// <summary>
/// The micro-kernel of large single-precision products with AVX2: contiguous rows of A, a packed strip of B two vectors wide,
/// up to six rows. What <see cref="TileKernel{T, TVector, TArithmetic}"/> computes in the same order, with four steps unrolled.
/// </summary>
/// <remarks>
/// Twelve products take 21 instructions instead of 25. A core of one's own issues 25 in the six cycles that the products need
/// anyway; one shared with a neighbour, as virtual machines' are, issues three a cycle and is bound by them.
/// </remarks>
internal static unsafe class SingleStripKernel
{
    /// <summary>Columns of a strip.</summary>
    public const int Width = 16;

    private const int LineBytes = 64;

    /// <summary>
    /// C[rows × 16] = α·A·B + β·C for one to six rows. For every four steps of depth a line from <paramref name="ahead"/> on is
    /// fetched: one by one, since the processor waits where many are asked for at once.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Multiply(
        int rows, float* a, nint aRow, float* strip, float* c, nint cRow, nint depth, float alpha, float beta, byte* ahead)
    {
        switch (rows)
        {
            case 1:
                Multiply<Count1>(a, aRow, strip, c, cRow, depth, alpha, beta, ahead);
                break;
            case 2:
                Multiply<Count2>(a, aRow, strip, c, cRow, depth, alpha, beta, ahead);
                break;
            case 3:
                Multiply<Count3>(a, aRow, strip, c, cRow, depth, alpha, beta, ahead);
                break;
            case 4:
                Multiply<Count4>(a, aRow, strip, c, cRow, depth, alpha, beta, ahead);
                break;
            case 5:
                Multiply<Count5>(a, aRow, strip, c, cRow, depth, alpha, beta, ahead);
                break;
            default:
                Multiply<Count6>(a, aRow, strip, c, cRow, depth, alpha, beta, ahead);
                break;
        }
    }

    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    private static void Multiply<TRows>(
        float* a, nint aRow, float* strip, float* c, nint cRow, nint depth, float alpha, float beta, byte* ahead)
        where TRows : struct, ICount
    {
        SingleStripSums sums = default;
        byte* a0 = (byte*)a;
        byte* a3 = (byte*)(a + (TRows.Value > 3 ? 3 * aRow : 0));
        nint row = aRow * sizeof(float);
        float* result = c;
        for (int r = 0; r < TRows.Value && Sse.IsSupported; r++)
        {
            Sse.Prefetch0(result);
            Sse.Prefetch0(result + Width - 1);
            result += cRow;
        }

        if (depth >= 4)
        {
            do
            {
                if (Sse.IsSupported)
                {
                    Sse.Prefetch0(ahead);
                }

                ahead += LineBytes;
                sums.Add<TRows>(a0, a3, row, strip, 0);
                sums.Add<TRows>(a0, a3, row, strip, 1);
                sums.Add<TRows>(a0, a3, row, strip, 2);
                sums.Add<TRows>(a0, a3, row, strip, 3);
                a0 += 4 * sizeof(float);
                a3 += TRows.Value > 3 ? 4 * sizeof(float) : 0;
                strip += 4 * Width;
                depth -= 4;
            }
            while (depth >= 4);
        }

        for (; depth > 0; depth--)
        {
            sums.Add<TRows>(a0, a3, row, strip, 0);
            a0 += sizeof(float);
            a3 += TRows.Value > 3 ? sizeof(float) : 0;
            strip += Width;
        }

        Vector256<float> scale = Vector256.Create(alpha);
        Vector256<float> factor = Vector256.Create(beta);
        bool adds = !(beta == 0f);
        StoreRow(c, sums.C00, sums.C01, scale, factor, adds);
        if (TRows.Value > 1)
        {
            StoreRow(c + cRow, sums.C10, sums.C11, scale, factor, adds);
        }

        if (TRows.Value > 2)
        {
            StoreRow(c + (2 * cRow), sums.C20, sums.C21, scale, factor, adds);
        }

        if (TRows.Value > 3)
        {
            StoreRow(c + (3 * cRow), sums.C30, sums.C31, scale, factor, adds);
        }

        if (TRows.Value > 4)
        {
            StoreRow(c + (4 * cRow), sums.C40, sums.C41, scale, factor, adds);
        }

        if (TRows.Value > 5)
        {
            StoreRow(c + (5 * cRow), sums.C50, sums.C51, scale, factor, adds);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void StoreRow(
        float* c, Vector256<float> c0, Vector256<float> c1, Vector256<float> scale, Vector256<float> factor, bool adds)
    {
        c0 *= scale;
        c1 *= scale;
        if (adds)
        {
            c0 = Vector256.FusedMultiplyAdd(factor, Vector256.Load(c), c0);
            c1 = Vector256.FusedMultiplyAdd(factor, Vector256.Load(c + 8), c1);
        }

        c0.Store(c);
        c1.Store(c + 8);
    }
}
