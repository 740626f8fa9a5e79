using System.CommandLine;
using System.Globalization;
using GpuNN.Onnx;

namespace GpuNN.Cli.Commands;

/// <summary><c>gpunn onnx-info</c>: what is in an ONNX model, with types and shapes, which are found without running it.</summary>
internal static class OnnxInfoCommand
{
    public static Command Create()
    {
        var model = new Argument<FileInfo>("model") { Description = "The model, an .onnx file" };
        var inputs = new Option<string[]>("--input") { Description = "The shape of an input, as NAME=8x3x224x224; once for each", DefaultValueFactory = _ => [] };
        var nodes = new Option<bool>("--nodes") { Description = "Lists every node with what it gives" };
        var command = new Command("onnx-info", "Says what is in an ONNX model, and infers its shapes") { model, inputs, nodes };
        command.SetAction(result => Run(
            result.InvocationConfiguration.Output,
            result.InvocationConfiguration.Error,
            result.GetValue(model)!.FullName,
            result.GetValue(inputs)!,
            result.GetValue(nodes)));
        return command;
    }

    private static int Run(TextWriter output, TextWriter error, string path, string[] arguments, bool listsNodes)
    {
        return ModelErrors.Report(path, error, () =>
        {
            OnnxModel model = OnnxModel.Load(path, new OnnxOptions { Device = Device.Cpu });
            var given = new Dictionary<string, Shape>(StringComparer.Ordinal);
            foreach (string argument in arguments)
            {
                if (!TryParse(argument, given))
                {
                    error.WriteLine($"'{argument}' is not NAME=EXTENTxEXTENT…. The inputs are {string.Join(", ", model.Inputs)}.");
                    return 2;
                }
            }

            Describe(output, model);
            IReadOnlyDictionary<string, OnnxTensorInfo> shapes = model.InferShapes(given);
            output.WriteLine("shapes:");
            IEnumerable<string> values = listsNodes
                ? model.Nodes.SelectMany(node => node.Outputs).Where(name => name.Length > 0)
                : model.Outputs.Select(info => info.Name);
            Dictionary<string, string> makers = model.Nodes
                .SelectMany(node => node.Outputs.Select(name => (name, node.Label)))
                .Where(entry => entry.name.Length > 0)
                .ToDictionary(entry => entry.name, entry => entry.Label, StringComparer.Ordinal);
            foreach (string name in values) output.WriteLine($"  {shapes[name]}{(makers.TryGetValue(name, out string? maker) ? $" from {maker}" : "")}");
            return 0;
        });
    }

    private static void Describe(TextWriter output, OnnxModel model)
    {
        string writer = model.Producer.Length > 0 ? $", written by {model.Producer}" : "";
        output.WriteLine(FormattableString.Invariant($"operator set {model.OperatorSetVersion}{writer}"));
        long bytes = model.NamedParameters.Sum(entry => entry.Value.Count * entry.Value.DType.Size());
        output.WriteLine(FormattableString.Invariant(
            $"{model.NamedParameters.Sum(entry => entry.Value.Count)} parameters in {model.NamedParameters.Count()} tensors, {bytes} bytes"));
        output.WriteLine("inputs:");
        foreach (OnnxTensorInfo input in model.Inputs) output.WriteLine($"  {input}{(input.IsOptional ? " (may be left out)" : "")}");
        output.WriteLine("outputs:");
        foreach (OnnxTensorInfo info in model.Outputs) output.WriteLine($"  {info}");
        output.WriteLine(FormattableString.Invariant($"{model.NodeCount} nodes:"));
        foreach (IGrouping<string, OnnxNodeInfo> group in model.Nodes.GroupBy(node => node.Operator).OrderByDescending(group => group.Count()).ThenBy(group => group.Key, StringComparer.Ordinal))
            output.WriteLine(FormattableString.Invariant($"  {group.Count(),5} {group.Key}"));
    }

    private static bool TryParse(string argument, Dictionary<string, Shape> shapes)
    {
        if (argument.Split('=', 2) is not [{ Length: > 0 } name, var text]) return false;
        string[] parts = text.Length == 0 ? [] : text.Split('x');
        long[] extents = new long[parts.Length];
        for (int axis = 0; axis < extents.Length; axis++)
        {
            if (!long.TryParse(parts[axis], NumberStyles.None, CultureInfo.InvariantCulture, out extents[axis])) return false;
        }

        shapes[name] = Shape.Create(extents);
        return true;
    }
}
