using GpuNN.Layers;
using GpuNN.Onnx.Schema;
using GpuNN.Onnx.Wire;
using GpuNN.Recording;

namespace GpuNN.Onnx.Export;

/// <summary>Writes recorded functions as ONNX models, weights included. Shapes are those of the recording.</summary>
public static class OnnxExporter
{
    /// <summary>The version of ONNX's operators that is written.</summary>
    public const int OperatorSetVersion = 18;

    /// <summary>Records what a layer computes for an example, in prediction, and writes it; its weights keep their
    /// names.</summary>
    /// <param name="layer">The layer; it is left as it was.</param>
    /// <param name="example">An input; its extents become the model's.</param>
    /// <param name="path">The file.</param>
    /// <exception cref="UnsupportedModelException">The layer computes something that is not written; all of it is
    /// named.</exception>
    public static void Save(Layer layer, Tensor example, string path) =>
        Save(layer, inputs => [layer.Forward(inputs[0])], [example], path);

    /// <summary>Records what a module computes for examples, in prediction, and writes it; its weights keep their names.</summary>
    /// <param name="module">The module; it is left as it was.</param>
    /// <param name="compute">What is to be written, of tensors alone.</param>
    /// <param name="examples">Inputs; their extents become the model's.</param>
    /// <param name="path">The file.</param>
    /// <param name="inputs">Names of the inputs; <c>input0</c>, … where left out.</param>
    /// <param name="outputs">Names of the results; <c>output0</c>, … where left out.</param>
    /// <exception cref="UnsupportedModelException">It computes something that is not written; all of it is named.</exception>
    public static void Save(
        Module module,
        Func<Tensor[], Tensor[]> compute,
        Tensor[] examples,
        string path,
        IReadOnlyList<string>? inputs = null,
        IReadOnlyList<string>? outputs = null)
    {
        bool wasTraining = module.IsTraining;
        module.Evaluate();
        try
        {
            using IDisposable restoration = NoGrad.Begin();
            using RecordedFunction function = RecordedFunction.Record(compute, examples);
            var names = module.NamedParameters.Select(entry => new KeyValuePair<string, Tensor>(entry.Key, entry.Value));
            Save(function, path, names.Concat(module.NamedBuffers), inputs, outputs);
        }
        finally
        {
            module.Train(wasTraining);
        }
    }

    /// <summary>Writes a recorded function.</summary>
    /// <param name="function">The function.</param>
    /// <param name="path">The file; it is replaced whole or not at all.</param>
    /// <param name="names">Names of the tensors that the function reads; others are numbered.</param>
    /// <param name="inputs">Names of its arguments; <c>input0</c>, … where left out.</param>
    /// <param name="outputs">Names of its results; <c>output0</c>, … where left out.</param>
    /// <exception cref="UnsupportedModelException">The function runs something that is not written; all of it is
    /// named.</exception>
    public static void Save(
        RecordedFunction function,
        string path,
        IEnumerable<KeyValuePair<string, Tensor>>? names = null,
        IReadOnlyList<string>? inputs = null,
        IReadOnlyList<string>? outputs = null)
    {
        byte[] bytes = ToBytes(function, names, inputs, outputs);
        Files.AtomicFile.Write(path, stream => stream.Write(bytes));
    }

    /// <summary>A recorded function as the bytes of a file.</summary>
    /// <inheritdoc cref="Save(RecordedFunction, string, IEnumerable{KeyValuePair{string, Tensor}}?, IReadOnlyList{string}?, IReadOnlyList{string}?)"/>
    public static byte[] ToBytes(
        RecordedFunction function,
        IEnumerable<KeyValuePair<string, Tensor>>? names = null,
        IReadOnlyList<string>? inputs = null,
        IReadOnlyList<string>? outputs = null)
    {
        using IDisposable restoration = NoGrad.Begin();
        var values = new ExportedValues(function, names ?? []);
        for (int index = 0; index < function.Inputs.Count; index++)
            values.AddInput(function.Inputs[index], NameOf(inputs, index, "input"));
        var problems = new List<string>();
        for (int index = 0; index < function.Steps.Count; index++)
        {
            RecordedStep step = function.Steps[index];
            if (PrimitiveExport.TryWrite(step, values)) continue;
            problems.Add($"step {index} ({step.Operator}: {step.Primitive.Name})");
            // The steps behind it are looked at all the same.
            foreach (RecordedOperand output in step.Outputs) values.Write(output, values.Graph.Fresh());
        }

        if (problems.Count > 0) throw new UnsupportedModelException("export", problems);
        for (int index = 0; index < function.Results.Count; index++)
            values.AddOutput(function.Results[index], NameOf(outputs, index, "output"));
        var model = new ModelFile { Graph = values.Graph.File, Producer = "GpuNN" };
        model.OperatorSets.Add(new OperatorSet(OperatorSet.Onnx, OperatorSetVersion));
        var writer = new WireWriter();
        model.Write(writer);
        return writer.Written.ToArray();
    }

    private static string NameOf(IReadOnlyList<string>? names, int index, string otherwise) =>
        names is not null && index < names.Count ? names[index] : FormattableString.Invariant($"{otherwise}{index}");
}
