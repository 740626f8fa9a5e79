using System.Runtime.CompilerServices;
using GpuNN.Backends.Cpu.VectorMath;

namespace GpuNN.Backends.Cpu.Elementwise;

/// <summary>
/// A single-precision row kernel over operands of 16 bits: tiles of the row are widened into the first cache, computed
/// there, and rounded on their way out. Operands that are no numbers, such as masks, stay as they are.
/// </summary>
/// <param name="row">What is computed.</param>
/// <param name="storage">The type of the numbers in memory.</param>
/// <param name="operands">How many there are, the result among them.</param>
internal readonly unsafe struct NarrowRow<TRow>(TRow row, DType storage, int operands) : IRowKernel
    where TRow : struct, IRowKernel
{
    private const int Tile = 512;

    public static bool AllowsRepeated => TRow.AllowsRepeated;

    public static int SizeOf(int operand) => IsNumber(operand) ? sizeof(ushort) : TRow.SizeOf(operand);

    [SkipLocalsInit]
    public void Invoke(byte** rows, long* steps, nint count)
    {
        float* memory = stackalloc float[IterationSpace.MaximumOperands * Tile];
        byte** tiles = stackalloc byte*[IterationSpace.MaximumOperands];
        for (nint at = 0; at < count; at += Tile)
        {
            int length = (int)Math.Min(Tile, count - at);
            for (int i = 0; i < operands; i++)
            {
                byte* part = rows[i] + (i > 0 && steps[i] == 0 ? 0 : at * SizeOf(i));
                float* tile = memory + i * Tile;
                tiles[i] = IsNumber(i) ? (byte*)tile : part;
                if (i > 0 && IsNumber(i))
                {
                    NarrowFloats.WidenRow(storage, (ushort*)part, tile, steps[i] == 0 ? 1 : length);
                }
            }

            row.Invoke(tiles, steps, length);
            if (IsNumber(0))
            {
                NarrowFloats.NarrowRow(storage, memory, (ushort*)rows[0] + at, length);
            }
        }
    }

    private static bool IsNumber(int operand) => TRow.SizeOf(operand) == sizeof(float);
}
