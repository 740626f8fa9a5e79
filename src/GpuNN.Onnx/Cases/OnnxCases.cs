using GpuNN.Onnx.Execution;
using GpuNN.Onnx.Schema;

namespace GpuNN.Onnx.Cases;

/// <summary>Cases in the layout of ONNX's backend tests: <c>CASE/model.onnx</c>, and in <c>CASE/test_data_set_*</c> the tensors
/// <c>input_*.pb</c> and <c>output_*.pb</c>.</summary>
public static class OnnxCases
{
    /// <summary>ONNX's own tolerances: |found − expected| ≤ 10⁻⁷ + 10⁻³·|expected|.</summary>
    private const double Relative = 1e-3, Absolute = 1e-7;

    /// <summary>The folders below one that hold a case, in order.</summary>
    /// <exception cref="DirectoryNotFoundException">There is no such folder.</exception>
    public static IReadOnlyList<string> Find(string folder) =>
    [
        .. Directory.EnumerateFiles(folder, "model.onnx", SearchOption.AllDirectories)
            .Select(file => Path.GetDirectoryName(file)!)
            .Order(StringComparer.Ordinal),
    ];

    /// <summary>Runs all cases below a folder on a device, one after the other.</summary>
    /// <exception cref="DirectoryNotFoundException">There is no such folder.</exception>
    public static IEnumerable<OnnxCaseResult> RunAll(string folder, Device device)
    {
        foreach (string directory in Find(folder))
        {
            string relative = Path.GetRelativePath(folder, directory);
            yield return Run(directory, device) with { Name = relative == "." ? Path.GetFileName(Path.GetFullPath(folder)) : relative };
        }
    }

    /// <summary>Runs the case in a folder with each of its sets of data.</summary>
    public static OnnxCaseResult Run(string directory, Device device)
    {
        string name = Path.GetFileName(directory);
        string[] sets = [.. Directory.EnumerateDirectories(directory, "test_data_set_*").Order(StringComparer.Ordinal)];
        if (sets.Length == 0) return new(name, OnnxCaseOutcome.Skipped, "there is no test_data_set_*");
        try
        {
            using IDisposable restoration = NoGrad.Begin();
            OnnxModel model = OnnxModel.Load(Path.Combine(directory, "model.onnx"), new OnnxOptions { Device = device });
            foreach (string set in sets)
            {
                if (Compare(model, set) is { } difference) return new(name, OnnxCaseOutcome.Failed, $"{Path.GetFileName(set)}: {difference}");
            }

            return new(name, OnnxCaseOutcome.Passed, null);
        }
        catch (UnsupportedModelException exception)
        {
            return new(name, OnnxCaseOutcome.Skipped, string.Join("; ", exception.Problems));
        }
        catch (GpuNNException exception)
        {
            return new(name, OnnxCaseOutcome.Failed, exception.Message);
        }
    }

    /// <summary>What is wrong with the outputs for a set of data; null where nothing is.</summary>
    private static string? Compare(OnnxModel model, string set)
    {
        var inputs = new Dictionary<string, (Tensor, ElementType)>(StringComparer.Ordinal);
        string[] order = [.. model.Inputs.Where(input => !input.IsOptional).Select(input => input.Name)];
        foreach (var (index, file) in Files(set, "input"))
        {
            TensorFile tensor = TensorFile.Read(File.ReadAllBytes(file), file);
            string input = model.Inputs.Any(known => known.Name == tensor.Name) ? tensor.Name
                : index < order.Length ? order[index]
                : throw new OnnxInputException(set, Path.GetFileName(file), "an input", $"{order.Length} of them");
            if (model.Inputs.First(known => known.Name == input).DType == DType.BFloat16) ReadAsBFloat16(tensor);
            inputs[input] = (TensorDecoder.Decode(tensor, file, set, model.Device), tensor.Type);
        }

        OnnxValue[] outputs = model.RunValues(inputs);
        foreach (var (index, file) in Files(set, "output"))
        {
            if (index >= outputs.Length) return $"there is no output {index}";
            TensorFile expected = TensorFile.Read(File.ReadAllBytes(file), file);
            if (outputs[index].Type == ElementType.BFloat16) ReadAsBFloat16(expected);
            if (Difference(outputs[index], expected, file) is { } difference) return $"output '{model.Outputs[index].Name}': {difference}";
        }

        return null;
    }

    /// <summary>NumPy has no bfloat16, so ONNX's data hold its bits as uint16.</summary>
    private static void ReadAsBFloat16(TensorFile tensor)
    {
        if (tensor.Type == ElementType.UInt16) tensor.Type = ElementType.BFloat16;
    }

    private static IEnumerable<(int Index, string File)> Files(string set, string kind)
    {
        for (int index = 0; ; index++)
        {
            string file = Path.Combine(set, FormattableString.Invariant($"{kind}_{index}.pb"));
            if (!File.Exists(file)) yield break;
            yield return (index, file);
        }
    }

    private static string? Difference(OnnxValue found, TensorFile expected, string file)
    {
        Tensor wanted = TensorDecoder.Decode(expected, file, null, Device.Cpu);
        if (found.Type != expected.Type) return $"found {found.Type}; expected {expected.Type}";
        if (found.Tensor.Shape != wanted.Shape) return $"found {found.Tensor.Shape}; expected {wanted.Shape}";
        double[] have = found.OnHost().Cast(DType.Float64).ToArray<double>(), want = wanted.Cast(DType.Float64).ToArray<double>();
        bool isExact = !wanted.DType.IsFloatingPoint();
        for (int index = 0; index < want.Length; index++)
        {
            bool isEqual = have[index] == want[index] || (double.IsNaN(have[index]) && double.IsNaN(want[index]));
            if (isEqual) continue;
            bool isClose = double.IsFinite(want[index]) && Math.Abs(have[index] - want[index]) <= Absolute + (Relative * Math.Abs(want[index]));
            if (isExact || !isClose) return FormattableString.Invariant($"element {index}: found {have[index]:R}; expected {want[index]:R}");
        }

        return null;
    }
}
