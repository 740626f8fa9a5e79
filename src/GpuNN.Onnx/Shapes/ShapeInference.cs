using GpuNN.Onnx.Execution;
using GpuNN.Onnx.Schema;

namespace GpuNN.Onnx.Shapes;

/// <summary>
/// Types and shapes of a graph's values without running it. The operators themselves say them, on a device without numbers, so
/// that there is one list of rules. Open extents are replaced by numbers, three times; where the results are a formula of the
/// extents, the formula is the answer.
/// </summary>
internal sealed class ShapeInference(string file, GraphFile graph, GraphPlan plan, GraphRunner runner, long maximumBytes)
{
    /// <summary>Refuses a graph whose declared inputs some node does not take, or whose declared outputs it does not give. Where
    /// extents are open, a fault counts only if its message is the same for all numbers in their place: then they have no part
    /// in it.</summary>
    /// <exception cref="OnnxNodeException">A node does not take its inputs.</exception>
    /// <exception cref="MalformedFileException">An output, or an input's shape, is not what it is declared to be.</exception>
    public void Check()
    {
        ExtentSymbols symbols = SymbolsOf(new Dictionary<string, Shape>());
        OnnxNodeException? failure = null;
        foreach (long[][] choices in ExtentChoices.For(symbols))
        {
            foreach (long[] choice in choices)
            {
                ShapePass pass = Pass(new Dictionary<string, Shape>(), symbols, choice);
                if (pass.Failure is null)
                {
                    foreach (ValueFile output in graph.Outputs) Check(output, pass, symbols);
                    return;
                }

                if (failure is not null && failure.Message != pass.Failure.Message) return;
                failure = pass.Failure;
            }
        }

        throw failure!;
    }

    /// <summary>Types and shapes of all values, for inputs of these shapes, or of those that they are declared to have.</summary>
    /// <exception cref="OnnxInputException">An input does not exist, or is declared to have another shape.</exception>
    /// <exception cref="OnnxNodeException">A node does not take its inputs.</exception>
    public IReadOnlyDictionary<string, OnnxTensorInfo> Infer(IReadOnlyDictionary<string, Shape> given)
    {
        ExtentSymbols symbols = SymbolsOf(given);
        OnnxNodeException? failure = null;
        foreach (long[][] choices in ExtentChoices.For(symbols))
        {
            ShapePass[] passes = [.. choices.Select(choice => Pass(given, symbols, choice))];
            OnnxNodeException? own = Array.Find(passes, pass => pass.Failure is not null)?.Failure;
            if (own is null) return Describe(passes, choices, [.. symbols.All.Select(symbol => symbol.Name)]);
            failure ??= own;
        }

        throw failure!;
    }

    private static OnnxTensorInfo Describe(string name, ShapePass[] passes, long[][] choices, string[] symbols)
    {
        var found = new InferredValue[passes.Length];
        for (int index = 0; index < found.Length; index++)
        {
            if (!passes[index].Values.TryGetValue(name, out found[index])) return new(name, null, null, false);
        }

        DType? dtype = ElementTypes.Storage(found[0].Type);
        if (!Array.TrueForAll(found, value => value.Shape.Rank == found[0].Shape.Rank)) return new(name, dtype, null, false);
        long[] extents = new long[found[0].Shape.Rank];
        string[] names = new string[extents.Length];
        for (int axis = 0; axis < extents.Length; axis++)
        {
            long[] here = [.. found.Select(value => value.Shape[axis])];
            extents[axis] = ExtentFormula.Constant(here) ?? -1;
            names[axis] = extents[axis] >= 0 ? "" : ExtentFormula.Of(here, choices, symbols);
        }

        return new(name, dtype, extents, false) { ExtentNames = names };
    }

    private Dictionary<string, OnnxTensorInfo> Describe(ShapePass[] passes, long[][] choices, string[] symbols) => graph.Inputs
        .Select(input => input.Name)
        .Concat(plan.Nodes.SelectMany(node => node.Outputs))
        .Concat(graph.Outputs.Select(output => output.Name))
        .Where(name => name.Length > 0)
        .Distinct(StringComparer.Ordinal)
        .ToDictionary(name => name, name => Describe(name, passes, choices, symbols), StringComparer.Ordinal);

