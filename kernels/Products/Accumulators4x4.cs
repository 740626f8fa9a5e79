using System.Numerics;

namespace GpuNN.Kernels;

/// <summary>4×4 sums in registers: named fields, since an indexed array would live in memory.</summary>
internal struct Accumulators4x4<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    public T C00, C01, C02, C03;
    public T C10, C11, C12, C13;
    public T C20, C21, C22, C23;
    public T C30, C31, C32, C33;

    /// <summary>Adds the outer product of a column of A and a row of B.</summary>
    public void Add(T a0, T a1, T a2, T a3, T b0, T b1, T b2, T b3)
    {
        C00 = MultiplyAdd.Of(a0, b0, C00);
        C01 = MultiplyAdd.Of(a0, b1, C01);
        C02 = MultiplyAdd.Of(a0, b2, C02);
        C03 = MultiplyAdd.Of(a0, b3, C03);
        C10 = MultiplyAdd.Of(a1, b0, C10);
        C11 = MultiplyAdd.Of(a1, b1, C11);
        C12 = MultiplyAdd.Of(a1, b2, C12);
        C13 = MultiplyAdd.Of(a1, b3, C13);
        C20 = MultiplyAdd.Of(a2, b0, C20);
        C21 = MultiplyAdd.Of(a2, b1, C21);
        C22 = MultiplyAdd.Of(a2, b2, C22);
        C23 = MultiplyAdd.Of(a2, b3, C23);
        C30 = MultiplyAdd.Of(a3, b0, C30);
        C31 = MultiplyAdd.Of(a3, b1, C31);
        C32 = MultiplyAdd.Of(a3, b2, C32);
        C33 = MultiplyAdd.Of(a3, b3, C33);
    }

    /// <summary>Adds the outer product of a quad of A and a quad of B.</summary>
    public void Add(Quad<T> a, Quad<T> b) => Add(a.X, a.Y, a.Z, a.W, b.X, b.Y, b.Z, b.W);

    /// <summary>Hands rows and columns that lie side by side to the output.</summary>
    public readonly void StoreQuads<TOutput>(TOutput output, ProductSize size, int batch, int row, int column)
        where TOutput : struct, IProductOutput<T>
    {
        StoreQuad(output, size, batch, row, column, C00, C01, C02, C03);
        StoreQuad(output, size, batch, row + 1, column, C10, C11, C12, C13);
        StoreQuad(output, size, batch, row + 2, column, C20, C21, C22, C23);
        StoreQuad(output, size, batch, row + 3, column, C30, C31, C32, C33);
    }

    private static void StoreQuad<TOutput>(
        TOutput output, ProductSize size, int batch, int row, int column, T c0, T c1, T c2, T c3)
        where TOutput : struct, IProductOutput<T>
    {
        if (row >= size.M) return;
        if (column + 3 < size.N)
        {
            output.StoreQuad(batch, row, column, new Quad<T> { X = c0, Y = c1, Z = c2, W = c3 });
            return;
        }

        if (column < size.N) output.Store(batch, row, column, c0);
        if (column + 1 < size.N) output.Store(batch, row, column + 1, c1);
        if (column + 2 < size.N) output.Store(batch, row, column + 2, c2);
    }
}
