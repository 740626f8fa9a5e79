using GpuNN.Bench.Cases;

namespace GpuNN.Bench.Suite;

/// <summary>A case of the default run, with its size class.</summary>
/// <param name="Case">The operator and shape.</param>
/// <param name="Size">small, medium or large.</param>
internal sealed record SuiteCase(BenchmarkCase Case, string Size)
{
    public static IReadOnlyList<string> Sizes { get; } = ["small", "medium", "large"];

    public CaseFamily Family => CaseFamilies.For(Case);

    public string DirectionName => Case.Family switch
    {
        "step" or "adam-step" => "step",
        "conv-backward-data" => "backward, data",
        "conv-backward-weight" => "backward, weights",
        _ => Case.Direction switch { Direction.Forward => "forward", Direction.Backward => "backward", _ => "training" },
    };

    public string Shape => Case.Id[(Case.Family.Length + 1)..];

    /// <summary>Reads the list beside the program.</summary>
    public static IReadOnlyList<SuiteCase> ReadList() => ReadList(
        File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Suite", "suite-cases.json")));

    /// <exception cref="InvalidDataException">A case names no size, or a family that is not known.</exception>
    public static IReadOnlyList<SuiteCase> ReadList(string json)
    {
        var cases = new List<SuiteCase>();
        foreach (BenchmarkCase one in BenchmarkCase.ReadList(json))
        {
            string size = one.Text("size", "");
            if (!Sizes.Contains(size))
                throw new InvalidDataException($"Case '{one.Id}': size '{size}' should be small, medium or large.");
            CaseFamilies.For(one);
            cases.Add(new SuiteCase(one, size));
        }
        return cases;
    }
}
