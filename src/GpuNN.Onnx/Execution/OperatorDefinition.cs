using GpuNN.Onnx.Schema;

namespace GpuNN.Onnx.Execution;

/// <summary>An operator that the importer knows: what a node of it may look like, and what it computes.</summary>
internal sealed record OperatorDefinition
{
    /// <summary>An operator with any number of results.</summary>
    public OperatorDefinition(string name, Func<OperatorCall, Tensor?[]> run)
    {
        Name = name;
        Run = run;
    }

    /// <summary>An operator with one result.</summary>
    public OperatorDefinition(string name, Func<OperatorCall, Tensor> run)
        : this(name, call => [run(call)])
    {
    }

    /// <summary>ONNX's name.</summary>
    public string Name { get; }

    /// <summary>ONNX's domain.</summary>
    public string Domain { get; init; } = OperatorSet.Onnx;

    /// <summary>What it computes; a result that is not wanted may be null.</summary>
    public Func<OperatorCall, Tensor?[]> Run { get; }

    /// <summary>The fewest inputs.</summary>
    public int Fewest { get; init; } = 1;

    /// <summary>The most inputs.</summary>
    public int Most { get; init; } = 1;

    /// <summary>The most results.</summary>
    public int Results { get; init; } = 1;

    /// <summary>The attributes that it takes.</summary>
    public IReadOnlyList<string> Attributes { get; init; } = [];

    /// <summary>The first operator set that has it, or that has it as implemented here.</summary>
    public int Since { get; init; } = 1;

    /// <summary>The last operator set that has it.</summary>
    public int Until { get; init; } = int.MaxValue;

    /// <summary>Inputs, one bit for each, whose numbers are read on the host: axes, extents, thresholds. They are settings and
    /// never weights.</summary>
    public ulong Settings { get; init; }

    /// <summary>Inputs, one bit for each, that are running statistics: they belong to the state and are not trained.</summary>
    public ulong Statistics { get; init; }

    /// <summary>Whether the result depends on its inputs' shapes alone, and so is always known.</summary>
    public bool ReadsShapesOnly { get; init; }

    /// <summary>Whether it does nothing but compare numbers and choose among them, so that those of uint64 may be shifted for
    /// it.</summary>
    public bool OrdersNumbers { get; init; }

    /// <summary>Whether it must run on the device although its inputs are known: random numbers.</summary>
    public bool IsRandom { get; init; }

    /// <summary>What of a node is not implemented; null if all is.</summary>
    public Func<GraphNode, string?>? Refuses { get; init; }

    /// <summary>Whether an input is one of a set.</summary>
    public static bool Includes(ulong inputs, int index) => index < 64 && (inputs >> index & 1) != 0;
}
