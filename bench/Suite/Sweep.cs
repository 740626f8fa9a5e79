using System.Text.Json;
using GpuNN.Bench.Cases;

namespace GpuNN.Bench.Suite;

/// <summary>The one number that makes an operator's case larger, and the sizes that are worth a look.</summary>
/// <param name="Name">As on the command line.</param>
/// <param name="Meaning">What the number is.</param>
/// <param name="DefaultSizes">From small to large.</param>
/// <param name="Describe">The case at a size: its id and its fields.</param>
internal sealed record Sweep(string Name, string Meaning, int[] DefaultSizes, Func<int, (string Id, object Fields)> Describe)
{
    private static readonly int[] Orders = [64, 96, 128, 192, 256, 384, 512, 768, 1024, 1536, 2048, 3072, 4096];
    private static readonly int[] Counts = [1 << 10, 1 << 12, 1 << 14, 1 << 16, 1 << 18, 1 << 20, 1 << 22, 1 << 24];
    private static readonly int[] Batches = [1, 2, 4, 8, 16, 32];

    public static IReadOnlyList<Sweep> All { get; } =
    [
        new("gemm", "order of the square matrices", Orders, n => ($"gemm/{n}x{n}x{n}", new { m = n, n, k = n })),
        new("gemv", "rows and columns", Orders, n => ($"gemv/{n}x{n}", new { m = n, n = 1, k = n })),
        new("convolution", "images of 64 channels of 56×56, 3×3", Batches, n =>
            ($"conv-forward/3x3-64c-56-b{n}", new { n, c = 64, h = 56, w = 56, k = 64, kernel = 3, padding = 1 })),
        new("convolution-weights", "images of 64 channels of 56×56, 3×3", Batches, n =>
            ($"conv-backward-weight/3x3-64c-56-b{n}", new { n, c = 64, h = 56, w = 56, k = 64, kernel = 3, padding = 1 })),
        new("maxpool", "images of 64 channels of 56×56, 2×2", Batches, n =>
            ($"maxpool-forward/2x2-64c-56-b{n}", new { n, c = 64, h = 56, w = 56, kernel = 2, stride = 2 })),
        new("batchnorm", "images of 64 channels of 56×56", Batches, n =>
            ($"batchnorm-train-forward/64c-56-b{n}", new { n, c = 64, h = 56, w = 56 })),
        new("softmax", "rows of 1000", [16, 64, 256, 1024, 4096, 16384], n => ($"softmax-forward/{n}x1000", new { rows = n, cols = 1000 })),
        new("gelu", "elements", Counts, n => ($"elementwise-gelu/{n}", new { n })),
        new("add", "elements", Counts, n => ($"elementwise-add/{n}", new { n })),
        new("lstm", "steps of 32 sentences, 256 wide", [4, 8, 16, 32, 64, 128], n =>
            ($"lstm-forward/T{n}-B32-I256-H256", new { steps = n, batch = 32, input = 256, hidden = 256 })),
        new("aggregation", "nodes with 14 edges each, 128 features", [1000, 4000, 16000, 64000, 256000], n =>
            ($"aggregate-forward/{n}-F128", new { nodes = n, edges = 14 * n, features = 128 })),
        new("adam", "parameters", Counts, n => ($"adam-step/{n}", new { n })),
    ];

    /// <exception cref="ArgumentException">There is no such sweep.</exception>
    public static Sweep Find(string name) => All.FirstOrDefault(sweep => sweep.Name == name)
        ?? throw new ArgumentException($"There is no sweep '{name}'. Sweeps: {string.Join(", ", All.Select(sweep => sweep.Name))}.");

    /// <summary>The cases, named by their size class as the suite wants it; all of them count as medium.</summary>
    public IReadOnlyList<SuiteCase> Cases(IReadOnlyList<int> sizes) =>
        [.. sizes.Select(size => new SuiteCase(Build(size), "medium"))];

    private BenchmarkCase Build(int size)
    {
        (string id, object fields) = Describe(size);
        string json = JsonSerializer.Serialize(fields);
        return BenchmarkCase.ReadList($"[{{\"id\":\"{id}\",{json[1..]}]")[0];
    }
}
