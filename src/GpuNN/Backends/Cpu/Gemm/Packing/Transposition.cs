using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace GpuNN.Backends.Cpu.Gemm.Packing;

/// <summary>Transposed copies of small blocks: eight by eight floats in registers where AVX is there, else one by one.</summary>
internal static unsafe class Transposition
{
    /// <summary>
    /// target[c·targetRow + r] = source[r·sourceRow + c·sourceColumn] for r below <paramref name="rows"/> and c below
    /// <paramref name="columns"/>.
    /// </summary>
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    public static void Transpose<T>(
        T* source, nint sourceRow, nint sourceColumn, int rows, int columns, T* target, nint targetRow)
        where T : unmanaged
    {
        int doneRows = 0;
        if (sizeof(T) == sizeof(float) && sourceColumn == 1 && Avx.IsSupported)
        {
            int evenColumns = columns & ~7;
            for (; doneRows + 8 <= rows; doneRows += 8)
            {
                T* from = source + (doneRows * sourceRow);
                for (int c = 0; c < evenColumns; c += 8)
                {
                    Transpose8x8(
                        (float*)(from + c), sourceRow, (float*)(target + (c * targetRow) + doneRows), targetRow);
                }

                Scalar(
                    from + evenColumns,
                    sourceRow,
                    1,
                    8,
                    columns - evenColumns,
                    target + (evenColumns * targetRow) + doneRows,
                    targetRow);
            }
        }

        Scalar(
            source + (doneRows * sourceRow),
            sourceRow,
            sourceColumn,
            rows - doneRows,
            columns,
            target + doneRows,
            targetRow);
    }

    /// <summary>
    /// The same where rows of the target have room for <paramref name="width"/> elements, of which those that no row of the
    /// source fills become zeros.
    /// </summary>
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    public static void TransposeWithZeros<T>(
        T* source, nint sourceRow, nint sourceColumn, int rows, int columns, T* target, int width)
        where T : unmanaged
    {
        bool isFull = rows == width;
        int done = 0;
        if (!isFull && sizeof(T) == sizeof(float) && sourceColumn == 1 && Avx.IsSupported && width % 8 == 0)
        {
            done = columns & ~7;
            for (int r = 0; r < width; r += 8)
            {
                int few = Math.Clamp(rows - r, 0, 8);
                for (int c = 0; c < done; c += 8)
                {
                    TransposeFew((float*)(source + (r * sourceRow) + c), sourceRow, few, (float*)(target + ((nint)c * width) + r), width);
                }
            }
        }

        T* rest = target + ((nint)done * width);
        Transpose(source + (done * sourceColumn), sourceRow, sourceColumn, rows, columns - done, rest, width);
        if (!isFull)
        {
            RowCopies.ClearColumns(rest, width, columns - done, rows);
        }
    }

    /// <summary>Transposes one block of 8 × 8 through eight registers.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Transpose8x8(float* source, nint sourceRow, float* target, nint targetRow)
    {
        Vector256<float> r0 = Vector256.Load(source);
        Vector256<float> r1 = Vector256.Load(source + sourceRow);
        Vector256<float> r2 = Vector256.Load(source + (2 * sourceRow));
        Vector256<float> r3 = Vector256.Load(source + (3 * sourceRow));
        Vector256<float> r4 = Vector256.Load(source + (4 * sourceRow));
        Vector256<float> r5 = Vector256.Load(source + (5 * sourceRow));
        Vector256<float> r6 = Vector256.Load(source + (6 * sourceRow));
        Vector256<float> r7 = Vector256.Load(source + (7 * sourceRow));
        StoreTransposed(r0, r1, r2, r3, r4, r5, r6, r7, target, targetRow);
    }

    /// <summary>Transposes the first rows of a block of 8 × 8; the others are zeros.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void TransposeFew(float* source, nint sourceRow, int rows, float* target, nint targetRow)
    {
        Vector256<float> zero = Vector256<float>.Zero;
        StoreTransposed(
            rows > 0 ? Vector256.Load(source) : zero,
            rows > 1 ? Vector256.Load(source + sourceRow) : zero,
            rows > 2 ? Vector256.Load(source + (2 * sourceRow)) : zero,
            rows > 3 ? Vector256.Load(source + (3 * sourceRow)) : zero,
            rows > 4 ? Vector256.Load(source + (4 * sourceRow)) : zero,
            rows > 5 ? Vector256.Load(source + (5 * sourceRow)) : zero,
            rows > 6 ? Vector256.Load(source + (6 * sourceRow)) : zero,
            rows > 7 ? Vector256.Load(source + (7 * sourceRow)) : zero,
            target,
            targetRow);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void StoreTransposed(
        Vector256<float> r0,
        Vector256<float> r1,
        Vector256<float> r2,
        Vector256<float> r3,
        Vector256<float> r4,
        Vector256<float> r5,
        Vector256<float> r6,
        Vector256<float> r7,
        float* target,
        nint targetRow)
    {
        Vector256<float> t0 = Avx.UnpackLow(r0, r1);
        Vector256<float> t1 = Avx.UnpackHigh(r0, r1);
        Vector256<float> t2 = Avx.UnpackLow(r2, r3);
        Vector256<float> t3 = Avx.UnpackHigh(r2, r3);
        Vector256<float> t4 = Avx.UnpackLow(r4, r5);
        Vector256<float> t5 = Avx.UnpackHigh(r4, r5);
        Vector256<float> t6 = Avx.UnpackLow(r6, r7);
        Vector256<float> t7 = Avx.UnpackHigh(r6, r7);

        r0 = Avx.Shuffle(t0, t2, 0x44);
        r1 = Avx.Shuffle(t0, t2, 0xEE);
        r2 = Avx.Shuffle(t1, t3, 0x44);
        r3 = Avx.Shuffle(t1, t3, 0xEE);
        r4 = Avx.Shuffle(t4, t6, 0x44);
        r5 = Avx.Shuffle(t4, t6, 0xEE);
        r6 = Avx.Shuffle(t5, t7, 0x44);
        r7 = Avx.Shuffle(t5, t7, 0xEE);

        Avx.Permute2x128(r0, r4, 0x20).Store(target);
        Avx.Permute2x128(r1, r5, 0x20).Store(target + targetRow);
        Avx.Permute2x128(r2, r6, 0x20).Store(target + (2 * targetRow));
        Avx.Permute2x128(r3, r7, 0x20).Store(target + (3 * targetRow));
        Avx.Permute2x128(r0, r4, 0x31).Store(target + (4 * targetRow));
        Avx.Permute2x128(r1, r5, 0x31).Store(target + (5 * targetRow));
        Avx.Permute2x128(r2, r6, 0x31).Store(target + (6 * targetRow));
        Avx.Permute2x128(r3, r7, 0x31).Store(target + (7 * targetRow));
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Scalar<T>(
        T* source, nint sourceRow, nint sourceColumn, int rows, int columns, T* target, nint targetRow)
        where T : unmanaged
    {
        for (int c = 0; c < columns; c++)
        {
            for (int r = 0; r < rows; r++)
            {
                target[(c * targetRow) + r] = source[(r * sourceRow) + (c * sourceColumn)];
            }
        }
    }
}
