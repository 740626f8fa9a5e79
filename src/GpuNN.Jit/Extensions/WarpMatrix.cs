using GpuNN.Jit.Compiler.Ir;
using GpuNN.Jit.Targets.Clr;

namespace GpuNN.Jit.Extensions;

/// <summary>
/// Small matrix products by a whole warp: tensor cores on CUDA from sm_80 (<c>mma.sync</c>, <c>ldmatrix</c>), and the same
/// results by exchanges between lanes elsewhere. All 32 lanes take part, in converged code; the group's size is a multiple
/// of 32.
/// </summary>
/// <remarks>
/// Elsewhere than on tensor cores an element is C + Σₖ A·B in order of k by fused multiply-adds, the same on the CLR, on OpenCL
/// and in direct mode to the last bit. Tensor cores add in an order, and with a rounding, of their own.
/// </remarks>
public static class WarpMatrix
{
    /// <summary>A·B + C for A 16×8 and B 8×8 of TF32, C 16×8 of float32. Of an element the lower 13 bits count for nothing;
    /// <see cref="RoundToTensorFloat"/> clears them.</summary>
    public static MatrixSum MultiplyTensorFloat(MatrixA a, MatrixB b, MatrixSum c) => Multiply(MatrixElement.TensorFloat, a, b, c);

    /// <summary>A·B + C for A 16×16 and B 16×8 of float16, C 16×8 of float32.</summary>
    public static MatrixSum MultiplyFloat16(MatrixA a, MatrixB b, MatrixSum c) => Multiply(MatrixElement.Float16, a, b, c);

    /// <summary>A·B + C for A 16×16 and B 16×8 of bfloat16, C 16×8 of float32.</summary>
    public static MatrixSum MultiplyBFloat16(MatrixA a, MatrixB b, MatrixSum c) => Multiply(MatrixElement.BFloat16, a, b, c);

    /// <summary>The nearest number of 10 bits of fraction, ties away from zero, as the bits of a float32: what a product of TF32
    /// takes. NaN stays NaN, infinity itself.</summary>
    public static uint RoundToTensorFloat(float value)
    {
        uint bits = BitConverter.SingleToUInt32Bits(value);
        return (bits & 0x7FFFFFFF) > 0x7F800000 ? bits | 0x400000 : (bits + 0x1000) & 0xFFFFE000;
    }

    /// <summary>
    /// Loads four matrices of eight rows of 16 bytes from shared memory (<c>ldmatrix.x4</c>): lane l says where row l mod 8 of
    /// matrix l / 8 begins, and register i gets word l mod 4 of row l / 4 of matrix i: two elements of 16 bits, or one of 32.
    /// </summary>
    /// <param name="shared">Shared memory, in words of 32 bits.</param>
    /// <param name="row">The first word of this lane's row: a multiple of 4.</param>
    public static MatrixA Load(ArrayView<uint> shared, int row)
    {
        int lane = Warp.LaneIdx, source = lane / 4, word = lane % 4;
        return new MatrixA
        {
            R0 = shared[Warp.Shuffle(row, source) + word],
            R1 = shared[Warp.Shuffle(row, source + 8) + word],
            R2 = shared[Warp.Shuffle(row, source + 16) + word],
            R3 = shared[Warp.Shuffle(row, source + 24) + word],
        };
    }

    /// <summary>
    /// Loads four 8×8 matrices of 16-bit elements transposed (<c>ldmatrix.x4.trans</c>): register i gets the elements
    /// (2t, g) and (2t+1, g) of matrix i as it lies in memory, with g = l / 4 and t = l mod 4.
    /// </summary>
    /// <param name="shared">Shared memory, in words of 32 bits.</param>
    /// <param name="row">The first word of this lane's row, as for <see cref="Load"/>.</param>
    public static MatrixA LoadTransposed(ArrayView<uint> shared, int row) => new()
    {
        R0 = Column(shared, row, 0),
        R1 = Column(shared, row, 8),
        R2 = Column(shared, row, 16),
        R3 = Column(shared, row, 24),
    };

    private static uint Column(ArrayView<uint> shared, int row, int matrix)
    {
        int lane = Warp.LaneIdx, word = lane / 8, shift = lane / 4 % 2 * 16, pair = matrix + (lane % 4 * 2);
        uint first = shared[Warp.Shuffle(row, pair) + word], second = shared[Warp.Shuffle(row, pair + 1) + word];
        return ((first >> shift) & 0xFFFF) | (second >> shift << 16);
    }

    /// <summary>What runs in direct mode; the compiler has its own meaning.</summary>
    private static MatrixSum Multiply(MatrixElement element, MatrixA a, MatrixB b, MatrixSum c)
    {
        Span<uint> slots = stackalloc uint[6 * 32];
        for (int lane = 0; lane < 32; lane++)
        {
            slots[lane] = Warp.Shuffle(a.R0, lane);
            slots[32 + lane] = Warp.Shuffle(a.R1, lane);
            slots[64 + lane] = Warp.Shuffle(a.R2, lane);
            slots[96 + lane] = Warp.Shuffle(a.R3, lane);
            slots[128 + lane] = Warp.Shuffle(b.R0, lane);
            slots[160 + lane] = Warp.Shuffle(b.R1, lane);
        }

        return ClrWarpMatrix.Multiply(element, slots, Warp.LaneIdx, c);
    }
}
