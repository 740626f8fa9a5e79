using System.Globalization;

namespace GpuNN.Tests.Optimizers;

/// <summary>What PyTorch computed: Fixtures/optimizers.csv, made by the script beside it.</summary>
internal static class PyTorchRecord
{
    private static readonly ILookup<string, double[]> Lines = File
        .ReadLines(Path.Combine(AppContext.BaseDirectory, "Optimizers", "Fixtures", "optimizers.csv"))
        .Select(line => line.Split(','))
        .ToLookup(words => words[0], words => words.Skip(2).Select(word => double.Parse(word, CultureInfo.InvariantCulture)).ToArray());

    /// <summary>A line for each of ten steps.</summary>
    public static double[][] Of(string name)
    {
        double[][] steps = [.. Lines[name]];
        Assert.Equal(10, steps.Length);
        return steps;
    }
}