    private ExtentSymbols SymbolsOf(IReadOnlyDictionary<string, Shape> given)
    {
        var symbols = new ExtentSymbols();
        Dictionary<string, long> bound = Bind(given);
        foreach (ValueFile input in graph.Inputs.Where(input => !IsFixed(input, given)))
        {
            for (int axis = 0; axis < input.Extents!.Count; axis++)
            {
                string name = ExtentSymbols.NameOf(input, axis);
                if (input.Extents[axis] < 0 && !bound.ContainsKey(name)) symbols.Add(name, axis);
            }
        }

        return symbols;
    }

    /// <summary>Whether an input has no extents to be filled in: it is given, a constant stands in for it, or its rank is
    /// open.</summary>
    private bool IsFixed(ValueFile input, IReadOnlyDictionary<string, Shape> given) =>
        given.ContainsKey(input.Name) || runner.Constants.ContainsKey(input.Name) || input.Extents is null;

    private ShapePass Pass(IReadOnlyDictionary<string, Shape> given, ExtentSymbols symbols, long[] choice)
    {
        Dictionary<string, long> bound = Bind(given);
        for (int index = 0; index < choice.Length; index++) bound[symbols.All[index].Name] = choice[index];
        var inputs = new Dictionary<string, InferredValue?>(StringComparer.Ordinal);
        foreach (ValueFile input in graph.Inputs)
        {
            if (runner.Constants.ContainsKey(input.Name) && !given.ContainsKey(input.Name)) continue;
            Shape? shape = given.TryGetValue(input.Name, out Shape own) ? own : Declared(input, bound);
            inputs[input.Name] = shape is { } known && input.Type != ElementType.Undefined ? new InferredValue(input.Type, known) : null;
        }

        return new ShapePass(runner, inputs, maximumBytes);
    }

    private Shape? Declared(ValueFile input, Dictionary<string, long> bound)
    {
        if (input.Extents is null) return null;
        try
        {
            return Shape.Create([.. input.Extents.Select((extent, axis) => extent >= 0 ? extent : bound[ExtentSymbols.NameOf(input, axis)])]);
        }
        catch (ShapeMismatchException exception)
        {
            throw new MalformedFileException(file, $"input '{input.Name}'", exception.Found, exception.Expected, exception);
        }
    }

    /// <summary>What given shapes say of named extents.</summary>
    private Dictionary<string, long> Bind(IReadOnlyDictionary<string, Shape> given)
    {
        var bound = new Dictionary<string, long>(StringComparer.Ordinal);
        foreach (var (name, shape) in given)
        {
            ValueFile input = graph.Inputs.Find(input => input.Name == name)
                ?? throw new OnnxInputException(file, name, "an input that the model has not", string.Join(", ", graph.Inputs.Select(known => known.Name)));
            if (input.Extents is not { } extents) continue;
            if (extents.Count != shape.Rank) throw new OnnxInputException(file, name, $"{shape}", $"{extents.Count} axes");
            for (int axis = 0; axis < shape.Rank; axis++)
            {
                long expected = extents[axis] >= 0 ? extents[axis] : bound.GetValueOrDefault(ExtentSymbols.NameOf(input, axis), shape[axis]);
                if (expected != shape[axis]) throw new OnnxInputException(file, name, $"{shape}", $"an extent of {expected} at axis {axis}");
                if (extents[axis] < 0) bound[ExtentSymbols.NameOf(input, axis)] = expected;
            }
        }

        return bound;
    }

    private void Check(ValueFile output, ShapePass pass, ExtentSymbols symbols)
    {
        if (!pass.Values.TryGetValue(output.Name, out InferredValue found)) return;
        bool hasType = output.Type == ElementType.Undefined || output.Type == found.Type;
        // Where extents are open, exporters write down what the example had.
        bool hasShape = output.Extents is not { } extents || (extents.Count == found.Shape.Rank
            && (symbols.All.Count > 0 || !extents.Where((extent, axis) => extent >= 0 && extent != found.Shape[axis]).Any()));
        if (hasType && hasShape) return;
        string maker = plan.Nodes.FirstOrDefault(node => node.Outputs.Contains(output.Name))?.Label ?? "the graph";
        throw new MalformedFileException(
            file,
            $"output '{output.Name}' of {maker}",
            $"{output.Type}[{(output.Extents is null ? "..." : string.Join(", ", output.Extents))}] as declared",
            $"{found.Type}{found.Shape}, which the inputs' shapes give");
    }
}
