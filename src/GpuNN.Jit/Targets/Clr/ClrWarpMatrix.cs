using System.Runtime.InteropServices;
using GpuNN.Jit.Compiler.Ir;
using GpuNN.Jit.Extensions;

namespace GpuNN.Jit.Targets.Clr;

/// <summary>Products of matrices whose fragments lie side by side: for each register of A and then of B, the values of the 32
/// lanes.</summary>
internal static unsafe class ClrWarpMatrix
{
    private const int RegistersOfA = 4, LanesOfLine = 4;

    /// <summary>One of a lane's four elements of C + A·B.</summary>
    /// <param name="type">What the matrices consist of.</param>
    /// <param name="slots">The first register of the warp's first lane.</param>
    /// <param name="pitch">From one register to the next, in words.</param>
    /// <param name="lane">The lane.</param>
    /// <param name="element">Which of its elements.</param>
    /// <param name="sum">C.</param>
    public static float Element(MatrixElement type, uint* slots, int pitch, int lane, int element, float sum)
    {
        // Lane 4·line + t holds what of a line of A, or of a column of B, comes in the t-th place.
        int row = lane / LanesOfLine, column = (lane % LanesOfLine * 2) + (element % 2);
        uint* a = slots + (element / 2 * pitch) + (row * LanesOfLine);
        uint* b = slots + (RegistersOfA * pitch) + (column * LanesOfLine);
        for (int half = 0; half < 2; half++, a += 2 * pitch, b += pitch)
        {
            for (int t = 0; t < LanesOfLine; t++)
            {
                if (type == MatrixElement.TensorFloat)
                {
                    sum = MathF.FusedMultiplyAdd(TensorFloat(a[t]), TensorFloat(b[t]), sum);
                    continue;
                }

                sum = MathF.FusedMultiplyAdd(Short(type, a[t] & 0xFFFF), Short(type, b[t] & 0xFFFF), sum);
                sum = MathF.FusedMultiplyAdd(Short(type, a[t] >> 16), Short(type, b[t] >> 16), sum);
            }
        }

        return sum;
    }

    /// <summary>All of a lane's elements.</summary>
    public static MatrixSum Multiply(MatrixElement type, ReadOnlySpan<uint> slots, int lane, MatrixSum c)
    {
        fixed (uint* pointer = &MemoryMarshal.GetReference(slots))
        {
            return new MatrixSum
            {
                C0 = Element(type, pointer, IrTypes.WarpSize, lane, 0, c.C0),
                C1 = Element(type, pointer, IrTypes.WarpSize, lane, 1, c.C1),
                C2 = Element(type, pointer, IrTypes.WarpSize, lane, 2, c.C2),
                C3 = Element(type, pointer, IrTypes.WarpSize, lane, 3, c.C3),
            };
        }
    }

    private static float TensorFloat(uint bits) => BitConverter.UInt32BitsToSingle(bits & 0xFFFFE000);

    private static float Short(MatrixElement type, uint bits) => type == MatrixElement.BFloat16
        ? BitConverter.UInt32BitsToSingle(bits << 16)
        : (float)BitConverter.UInt16BitsToHalf((ushort)bits);
}
