namespace GpuNN.Kernels;

/// <summary>The sizes of an attention: queries (B, L, E), keys (B, S, E), values (B, S, V), and its mask (B, L, S).</summary>
internal readonly struct AttentionSizes
{
    public int Queries { get; init; }

    public int Keys { get; init; }

    /// <summary>E.</summary>
    public int Width { get; init; }

    /// <summary>V.</summary>
    public int ValueWidth { get; init; }

    /// <summary>1 where query i sees only the keys up to i.</summary>
    public int IsCausal { get; init; }

    /// <summary>0: no mask; 1: keys where it is 0 are forbidden; 2: it is added.</summary>
    public int Mask { get; init; }

    public int MaskBatchStride { get; init; }

    public int MaskQueryStride { get; init; }

    public int MaskKeyStride { get; init; }
}
