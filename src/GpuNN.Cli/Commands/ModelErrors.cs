using GpuNN.Onnx;

namespace GpuNN.Cli.Commands;

/// <summary>What commands say of a model that cannot be read or run.</summary>
internal static class ModelErrors
{
    /// <summary>Runs a command on a model's file; where it fails, says why.</summary>
    public static int Report(string path, TextWriter error, Func<int> command)
    {
        try
        {
            return command();
        }
        catch (UnsupportedModelException exception)
        {
            error.WriteLine($"{path} needs what is not implemented:");
            foreach (string problem in exception.Problems) error.WriteLine($"  {problem}");
            return 1;
        }
        catch (Exception exception) when (exception is GpuNNException or IOException or UnauthorizedAccessException)
        {
            error.WriteLine(exception.Message);
            return 1;
        }
    }
}
