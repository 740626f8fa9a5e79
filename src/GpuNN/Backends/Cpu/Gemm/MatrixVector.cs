using System.Numerics;
using System.Runtime.Intrinsics;
using GpuNN.Backends.Cpu.Gemm.Epilogues;
using GpuNN.Backends.Cpu.Gemm.Kernels;
using GpuNN.Backends.Cpu.Threading;

namespace GpuNN.Backends.Cpu.Gemm;

/// <summary>
/// Products with one row or one column, y = α·M·x + β·y, at the speed of reading M: as dot products where rows of M are
/// contiguous, as a sum of scaled columns where columns are.
/// </summary>
internal static unsafe class MatrixVector
{
    private const int BytesWorthATask = 64 * 1024;

    /// <summary>Few, so that a thread meets the rows again that it has left in its caches in the call before.</summary>
    private const int TasksPerThread = 2;

    /// <summary>
    /// Computes the product if it has one row or one column and a contiguous matrix; says false, and does nothing, if not.
    /// </summary>
    public static bool Run<T, TEpilogue>(
        in GemmProblem<T> problem,
        T* right,
        nint rightDepth,
        nint rightColumn,
        in TEpilogue epilogue,
        CpuInstructionSet? instructionSet)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        where TEpilogue : struct, IGemmEpilogue<T>
    {
        bool isColumn = problem.Columns == 1;
        MatrixVectorKernels<T>.Operands operands = isColumn
            ? new()
            {
                Matrix = problem.Left,
                Row = problem.LeftRow,
                Column = problem.LeftDepth,
                Vector = right,
                VectorStride = rightDepth,
                Result = problem.Result,
                ResultStride = problem.ResultRow,
                Rows = problem.Rows,
            }
            : new()
            {
                Matrix = right,
                Row = rightColumn,
                Column = rightDepth,
                Vector = problem.Left,
                VectorStride = problem.LeftDepth,
                Result = problem.Result,
                ResultStride = 1,
                Rows = problem.Columns,
            };
        operands.Depth = problem.Depth;
        operands.Alpha = problem.Alpha;
        operands.Beta = problem.Beta;
        if (!(isColumn || problem.Rows == 1) || !(operands.Row == 1 || operands.Column == 1))
        {
            return false;
        }

        // Both kernels read x from consecutive memory.
        using ScratchMemory scratch = ScratchMemory.Rent<T>(Math.Max(1, operands.Depth));
        if (operands.VectorStride != 1)
        {
            for (int k = 0; k < operands.Depth; k++)
            {
                scratch.As<T>()[k] = operands.Vector[k * operands.VectorStride];
            }

            operands.Vector = scratch.As<T>();
        }

        switch (instructionSet ?? CpuInstructionSets.Default)
        {
            case CpuInstructionSet.Avx512:
                Split<T, Vector512<T>, Vector512Arithmetic<T>>(operands);
                break;
            case CpuInstructionSet.Avx2:
                Split<T, Vector256<T>, Vector256Arithmetic<T>>(operands);
                break;
            case CpuInstructionSet.AdvSimd:
                Split<T, Vector128<T>, Vector128Arithmetic<T>>(operands);
                break;
            default:
                Split<T, Vector<T>, PortableArithmetic<T>>(operands);
                break;
        }

        if (!TEpilogue.IsEmpty)
        {
            epilogue.Apply(problem.Result, problem.ResultRow, problem.Rows, problem.Columns, 0, 0);
        }

        return true;
    }

    /// <summary>The product of contiguous rows with a contiguous vector, on the calling thread.</summary>
    public static void Dots<T>(CpuInstructionSet instructionSet, in MatrixVectorKernels<T>.Operands operands)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        switch (instructionSet)
        {
            case CpuInstructionSet.Avx512:
                MatrixVectorKernels<T>.Dots<Vector512<T>, Vector512Arithmetic<T>>(operands, 0, operands.Rows);
                break;
            case CpuInstructionSet.Avx2:
                MatrixVectorKernels<T>.Dots<Vector256<T>, Vector256Arithmetic<T>>(operands, 0, operands.Rows);
                break;
            case CpuInstructionSet.AdvSimd:
                MatrixVectorKernels<T>.Dots<Vector128<T>, Vector128Arithmetic<T>>(operands, 0, operands.Rows);
                break;
            default:
                MatrixVectorKernels<T>.Dots<Vector<T>, PortableArithmetic<T>>(operands, 0, operands.Rows);
                break;
        }
    }

    private static void Split<T, TVector, TArithmetic>(in MatrixVectorKernels<T>.Operands operands)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        where TVector : struct
        where TArithmetic : struct, IVectorArithmetic<TVector, T>
    {
        int unit = 8 * TArithmetic.Count;
        long rowsATask = Math.Max(
            1 + (BytesWorthATask / Math.Max(1, (long)operands.Depth * sizeof(T))),
            operands.Rows / (CpuThreading.ThreadCount * TasksPerThread));
        int grain = (int)Math.Min(int.MaxValue / 2, (rowsATask + unit - 1) / unit * unit);
        ParallelLoop.For(operands.Rows, grain, new RowsBody<T, TVector, TArithmetic>(operands));
    }

    private readonly struct RowsBody<T, TVector, TArithmetic>(MatrixVectorKernels<T>.Operands operands) : IRangeBody
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        where TVector : struct
        where TArithmetic : struct, IVectorArithmetic<TVector, T>
    {
        public void Invoke(int start, int end)
        {
            if (operands.Column == 1)
            {
                MatrixVectorKernels<T>.Dots<TVector, TArithmetic>(operands, start, end);
            }
            else
            {
                MatrixVectorKernels<T>.ScaledColumns<TVector, TArithmetic>(operands, start, end);
            }
        }
    }
}
