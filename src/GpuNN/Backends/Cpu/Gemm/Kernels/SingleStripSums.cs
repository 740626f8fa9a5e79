using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace GpuNN.Backends.Cpu.Gemm.Kernels;

/// <summary>
/// The sums of a tile of six rows or fewer by two vectors: a field each, which the compiler keeps in a register each. Those
/// beyond the tile's rows vanish in compilation.
/// </summary>
internal unsafe struct SingleStripSums
{
    public Vector256<float> C00, C01;
    public Vector256<float> C10, C11;
    public Vector256<float> C20, C21;
    public Vector256<float> C30, C31;
    public Vector256<float> C40, C41;
    public Vector256<float> C50, C51;

    /// <summary>
    /// Adds the product of column <paramref name="k"/> of A, whose rows are <paramref name="row"/> bytes apart, three from
    /// each pointer, and row <paramref name="k"/> of the strip. With a constant k both offsets are parts of the addresses.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Add<TRows>(byte* a0, byte* a3, nint row, float* strip, int k)
        where TRows : struct, ICount =>
        Add<TRows>(a0, a3, row, Vector256.Load(strip + (k * 16)), Vector256.Load(strip + (k * 16) + 8), k);

    /// <summary>The same for a row of B that is not in the strip yet: it is written there on the way.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void AddPacking<TRows>(byte* a0, byte* a3, nint row, float* b, float* strip, int k)
        where TRows : struct, ICount
    {
        Vector256<float> b0 = Vector256.Load(b);
        Vector256<float> b1 = Vector256.Load(b + 8);
        b0.Store(strip + (k * 16));
        b1.Store(strip + (k * 16) + 8);
        Add<TRows>(a0, a3, row, b0, b1, k);
    }

    /// <summary>
    /// The same where the tile's part of column <paramref name="k"/> of A is contiguous, from <paramref name="column"/> on.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void AddColumn<TRows>(float* column, float* strip, int k)
        where TRows : struct, ICount =>
        Add<TRows>(
            (byte*)column,
            (byte*)(column + 3),
            sizeof(float),
            Vector256.Load(strip + (k * 16)),
            Vector256.Load(strip + (k * 16) + 8),
            0);

    /// <summary>C = α·sums + β·C.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public readonly void Store<TRows>(float* c, nint cRow, float alpha, float beta)
        where TRows : struct, ICount
    {
        Vector256<float> scale = Vector256.Create(alpha);
        Vector256<float> factor = Vector256.Create(beta);
        bool adds = !(beta == 0f);
        StoreRow(c, C00, C01, scale, factor, adds);
        if (TRows.Value > 1)
        {
            StoreRow(c + cRow, C10, C11, scale, factor, adds);
        }

        if (TRows.Value > 2)
        {
            StoreRow(c + (2 * cRow), C20, C21, scale, factor, adds);
        }

        if (TRows.Value > 3)
        {
            StoreRow(c + (3 * cRow), C30, C31, scale, factor, adds);
        }

        if (TRows.Value > 4)
        {
            StoreRow(c + (4 * cRow), C40, C41, scale, factor, adds);
        }

        if (TRows.Value > 5)
        {
            StoreRow(c + (5 * cRow), C50, C51, scale, factor, adds);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void Add<TRows>(byte* a0, byte* a3, nint row, Vector256<float> b0, Vector256<float> b1, int k)
        where TRows : struct, ICount
    {
        Vector256<float> x = Vector256.Create(*(float*)(a0 + (k * sizeof(float))));
        C00 = Vector256.FusedMultiplyAdd(x, b0, C00);
        C01 = Vector256.FusedMultiplyAdd(x, b1, C01);
        if (TRows.Value > 1)
        {
            x = Vector256.Create(*(float*)(a0 + row + (k * sizeof(float))));
            C10 = Vector256.FusedMultiplyAdd(x, b0, C10);
            C11 = Vector256.FusedMultiplyAdd(x, b1, C11);
        }

        if (TRows.Value > 2)
        {
            x = Vector256.Create(*(float*)(a0 + (2 * row) + (k * sizeof(float))));
            C20 = Vector256.FusedMultiplyAdd(x, b0, C20);
            C21 = Vector256.FusedMultiplyAdd(x, b1, C21);
        }

        if (TRows.Value > 3)
        {
            x = Vector256.Create(*(float*)(a3 + (k * sizeof(float))));
            C30 = Vector256.FusedMultiplyAdd(x, b0, C30);
            C31 = Vector256.FusedMultiplyAdd(x, b1, C31);
        }

        if (TRows.Value > 4)
        {
            x = Vector256.Create(*(float*)(a3 + row + (k * sizeof(float))));
            C40 = Vector256.FusedMultiplyAdd(x, b0, C40);
            C41 = Vector256.FusedMultiplyAdd(x, b1, C41);
        }

        if (TRows.Value > 5)
        {
            x = Vector256.Create(*(float*)(a3 + (2 * row) + (k * sizeof(float))));
            C50 = Vector256.FusedMultiplyAdd(x, b0, C50);
            C51 = Vector256.FusedMultiplyAdd(x, b1, C51);
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
