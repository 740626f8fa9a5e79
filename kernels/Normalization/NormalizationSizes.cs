namespace GpuNN.Kernels;

/// <summary>Which elements share a mean, and which share a scale. Row r of the statistics has length elements; element e lies
/// at r·RowStride + (e / Inner)·OuterStride + e % Inner and is scaled by
/// γ[(r % Groups)·RowScale + (e / Inner)·OuterScale]. Batch, layer, group and instance normalisation are all of this
/// form.</summary>
internal readonly struct NormalizationSizes
{
    public int Rows { get; init; }

    public int Length { get; init; }

    public int Inner { get; init; }

    public int RowStride { get; init; }

    public int OuterStride { get; init; }

    public int Groups { get; init; }

    public int RowScale { get; init; }

    public int OuterScale { get; init; }

    /// <summary>1 where the mean is taken off; 0 for the root mean square.</summary>
    public int IsCentred { get; init; }

    /// <summary>1 where there is γ.</summary>
    public int HasScale { get; init; }

    /// <summary>1 where there is β.</summary>
    public int HasShift { get; init; }

    /// <summary>Where element e of a row lies.</summary>
    public int Position(int row, int element)
    {
        int outer = element / Inner;
        return (row * RowStride) + (outer * OuterStride) + element - (outer * Inner);
    }

    /// <summary>The row of what lies at a position.</summary>
    public int RowOf(int position) => position / RowStride % Rows;

    /// <summary>The scale of what lies at a position.</summary>
    public int ScaleOf(int position) => (RowOf(position) % Groups * RowScale) + (position % RowStride / OuterStride * OuterScale);

    /// <summary>Which scale element e of a row has.</summary>
    public int Scale(int row, int element) => (row % Groups * RowScale) + (element / Inner * OuterScale);
}
