using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics.X86;

namespace GpuNN.Backends.Cpu.Gemm.Kernels;

/// <summary>
/// The micro-kernel of large single-precision products with AVX2: contiguous rows or columns of A, a packed strip of B two
/// vectors wide, up to six rows. What <see cref="TileKernel{T, TVector, TArithmetic}"/> computes in the same order, with four
/// steps unrolled.
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
    /// C[rows × 16] = α·A·B + β·C for one to six rows of A, <paramref name="aRow"/> apart. For every four steps of depth a line
    /// from <paramref name="ahead"/> on is fetched: one by one, since the processor waits where many are asked for at once.
    /// </summary>
    public static void Multiply(
        int rows, float* a, nint aRow, float* strip, float* c, nint cRow, nint depth, float alpha, float beta, byte* ahead) =>
        Multiply<Rows>(rows, a, aRow, strip, c, cRow, depth, alpha, beta, ahead, 0);

    /// <summary>
    /// The same for a strip that is to be packed: rows of B, <paramref name="bRow"/> apart, are written to it as they are
    /// multiplied, which hides their way from the far caches behind the products. The line after each, a part of the next strip,
    /// is fetched.
    /// </summary>
    public static void MultiplyPacking(
        int rows, float* a, nint aRow, float* b, nint bRow, float* strip, float* c, nint cRow, nint depth, float alpha, float beta) =>
        Multiply<PackingRows>(rows, a, aRow, strip, c, cRow, depth, alpha, beta, (byte*)b, bRow * sizeof(float));

    /// <summary>
    /// The same for columns of A, <paramref name="aDepth"/> apart. In each the line that the next tiles begin in is fetched:
    /// one line of many rows is no stream that the processor sees.
    /// </summary>
    public static void MultiplyColumns(
        int rows, float* a, nint aDepth, float* strip, float* c, nint cRow, nint depth, float alpha, float beta) =>
        Multiply<Columns>(rows, a, aDepth, strip, c, cRow, depth, alpha, beta, null, 0);

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Multiply<TOperands>(
        int rows,
        float* a,
        nint aStride,
        float* strip,
        float* c,
        nint cRow,
        nint depth,
        float alpha,
        float beta,
        byte* ahead,
        nint aheadStep)
        where TOperands : struct, IOperandLines
    {
        switch (rows)
        {
            case 1:
                Multiply<TOperands, Count1>(a, aStride, strip, c, cRow, depth, alpha, beta, ahead, aheadStep);
                break;
            case 2:
                Multiply<TOperands, Count2>(a, aStride, strip, c, cRow, depth, alpha, beta, ahead, aheadStep);
                break;
            case 3:
                Multiply<TOperands, Count3>(a, aStride, strip, c, cRow, depth, alpha, beta, ahead, aheadStep);
                break;
            case 4:
                Multiply<TOperands, Count4>(a, aStride, strip, c, cRow, depth, alpha, beta, ahead, aheadStep);
                break;
            case 5:
                Multiply<TOperands, Count5>(a, aStride, strip, c, cRow, depth, alpha, beta, ahead, aheadStep);
                break;
            default:
                Multiply<TOperands, Count6>(a, aStride, strip, c, cRow, depth, alpha, beta, ahead, aheadStep);
                break;
        }
    }

    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    private static void Multiply<TOperands, TRows>(
        float* a,
        nint aStride,
        float* strip,
        float* c,
        nint cRow,
        nint depth,
        float alpha,
        float beta,
        byte* ahead,
        nint aheadStep)
        where TOperands : struct, IOperandLines
        where TRows : struct, ICount
    {
        SingleStripSums sums = default;
        byte* a0 = (byte*)a;
        byte* a3 = (byte*)(a + (TRows.Value > 3 && !TOperands.AreColumns ? 3 * aStride : 0));
        nint step = aStride * sizeof(float);
        float* result = c;
        for (int r = 0; r < TRows.Value; r++)
        {
            Fetch(result);
            Fetch(result + Width - 1);
            result += cRow;
        }

        if (depth >= 4)
        {
            do
            {
                if (TOperands.AreColumns)
                {
                    a0 = AddColumn<TRows>(ref sums, a0, step, strip, 0);
                    a0 = AddColumn<TRows>(ref sums, a0, step, strip, 1);
                    a0 = AddColumn<TRows>(ref sums, a0, step, strip, 2);
                    a0 = AddColumn<TRows>(ref sums, a0, step, strip, 3);
                }
                else if (TOperands.ArePacked)
                {
                    ahead = AddPacking<TRows>(ref sums, a0, a3, step, ahead, aheadStep, strip, 0);
                    ahead = AddPacking<TRows>(ref sums, a0, a3, step, ahead, aheadStep, strip, 1);
                    ahead = AddPacking<TRows>(ref sums, a0, a3, step, ahead, aheadStep, strip, 2);
                    ahead = AddPacking<TRows>(ref sums, a0, a3, step, ahead, aheadStep, strip, 3);
                    a0 += 4 * sizeof(float);
                    a3 += TRows.Value > 3 ? 4 * sizeof(float) : 0;
                }
                else
                {
                    Fetch(ahead);
                    ahead += LineBytes;
                    sums.Add<TRows>(a0, a3, step, strip, 0);
                    sums.Add<TRows>(a0, a3, step, strip, 1);
                    sums.Add<TRows>(a0, a3, step, strip, 2);
                    sums.Add<TRows>(a0, a3, step, strip, 3);
                    a0 += 4 * sizeof(float);
                    a3 += TRows.Value > 3 ? 4 * sizeof(float) : 0;
                }

                strip += 4 * Width;
                depth -= 4;
            }
            while (depth >= 4);
        }

        for (; depth > 0; depth--)
        {
            if (TOperands.AreColumns)
            {
                a0 = AddColumn<TRows>(ref sums, a0, step, strip, 0);
            }
            else
            {
                if (TOperands.ArePacked)
                {
                    ahead = AddPacking<TRows>(ref sums, a0, a3, step, ahead, aheadStep, strip, 0);
                }
                else
                {
                    sums.Add<TRows>(a0, a3, step, strip, 0);
                }

                a0 += sizeof(float);
                a3 += TRows.Value > 3 ? sizeof(float) : 0;
            }

            strip += Width;
        }

        sums.Store<TRows>(c, cRow, alpha, beta);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static byte* AddColumn<TRows>(ref SingleStripSums sums, byte* column, nint step, float* strip, int k)
        where TRows : struct, ICount
    {
        Fetch(column + LineBytes);
        sums.AddColumn<TRows>((float*)column, strip, k);
        return column + step;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static byte* AddPacking<TRows>(
        ref SingleStripSums sums, byte* a0, byte* a3, nint row, byte* b, nint bStep, float* strip, int k)
        where TRows : struct, ICount
    {
        if (Sse.IsSupported)
        {
            Sse.Prefetch1(b + LineBytes);
        }

        sums.AddPacking<TRows>(a0, a3, row, (float*)b, strip, k);
        return b + bStep;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Fetch(void* line)
    {
        if (Sse.IsSupported)
        {
            Sse.Prefetch0(line);
        }
    }

    /// <summary>How A and B lie in memory, as a type.</summary>
    private interface IOperandLines
    {
        /// <summary>Whether columns of A are contiguous, instead of rows.</summary>
        static abstract bool AreColumns { get; }

        /// <summary>Whether B is packed on the way.</summary>
        static abstract bool ArePacked { get; }
    }

    private readonly struct Rows : IOperandLines
    {
        public static bool AreColumns => false;

        public static bool ArePacked => false;
    }

    private readonly struct PackingRows : IOperandLines
    {
        public static bool AreColumns => false;

        public static bool ArePacked => true;
    }

    private readonly struct Columns : IOperandLines
    {
        public static bool AreColumns => true;

        public static bool ArePacked => false;
    }
}
