namespace GpuNN.Backends.Cpu.Attention;

/// <summary>What all parts of one attention share: extents, scale, mask, and the tiles of scores.</summary>
internal readonly unsafe struct AttentionShape
{
    /// <summary>Keys of a tile: their strips of Kᵀ and V stay in the second cache beside the scores.</summary>
    public const int KeyBlock = 256;

    /// <summary>Between rows of scores, so that they do not lie a power of two apart.</summary>
    private const int Padding = 16;

    public required int Batch { get; init; }

    public required int Queries { get; init; }

    public required int Keys { get; init; }

    /// <summary>E, the length of queries and keys.</summary>
    public required int Inner { get; init; }

    /// <summary>V, the length of values.</summary>
    public required int Size { get; init; }

    public required float Scale { get; init; }

    public required bool IsCausal { get; init; }

    /// <summary>Numbers added to the scores; unused where there are none.</summary>
    public AttentionOperand<float> Added { get; init; }

    /// <summary>Whether a query may look at a key; unused where there is no such mask.</summary>
    public AttentionOperand<byte> Allowed { get; init; }

    public AttentionMask Mask { get; init; }

    /// <summary>Elements between rows of a tile of scores.</summary>
    public static int ScoreRow => KeyBlock + Padding;

    /// <summary>Extents, scale and mask of a primitive's operands.</summary>
    public static AttentionShape Of(
        double scale, bool isCausal, AttentionMask kind, BufferView query, BufferView key, BufferView value, BufferView? mask) => new()
        {
            Batch = (int)query[0],
            Queries = (int)query[1],
            Keys = (int)key[1],
            Inner = (int)query[2],
            Size = (int)value[2],
            Scale = (float)scale,
            IsCausal = isCausal,
            Mask = kind,
            Added = kind == AttentionMask.Added ? new(mask!) : default,
            Allowed = kind == AttentionMask.Allowed ? new(mask!) : default,
        };

    /// <summary>How many of a tile's <paramref name="keys"/> from <paramref name="key"/> on the query can see.</summary>
    public int Visible(int query, int key, int keys) => IsCausal ? Math.Clamp(query + 1 - key, 0, keys) : keys;

    /// <summary>Masks one query's scores of a tile; what it cannot see becomes −∞.</summary>
    public void ApplyMask(float* scores, int batch, int query, int key, int keys)
    {
        if (Mask == AttentionMask.Added)
        {
            float* added = Added.At(batch, query) + (key * Added.Column);
            for (int j = 0; j < keys; j++)
            {
                scores[j] += added[j * Added.Column];
            }
        }
        else if (Mask == AttentionMask.Allowed)
        {
            byte* allowed = Allowed.At(batch, query) + (key * Allowed.Column);
            for (int j = 0; j < keys; j++)
            {
                scores[j] = allowed[j * Allowed.Column] != 0 ? scores[j] : float.NegativeInfinity;
            }
        }
    }
}
