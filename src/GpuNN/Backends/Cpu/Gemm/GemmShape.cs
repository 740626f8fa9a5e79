namespace GpuNN.Backends.Cpu.Gemm;

/// <summary>What the choice of a variant depends on: the sizes and how the operands lie in memory.</summary>
/// <param name="Rows">M.</param>
/// <param name="Columns">N.</param>
/// <param name="Depth">K.</param>
/// <param name="LeftRow">Elements from a row of A to the next.</param>
/// <param name="LeftDepth">Elements from a column of A to the next.</param>
/// <param name="RightDepth">Elements from a row of B to the next.</param>
/// <param name="RightColumn">Elements from a column of B to the next; 0 where B is packed or made while packing.</param>
internal readonly record struct GemmShape(
    int Rows, int Columns, int Depth, nint LeftRow, nint LeftDepth, nint RightDepth, nint RightColumn);
