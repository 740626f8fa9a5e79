using System.Text;
using GpuNN.Layers;

namespace GpuNN.Tests.Training;

/// <summary>The numbers of Fixtures/training.py: a function of a name and an index, so that no weights are stored.</summary>
internal static class GoldenNumbers
{
    /// <summary>Numbers in [−1, 1): FNV-1a of the name, then a mixing of the index.</summary>
    public static double[] Of(string name, long count)
    {
        uint seed = 2166136261;
        foreach (byte letter in Encoding.ASCII.GetBytes(name)) seed = (seed ^ letter) * 16777619;
        var numbers = new double[count];
        for (long index = 0; index < count; index++)
        {
            uint x = seed + ((uint)index * 0x9E3779B9u);
            x = (x ^ (x >> 16)) * 0x21F0AAAD;
            x = (x ^ (x >> 15)) * 0x735A2D97;
            x ^= x >> 15;
            numbers[index] = (x / 2147483648.0) - 1;
        }

        return numbers;
    }

    public static Tensor Draw(string name, DType dtype, Device device, params long[] extents)
    {
        Shape shape = Shape.Create(extents);
        return Single(Of(name, shape.Count), shape, device).Cast(dtype);
    }

    public static Tensor DrawIntegers(string name, int bound, Device device, params long[] extents)
    {
        Shape shape = Shape.Create(extents);
        return Tensor.From([.. Of(name, shape.Count).Select(number => (long)Math.Floor((number + 1) / 2 * bound))], shape, device);
    }

    /// <summary>Sets every parameter from its name.</summary>
    public static void Initialise(Module model, DType dtype, Device device)
    {
        model.To(device);
        model.To(dtype);
        using IDisposable restoration = NoGrad.Begin();
        foreach (var (name, parameter) in model.NamedParameters)
        {
            double[] numbers = Of(name, parameter.Count);
            double spread = parameter.Rank == 1 ? 0.1 : 1 / Math.Sqrt(parameter.Count / parameter.Shape[0]);
            double center = name.Contains("norm", StringComparison.Ordinal) && name.EndsWith("weight", StringComparison.Ordinal) ? 1 : 0;
            parameter.CopyFrom(Single([.. numbers.Select(number => center + (number * spread))], parameter.Shape, device));
        }
    }

    private static Tensor Single(double[] numbers, in Shape shape, Device device) =>
        Tensor.From([.. numbers.Select(number => (float)number)], shape, device);
}
