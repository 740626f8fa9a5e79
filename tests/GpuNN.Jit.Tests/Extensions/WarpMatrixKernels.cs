using GpuNN.Jit.Extensions;

namespace GpuNN.Jit.Tests.Extensions;

/// <summary>Kernels over the products of warps. Each warp has matrices of its own; fragments are filled element by element as
/// the PTX ISA draws them, with g = lane / 4 and t = lane mod 4.</summary>
internal static class WarpMatrixKernels
{
    /// <summary>D = A·B + C for A 16×8, B 8×8, three times over, each time adding to the sum before.</summary>
    public static void TensorFloat(ArrayView<float> a, ArrayView<float> b, ArrayView<float> c, ArrayView<float> d)
    {
        int warp = Warp.WarpIdx, g = Warp.LaneIdx / 4, t = Warp.LaneIdx % 4;
        int ofA = warp * 128, ofB = warp * 64, ofC = warp * 128;
        MatrixA left = default;
        left.R0 = WarpMatrix.RoundToTensorFloat(a[ofA + (g * 8) + t]);
        left.R1 = WarpMatrix.RoundToTensorFloat(a[ofA + ((g + 8) * 8) + t]);
        left.R2 = WarpMatrix.RoundToTensorFloat(a[ofA + (g * 8) + t + 4]);
        left.R3 = WarpMatrix.RoundToTensorFloat(a[ofA + ((g + 8) * 8) + t + 4]);
        MatrixB right = default;
        right.R0 = WarpMatrix.RoundToTensorFloat(b[ofB + (t * 8) + g]);
        right.R1 = WarpMatrix.RoundToTensorFloat(b[ofB + ((t + 4) * 8) + g]);
        MatrixSum sum = ReadSum(c, ofC);
        sum = WarpMatrix.MultiplyTensorFloat(left, right, sum);
        sum = WarpMatrix.MultiplyTensorFloat(left, right, sum);
        sum = WarpMatrix.MultiplyTensorFloat(left, right, sum);
        WriteSum(d, ofC, sum);
    }

    /// <summary>D = A·B + C for A 16×16 and B 16×8 of float16, in a loop of three rounds.</summary>
    public static void Float16(ArrayView<ushort> a, ArrayView<ushort> b, ArrayView<float> c, ArrayView<float> d, int rounds)
    {
        int warp = Warp.WarpIdx;
        MatrixA left = ReadA(a, warp * 256);
        MatrixB right = ReadB(b, warp * 128);
        MatrixSum sum = ReadSum(c, warp * 128);
        for (int round = 0; round < rounds; round++) sum = WarpMatrix.MultiplyFloat16(left, right, sum);
        WriteSum(d, warp * 128, sum);
    }

    /// <summary>The same of bfloat16.</summary>
    public static void BFloat16(ArrayView<ushort> a, ArrayView<ushort> b, ArrayView<float> c, ArrayView<float> d, int rounds)
    {
        int warp = Warp.WarpIdx;
        MatrixA left = ReadA(a, warp * 256);
        MatrixB right = ReadB(b, warp * 128);
        MatrixSum sum = ReadSum(c, warp * 128);
        for (int round = 0; round < rounds; round++) sum = WarpMatrix.MultiplyBFloat16(left, right, sum);
        WriteSum(d, warp * 128, sum);
    }

    /// <summary>
    /// D = A·B for row-major A 16×16 and B 16×8 of float16, the way a kernel does it: asynchronous copies to padded rows
    /// of shared memory, A by a load of matrices and B by a transposed one, of which the upper rows are two matrices.
    /// </summary>
    public static void ThroughSharedMemory(ArrayView<ushort> a, ArrayView<ushort> b, ArrayView<float> d)
    {
        const int Pitch = 24, Rows = 16;
        ArrayView<ushort> tiles = SharedMemory.Allocate<ushort>(2 * Rows * Pitch);
        int lane = Warp.LaneIdx, row = lane / 2, half = lane % 2 * 8;
        AsyncCopy.Copy(tiles, (row * Pitch) + half, a, (row * 16) + half, 8);
        AsyncCopy.Copy(tiles, ((Rows + row) * Pitch) + half, b, row * 8, half == 0 ? 8 : 0);
        AsyncCopy.Commit();
        AsyncCopy.Wait(0);
        Group.Barrier();
        ArrayView<uint> words = tiles.Cast<uint>();
        MatrixA left = WarpMatrix.Load(words, ((lane % 16 * Pitch) + (lane / 16 * 8)) / 2);
        MatrixA right = WarpMatrix.LoadTransposed(words, (((Rows + (lane % 16)) * Pitch) + (lane / 16 * 8)) / 2);
        WriteSum(d, 0, WarpMatrix.MultiplyFloat16(left, right.First, default));
        WriteSum(d, 128, WarpMatrix.MultiplyFloat16(left, right.Second, default));
    }

