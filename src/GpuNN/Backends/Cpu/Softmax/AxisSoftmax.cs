using System.Runtime.CompilerServices;
using GpuNN.Backends.Cpu.Gemm.Packing;
using GpuNN.Backends.Cpu.Threading;
using GpuNN.Backends.Cpu.VectorMath;

namespace GpuNN.Backends.Cpu.Softmax;

/// <summary>Softmax along an axis that is not the last: a few neighbouring lines at a time are transposed into rows that stay
/// in the near caches, computed as rows, and transposed back.</summary>
internal static unsafe class AxisSoftmax
{
    private const int MostLines = 16;
    private const int ElementsOfATask = 16 * 1024;

    /// <summary>The lines of a tensor [outer, length, inner].</summary>
    public readonly record struct Lines(int Outer, int Length, int Inner)
    {
        /// <summary>Lines along an axis of a view.</summary>
        public static Lines Of(BufferView view, int axis) => new(
            checked((int)view.Shape[..axis].Count), checked((int)view[axis]), checked((int)view.Shape[(axis + 1)..].Count));
    }

    /// <summary>y = softmax(x), or its logarithm.</summary>
    public static void Forward(float* x, Lines lines, bool isLogarithmic, float* y) =>
        Run(new Operands(x, null, y, lines, isLogarithmic));

    /// <summary>dx from dy and y.</summary>
    public static void Backward(float* dy, float* y, Lines lines, bool isLogarithmic, float* dx) =>
        Run(new Operands(dy, y, dx, lines, isLogarithmic));

    private static void Run(in Operands operands)
    {
        switch (VectorWidth.Bits)
        {
            case 512:
                Run(operands, new Body<Lanes512<float>>(operands));
                break;
            case 256:
                Run(operands, new Body<Lanes256<float>>(operands));
                break;
            default:
                Run(operands, new Body<Lanes128<float>>(operands));
                break;
        }
    }

    private static void Run<TBody>(in Operands operands, TBody body)
        where TBody : struct, IRangeBody
    {
        Lines lines = operands.Lines;
        if (lines.Outer == 0 || lines.Length == 0 || lines.Inner == 0)
        {
            return;
        }

        int grain = Math.Max(1, ElementsOfATask / (lines.Length * operands.LinesAtOnce));
        ParallelLoop.For(checked(lines.Outer * operands.Blocks), grain, body);
    }

    private readonly struct Operands(float* first, float* second, float* result, Lines lines, bool isLogarithmic)
    {
        public readonly float* First = first;
        public readonly float* Second = second;
        public readonly float* Result = result;
        public readonly Lines Lines = lines;
        public readonly bool IsLogarithmic = isLogarithmic;

        /// <summary>So many that rows stay in the second cache.</summary>
        public int LinesAtOnce => Math.Clamp(32 * 1024 / Math.Max(Lines.Length, 1), 1, MostLines);

        public int Blocks => (Lines.Inner + LinesAtOnce - 1) / LinesAtOnce;
    }

    private readonly struct Body<V>(Operands operands) : IRangeBody
        where V : struct, IVector<V, float>
    {
        [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
        public void Invoke(int start, int end)
        {
            (_, int length, int inner) = operands.Lines;
            int atOnce = operands.LinesAtOnce;
            using ScratchMemory scratch = ScratchMemory.Rent<float>(3L * atOnce * length);
            float* first = scratch.Floats;
            float* second = first + ((nint)atOnce * length);
            float* result = second + ((nint)atOnce * length);
            for (int task = start; task < end; task++)
            {
                int column = task % operands.Blocks * atOnce;
                int count = Math.Min(atOnce, inner - column);
                nint at = ((nint)(task / operands.Blocks) * length * inner) + column;
                Transposition.Transpose(operands.First + at, inner, 1, length, count, first, length);
                if (operands.Second != null)
                {
                    Transposition.Transpose(operands.Second + at, inner, 1, length, count, second, length);
                }

                for (int row = 0; row < count; row++)
                {
                    nint offset = (nint)row * length;
                    Compute(first + offset, second + offset, result + offset, length);
                }

                Transposition.Transpose(result, length, 1, count, length, operands.Result + at, inner);
            }
        }

        private void Compute(float* first, float* second, float* result, int length)
        {
            switch (operands.Second != null, operands.IsLogarithmic)
            {
                case (false, false):
                    RowSoftmax.Forward<V>(first, result, length);
                    break;
                case (false, true):
                    RowSoftmax.ForwardLogarithmic<V>(first, result, length);
                    break;
                case (true, false):
                    RowSoftmaxGradient.Run<V>(first, second, result, length);
                    break;
                default:
                    RowSoftmaxGradient.RunLogarithmic<V>(first, second, result, length);
                    break;
            }
        }
    }
}
