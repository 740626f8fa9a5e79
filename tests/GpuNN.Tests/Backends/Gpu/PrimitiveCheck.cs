using GpuNN.Backends;

namespace GpuNN.Tests.Backends.Gpu;

/// <summary>Runs a primitive on a device and on the float64 reference, and compares.</summary>
internal static class PrimitiveCheck
{
    /// <summary>Numbers of [−1, 1) that differ from element to element.</summary>
    public static double[] Numbers(long count, int seed)
    {
        var random = new Random(seed);
        var numbers = new double[count];
        for (long i = 0; i < count; i++) numbers[i] = (float)((random.NextDouble() * 2) - 1);
        return numbers;
    }

    /// <summary>A float32 tensor of <see cref="Numbers"/>, on a device.</summary>
    public static Tensor Random(Device device, int seed, params ReadOnlySpan<long> extents)
    {
        Shape shape = Shape.Create(extents);
        return Tensor.From(Array.ConvertAll(Numbers(shape.Count, seed), x => (float)x), shape, device);
    }

    /// <summary>Runs on the inputs' device into fresh contiguous outputs, and checks that the device did it.</summary>
    public static Tensor[] Run(Primitive primitive, Tensor[] inputs, params (DType DType, Shape Shape)[] outputs)
    {
        Device device = inputs[0].Device;
        Tensor[] results = Array.ConvertAll(outputs, output => Tensor.Zeros(output.Shape, output.DType, device));
        RunInto(primitive, inputs, results);
        return results;
    }

    /// <summary>Runs into tensors that are there.</summary>
    public static void RunInto(Primitive primitive, Tensor[] inputs, Tensor[] outputs)
    {
        Device device = outputs[0].Device;
        BufferView[] inputViews = Array.ConvertAll(inputs, input => input.View());
        BufferView[] outputViews = Array.ConvertAll(outputs, output => output.View());
        Support support = device.Backend.Supports(primitive, inputViews, outputViews);
        Assert.True(support.IsSupported, support.Reason);
        long launches = device.Backend.ExecutionCount;
        device.Backend.Execute(primitive, inputViews, outputViews);
        Assert.True(device.Backend.ExecutionCount > launches, $"{device} did not count {primitive.Name}");
    }

    /// <summary>A copy on the reference, floating-point numbers as float64.</summary>
    public static Tensor ToReference(Tensor tensor)
    {
        Tensor copy = tensor.Detach().To(Device.Reference);
        return copy.DType.IsFloatingPoint() ? copy.Cast(DType.Float64) : copy;
    }

    /// <summary>Checks outputs of a primitive against the reference's: |error| ≤ tolerance·max(1, |expected|).</summary>
    public static void AgainstReference(
        string deviceName, Primitive primitive, Func<Device, Tensor[]> makeInputs, Func<Device, Tensor[]> makeOutputs, double tolerance = 2e-6, bool keepsTypes = false)
    {
        Device device = GpuDevices.Open(deviceName);
        Tensor[] inputs = makeInputs(device), outputs = makeOutputs(device);
        Converter<Tensor, Tensor> copy = keepsTypes ? tensor => tensor.Detach().To(Device.Reference) : ToReference;
        Tensor[] expectedInputs = Array.ConvertAll(inputs, copy), expected = Array.ConvertAll(outputs, copy);
        RunInto(primitive, inputs, outputs);
        BufferView[] inputViews = Array.ConvertAll(expectedInputs, input => input.View());
        BufferView[] outputViews = Array.ConvertAll(expected, output => output.View());
        Device.Reference.Backend.Execute(primitive, inputViews, outputViews);
        for (int i = 0; i < outputs.Length; i++)
            Compare($"{primitive.Name} output {i} on {device}", ToReference(outputs[i]), ToReference(expected[i]), tolerance);
    }

    /// <summary>Compares element by element; NaN equals NaN.</summary>
    public static void Compare(string what, Tensor actual, Tensor expected, double tolerance)
    {
        Assert.Equal(expected.Shape, actual.Shape);
        double[] found = Values(actual), wanted = Values(expected);
        for (int i = 0; i < wanted.Length; i++)
        {
            if (double.IsNaN(wanted[i]) && double.IsNaN(found[i])) continue;
            if (found[i] == wanted[i]) continue;
            double error = Math.Abs(found[i] - wanted[i]) / Math.Max(1, Math.Abs(wanted[i]));
            Assert.True(error <= tolerance, $"{what}, element {i}: {found[i]} instead of {wanted[i]}");
        }
    }

    private static double[] Values(Tensor tensor) => tensor.DType switch
    {
        DType.Float64 => tensor.ToArray<double>(),
        DType.Int64 => Array.ConvertAll(tensor.ToArray<long>(), x => (double)x),
        DType.Int32 => Array.ConvertAll(tensor.ToArray<int>(), x => (double)x),
        DType.Bool => Array.ConvertAll(tensor.ToArray<bool>(), x => x ? 1.0 : 0.0),
        _ => tensor.Cast(DType.Float64).ToArray<double>(),
    };
}
