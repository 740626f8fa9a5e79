namespace GpuNN.Kernels;

/// <summary>The extents of a product: C (m, n) of A (m, k) and B (k, n), a number of times; the summed axis may be cut into
/// parts, whose sums are added later. A slice is a part of a batch's product, part by part.</summary>
internal readonly struct ProductSize(int m, int n, int k, int batches, int parts = 1)
{
    public readonly int M = m;
    public readonly int N = n;
    public readonly int K = k;
    public readonly int Batches = batches;
    public readonly int Parts = parts;

    /// <summary>The length of a part: a multiple of 16, so that parts keep the alignment of the whole.</summary>
    public readonly int Chunk = parts == 1 ? k : ((((k + parts - 1) / parts) + 15) / 16) * 16;

    /// <summary>The number of elements of all C.</summary>
    public int Count => M * N * Batches;

    public int Slices => Batches * Parts;

    /// <summary>The number of sums of all slices.</summary>
    public int SliceCount => M * N * Batches * Parts;

    public int BatchOf(int slice) => slice % Batches;

    /// <summary>Where a slice begins on the summed axis.</summary>
    public int From(int slice) => slice / Batches * Chunk;

    /// <summary>Where it ends.</summary>
    public int To(int slice)
    {
        int end = From(slice) + Chunk;
        return end < K ? end : K;
    }

    /// <summary>The extents of the transpose.</summary>
    public ProductSize Exchanged => new(N, M, K, Batches, Parts);

    /// <summary>The same with the summed axis cut.</summary>
    public ProductSize Cut(int into) => new(M, N, K, Batches, into);
}
