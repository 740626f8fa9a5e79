using System.CommandLine;
using GpuNN.Files;
using GpuNN.Onnx;

namespace GpuNN.Cli.Commands;

/// <summary><c>gpunn run</c>: runs an ONNX model on arrays in .npy files.</summary>
internal static class RunCommand
{
    public static Command Create()
    {
        var model = new Argument<FileInfo>("model") { Description = "The model, an .onnx file" };
        var inputs = new Option<string[]>("--input") { Description = "An input, as NAME=FILE.npy; once for each", DefaultValueFactory = _ => [] };
        var folder = new Option<DirectoryInfo?>("--output") { Description = "The folder for the outputs, NAME.npy each; without it they are printed" };
        var device = new Option<string>("--device") { Description = "The device", DefaultValueFactory = _ => "cpu" };
        var command = new Command("run", "Runs an ONNX model on .npy files") { model, inputs, folder, device };
        command.SetAction(result => Run(
            result.InvocationConfiguration.Output,
            result.InvocationConfiguration.Error,
            result.GetValue(model)!.FullName,
            result.GetValue(inputs)!,
            result.GetValue(folder)?.FullName,
            result.GetValue(device)!));
        return command;
    }

    private static int Run(TextWriter output, TextWriter error, string path, string[] arguments, string? folder, string deviceName)
    {
        return ModelErrors.Report(path, error, () =>
        {
            Device device = Device.Parse(deviceName);
            using IDisposable restoration = NoGrad.Begin();
            OnnxModel model = OnnxModel.Load(path, new OnnxOptions { Device = device });
            var inputs = new Dictionary<string, Tensor>(StringComparer.Ordinal);
            foreach (string argument in arguments)
            {
                if (argument.Split('=', 2) is not [{ Length: > 0 } name, { Length: > 0 } file])
                {
                    error.WriteLine($"'{argument}' is not NAME=FILE.npy. The inputs are {string.Join(", ", model.Inputs)}.");
                    return 2;
                }

                inputs[name] = NumPyFile.Load(file, device);
            }

            IReadOnlyDictionary<string, Tensor> outputs = model.Run(inputs);
            if (folder is not null) Directory.CreateDirectory(folder);
            foreach (var (name, tensor) in outputs)
            {
                if (folder is null)
                {
                    output.WriteLine($"{name}: {tensor}");
                    continue;
                }

                string file = Path.Combine(folder, $"{FileName(name)}.npy");
                NumPyFile.Save(file, tensor);
                output.WriteLine($"{name}: {tensor.DType}{tensor.Shape} in {file}");
            }

            return 0;
        });
    }

    /// <summary>Names of values may hold anything; what a file's name may not becomes an underscore.</summary>
    private static string FileName(string name)
    {
        char[] forbidden = [.. Path.GetInvalidFileNameChars(), '/', '\\', ':'];
        return string.Concat(name.Select(letter => forbidden.Contains(letter) ? '_' : letter));
    }
}
