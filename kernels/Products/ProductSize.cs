namespace GpuNN.Kernels;

/// <summary>The extents of a product: C (m, n) of A (m, k) and B (k, n), a number of times.</summary>
internal readonly struct ProductSize(int m, int n, int k, int batches)
{
    public readonly int M = m;
    public readonly int N = n;
    public readonly int K = k;
    public readonly int Batches = batches;

    /// <summary>The number of elements of all C.</summary>
    public int Count => M * N * Batches;
}
