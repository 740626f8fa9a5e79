using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace GpuNN.Backends.Cpu.Gemm.Epilogues;

/// <summary>c[i, j] = f(c[i, j] + rowBias[i] + columnBias[j]); either bias may be missing.</summary>
/// <param name="rowBias">One number for each row of C, or null.</param>
/// <param name="columnBias">One number for each column of C, or null.</param>
internal readonly unsafe struct BiasActivation<T, TActivation>(T* rowBias, T* columnBias) : IGemmEpilogue<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
    where TActivation : struct, IActivation<T>
{
    public static bool IsEmpty => false;

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Apply(T* block, nint blockRow, int rows, int columns, int row, int column)
    {
        T* bias = columnBias == null ? null : columnBias + column;
        for (int r = 0; r < rows; r++)
        {
            T own = rowBias == null ? T.Zero : rowBias[row + r];
            Vector256<T> ownVector = Vector256.Create(own);
            int c = 0;
            for (; c + Vector256<T>.Count <= columns; c += Vector256<T>.Count)
            {
                Vector256<T> x = Vector256.Load(block + c) + ownVector;
                x = bias == null ? x : x + Vector256.Load(bias + c);
                TActivation.Apply(x).Store(block + c);
            }

            for (; c < columns; c++)
            {
                T x = block[c] + own;
                x = bias == null ? x : x + bias[c];
                block[c] = TActivation.Apply(x);
            }

            block += blockRow;
        }
    }
}
