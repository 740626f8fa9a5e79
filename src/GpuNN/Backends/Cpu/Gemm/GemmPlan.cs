namespace GpuNN.Backends.Cpu.Gemm;

/// <summary>How one product is computed; the choice is <see cref="GemmStrategy"/>'s.</summary>
internal readonly record struct GemmPlan
{
    /// <summary>Depth of a block: a strip of B this deep stays in the first cache.</summary>
    public required int DepthBlock { get; init; }

    /// <summary>Rows of a task: its block of A stays in the second cache.</summary>
    public required int RowBlock { get; init; }

    /// <summary>Columns of a task, a multiple of the tile's.</summary>
    public required int ColumnBlock { get; init; }

    /// <summary>Columns of a panel of B that is packed at once, a multiple of the tile's.</summary>
    public required int PanelColumns { get; init; }

    /// <summary>Whether a task copies its block of A together first.</summary>
    public required bool PackLeft { get; init; }

    /// <summary>Whether B is packed into strips first; a source that is packed already stays as it is.</summary>
    public required bool PackRight { get; init; }

    /// <summary>Whether tasks run on several threads.</summary>
    public required bool Parallel { get; init; }
}
