using GpuNN.Onnx.Schema;

namespace GpuNN.Onnx.Shapes;

/// <summary>The open extents of a model's inputs by name; those without one are called after their place.</summary>
internal sealed class ExtentSymbols
{
    private readonly List<(string Name, int Axis)> _symbols = [];

    /// <summary>The names, in the order of the inputs, and the axis at which each comes first.</summary>
    public IReadOnlyList<(string Name, int Axis)> All => _symbols;

    /// <summary>The name of an input's open extent.</summary>
    public static string NameOf(ValueFile input, int axis) =>
        input.ExtentNames[axis] is { Length: > 0 } name ? name : FormattableString.Invariant($"{input.Name}.{axis}");

    /// <summary>Adds a name, unless it is there.</summary>
    public void Add(string name, int axis)
    {
        if (!_symbols.Exists(symbol => symbol.Name == name)) _symbols.Add((name, axis));
    }
}
