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
}
