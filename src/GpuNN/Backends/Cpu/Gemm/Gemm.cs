using System.Numerics;
using System.Runtime.CompilerServices;
using GpuNN.Backends.Cpu.Gemm.Epilogues;
using GpuNN.Backends.Cpu.Gemm.Kernels;
using GpuNN.Backends.Cpu.Gemm.Packing;

namespace GpuNN.Backends.Cpu.Gemm;

/// <summary>Matrix products on raw memory, in single and double precision.</summary>
/// <remarks>
/// Pointers must be valid for the elements that sizes and strides reach; C must not overlap A or B. Nothing is allocated on
/// the managed heap. For one instruction set results do not depend on the number of threads.
/// </remarks>
internal static unsafe class Gemm
{
    /// <summary>C = α·A·B + β·C for row-major C; A and B at any strides, a transposed operand by exchanging its two.</summary>
    public static void Multiply<T>(
        int rows,
        int columns,
        int depth,
        T alpha,
        T* left,
        nint leftRow,
        nint leftDepth,
        T* right,
        nint rightDepth,
        nint rightColumn,
        T beta,
        T* result,
        nint resultRow)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        Multiply(
            rows,
            columns,
            depth,
            alpha,
            left,
            leftRow,
            leftDepth,
            right,
            rightDepth,
            rightColumn,
            beta,
            result,
            resultRow,
            default(NoEpilogue<T>));

    /// <summary>
    /// C = e(α·A·B + β·C), where the epilogue e sees each block of the finished product once. A variant or an instruction
    /// set can be forced.
    /// </summary>
    public static void Multiply<T, TEpilogue>(
        int rows,
        int columns,
        int depth,
        T alpha,
        T* left,
        nint leftRow,
        nint leftDepth,
        T* right,
        nint rightDepth,
        nint rightColumn,
        T beta,
        T* result,
        nint resultRow,
        in TEpilogue epilogue,
        GemmVariant variant = GemmVariant.Automatic,
        CpuInstructionSet? instructionSet = null)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        where TEpilogue : struct, IGemmEpilogue<T>
    {
        GemmShape shape = new(rows, columns, depth, leftRow, leftDepth, rightDepth, rightColumn);
        if (variant == GemmVariant.Automatic)
        {
            variant = GemmStrategy.Choose(shape, sizeof(T));
        }

        GemmProblem<T> problem = new()
        {
            Rows = rows,
            Columns = columns,
            Depth = alpha == T.Zero ? 0 : depth,
            Alpha = alpha,
            Beta = beta,
            Left = left,
            LeftRow = leftRow,
            LeftDepth = leftDepth,
            Result = result,
            ResultRow = resultRow,
        };
        if (variant == GemmVariant.MatrixVector && MatrixVector.Run(problem, right, rightDepth, rightColumn, epilogue, instructionSet))
        {
            return;
        }

        MatrixPanels<T> panels = new(right, rightDepth, rightColumn, variant == GemmVariant.InPlace && rightColumn == 1);
        Multiply(problem, panels, epilogue, shape, variant, instructionSet);
    }

    /// <summary>C = e(α·A·B + β·C) with the strips of B from any source.</summary>
    public static void Multiply<T, TSource, TEpilogue>(
        in GemmProblem<T> problem,
        in TSource source,
        in TEpilogue epilogue,
        in GemmShape shape,
        GemmVariant variant,
        CpuInstructionSet? instructionSet = null,
        int depthBlock = 0)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        where TSource : struct, IPanelSource<T>
        where TEpilogue : struct, IGemmEpilogue<T>
    {
        if (problem.Rows == 0 || problem.Columns == 0)
        {
            return;
        }

        switch (instructionSet ?? CpuInstructionSets.Default)
        {
            case CpuInstructionSet.Avx512:
                Run<T, Avx512Kernel<T>, TSource, TEpilogue>(problem, source, epilogue, shape, variant, depthBlock);
                break;
            case CpuInstructionSet.Avx2:
                Run<T, Avx2Kernel<T>, TSource, TEpilogue>(problem, source, epilogue, shape, variant, depthBlock);
                break;
            case CpuInstructionSet.AdvSimd:
                Run<T, AdvSimdKernel<T>, TSource, TEpilogue>(problem, source, epilogue, shape, variant, depthBlock);
                break;
            default:
                Run<T, PortableKernel<T>, TSource, TEpilogue>(problem, source, epilogue, shape, variant, depthBlock);
                break;
        }
    }

    /// <summary>The columns of a full tile for an instruction set.</summary>
    public static int TileColumns<T>(CpuInstructionSet instructionSet)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => 2 * instructionSet switch
        {
            CpuInstructionSet.Avx512 => Avx512Kernel<T>.VectorCount,
            CpuInstructionSet.Avx2 => Avx2Kernel<T>.VectorCount,
            CpuInstructionSet.AdvSimd => AdvSimdKernel<T>.VectorCount,
            _ => PortableKernel<T>.VectorCount,
        };

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void Run<T, TKernel, TSource, TEpilogue>(
        in GemmProblem<T> problem,
        in TSource source,
        in TEpilogue epilogue,
        in GemmShape shape,
        GemmVariant variant,
        int depthBlock)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        where TKernel : struct, IGemmKernel<T>
        where TSource : struct, IPanelSource<T>
        where TEpilogue : struct, IGemmEpilogue<T>
    {
        GemmPlan plan = GemmStrategy.Plan(
            shape,
            variant,
            sizeof(T),
            TKernel.TileRows,
            2 * TKernel.VectorCount,
            CpuThreading.ThreadCount,
            depthBlock);
        BlockedGemm<T, TKernel, TSource, TEpilogue>.Run(problem, source, epilogue, plan);
    }
}