    /// <summary>What loads of matrices give, eight words for each lane, the rows in any order.</summary>
    public static void Loads(ArrayView<ushort> memory, ArrayView<uint> found)
    {
        const int Pitch = 20;
        ArrayView<ushort> rows = SharedMemory.Allocate<ushort>(32 * 2 * Pitch);
        int item = Group.IdxX, lane = Warp.LaneIdx, first = Warp.WarpIdx * 32 * Pitch;
        for (int i = 0; i < 8; i++) rows[first + (lane * Pitch) + i] = memory[(item * 8) + i];
        Group.Barrier();
        int row = (first + (lane * 7 % 32 * Pitch)) / 2;
        MatrixA straight = WarpMatrix.Load(rows.Cast<uint>(), row);
        MatrixA transposed = WarpMatrix.LoadTransposed(rows.Cast<uint>(), row);
        found[item * 8] = straight.R0;
        found[(item * 8) + 1] = straight.R1;
        found[(item * 8) + 2] = straight.R2;
        found[(item * 8) + 3] = straight.R3;
        found[(item * 8) + 4] = transposed.R0;
        found[(item * 8) + 5] = transposed.R1;
        found[(item * 8) + 6] = transposed.R2;
        found[(item * 8) + 7] = transposed.R3;
    }

    /// <summary>y = x in pieces of 16 bytes, of which each item has one; beyond the end zeros.</summary>
    public static void Copies(ArrayView<float> x, ArrayView<float> y, int count)
    {
        ArrayView<float> shared = SharedMemory.Allocate<float>(256);
        int first = Group.IdxX * 4;
        AsyncCopy.Copy(shared, first, x, first, XMath.Clamp(count - first, 0, 4));
        AsyncCopy.Commit();
        AsyncCopy.Wait(0);
        Group.Barrier();
        int mirrored = 255 - first;
        y[mirrored] = shared[mirrored];
        y[mirrored - 1] = shared[mirrored - 1];
        y[mirrored - 2] = shared[mirrored - 2];
        y[mirrored - 3] = shared[mirrored - 3];
    }

    private static MatrixA ReadA(ArrayView<ushort> a, int first)
    {
        int g = Warp.LaneIdx / 4, t = Warp.LaneIdx % 4 * 2;
        MatrixA fragment = default;
        fragment.R0 = Pair(a[first + (g * 16) + t], a[first + (g * 16) + t + 1]);
        fragment.R1 = Pair(a[first + ((g + 8) * 16) + t], a[first + ((g + 8) * 16) + t + 1]);
        fragment.R2 = Pair(a[first + (g * 16) + t + 8], a[first + (g * 16) + t + 9]);
        fragment.R3 = Pair(a[first + ((g + 8) * 16) + t + 8], a[first + ((g + 8) * 16) + t + 9]);
        return fragment;
    }

    private static MatrixB ReadB(ArrayView<ushort> b, int first)
    {
        int g = Warp.LaneIdx / 4, t = Warp.LaneIdx % 4 * 2;
        MatrixB fragment = default;
        fragment.R0 = Pair(b[first + (t * 8) + g], b[first + ((t + 1) * 8) + g]);
        fragment.R1 = Pair(b[first + ((t + 8) * 8) + g], b[first + ((t + 9) * 8) + g]);
        return fragment;
    }

    private static uint Pair(ushort low, ushort high) => low | ((uint)high << 16);

    private static MatrixSum ReadSum(ArrayView<float> c, int first)
    {
        int g = Warp.LaneIdx / 4, t = Warp.LaneIdx % 4 * 2;
        MatrixSum sum = default;
        sum.C0 = c[first + (g * 8) + t];
        sum.C1 = c[first + (g * 8) + t + 1];
        sum.C2 = c[first + ((g + 8) * 8) + t];
        sum.C3 = c[first + ((g + 8) * 8) + t + 1];
        return sum;
    }

    private static void WriteSum(ArrayView<float> d, int first, MatrixSum sum)
    {
        int g = Warp.LaneIdx / 4, t = Warp.LaneIdx % 4 * 2;
        d[first + (g * 8) + t] = sum.C0;
        d[first + (g * 8) + t + 1] = sum.C1;
        d[first + ((g + 8) * 8) + t] = sum.C2;
        d[first + ((g + 8) * 8) + t + 1] = sum.C3;
    }
}
