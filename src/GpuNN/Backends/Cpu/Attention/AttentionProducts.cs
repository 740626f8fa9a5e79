using GpuNN.Backends.Cpu.Gemm;
using GpuNN.Backends.Cpu.Gemm.Epilogues;
using GpuNN.Backends.Cpu.Gemm.Packing;

namespace GpuNN.Backends.Cpu.Attention;

/// <summary>The matrix products of an attention's tiles, for one instruction set.</summary>
internal static unsafe class AttentionProducts
{
    /// <summary>The memory that a right operand of that size takes, packed.</summary>
    public static long PackedCount(int depth, int columns, CpuInstructionSet instructionSet) =>
        PackedPanels<float>.Layout(depth, columns, instructionSet).ElementCount;

    /// <summary>Packs the right operand [depth, columns] of several products.</summary>
    public static PackedPanels<float> Pack(
        float* source, nint depthStride, nint columnStride, int depth, int columns, float* memory, CpuInstructionSet instructionSet)
    {
        PackedPanels<float> panels = PackedPanels<float>.Layout(depth, columns, instructionSet).At(memory);
        panels.Fill(new MatrixPanels<float>(source, depthStride, columnStride, false));
        return panels;
    }

    /// <summary>C = α·A·B + β·C.</summary>
    /// <param name="rows">Rows of A and C.</param>
    /// <param name="columns">Columns of B and C.</param>
    /// <param name="depth">Columns of A, rows of B.</param>
    /// <param name="alpha">α.</param>
    /// <param name="left">A.</param>
    /// <param name="leftRow">Elements between its rows.</param>
    /// <param name="leftDepth">Elements between its columns: not 1 where it is transposed, and then packed.</param>
    /// <param name="right">B, packed.</param>
    /// <param name="beta">β; 0 does not read C.</param>
    /// <param name="result">C.</param>
    /// <param name="resultRow">Elements between its rows.</param>
    /// <param name="instructionSet">What B was packed for.</param>
    public static void Multiply(
        int rows,
        int columns,
        int depth,
        float alpha,
        float* left,
        nint leftRow,
        nint leftDepth,
        in PackedPanels<float> right,
        float beta,
        float* result,
        nint resultRow,
        CpuInstructionSet instructionSet)
    {
        GemmProblem<float> problem = new()
        {
            Rows = rows,
            Columns = columns,
            Depth = depth,
            Alpha = alpha,
            Beta = beta,
            Left = left,
            LeftRow = leftRow,
            LeftDepth = leftDepth,
            Result = result,
            ResultRow = resultRow,
        };
        GemmShape shape = new(rows, columns, depth, leftRow, leftDepth, columns, 1);
        Gemm.Gemm.Multiply(
            problem,
            right,
            default(NoEpilogue<float>),
            shape,
            leftDepth == 1 ? GemmVariant.PackRight : GemmVariant.PackBoth,
            instructionSet,
            right.DepthBlock);
    }
}
