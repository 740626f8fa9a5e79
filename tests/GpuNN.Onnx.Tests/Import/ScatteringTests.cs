namespace GpuNN.Onnx.Tests.Import;

/// <summary>Elements put at indices, several at one place among them, against a plain loop.</summary>
public class ScatteringTests
{
    public static TheoryData<string, string> Cases
    {
        get
        {
            var cases = new TheoryData<string, string>();
            foreach (string device in new[] { "cpu", "jit-cpu", "opencl:0" })
            {
                foreach (string reduction in new[] { "add", "mul", "max", "min" }) cases.Add(device, reduction);
            }

            return cases;
        }
    }

    [SkippableTheory]
    [MemberData(nameof(Cases))]
    public void UpdatesThatMeetAreAllCounted(string deviceName, string reduction)
    {
        Skip.IfNot(Device.Enumerate().Any(device => device.Name == deviceName && device.UnavailableReason is null), $"no {deviceName} here");
        var random = new Random(5);
        const int Rows = 4, Columns = 3, Updates = 11;
        float[] x = Draw(Rows * Columns), updates = Draw(Updates * Columns);
        long[] indices = [.. Enumerable.Range(0, Updates * Columns).Select(_ => random.NextInt64(-Rows, Rows))];
        var expected = (float[])x.Clone();
        for (int index = 0; index < updates.Length; index++)
            Combine(ref expected[((indices[index] + Rows) % Rows * Columns) + (index % Columns)], updates[index]);
        AssertSame(expected, Run("ScatterElements", Tensor.From(indices, [Updates, Columns])));

        var expectedRows = (float[])x.Clone();
        for (int index = 0; index < updates.Length; index++)
            Combine(ref expectedRows[((indices[index / Columns] + Rows) % Rows * Columns) + (index % Columns)], updates[index]);
        AssertSame(expectedRows, Run("ScatterND", Tensor.From(indices[..Updates], [Updates, 1])));

        float[] Draw(int count) => [.. Enumerable.Range(0, count).Select(_ => (random.NextSingle() * 2) - 1)];

        Tensor Run(string name, Tensor places) => NodeModel.Run(
            name, [Tensor.From(x, [Rows, Columns]), places, Tensor.From(updates, [Updates, Columns])], [("reduction", reduction)], 18, device: Device.Parse(deviceName));

        void Combine(ref float old, float update) => old = reduction switch
        {
            "add" => old + update,
            "mul" => old * update,
            "max" => Math.Max(old, update),
            _ => Math.Min(old, update),
        };
    }

    [Fact]
    public void AProductsGradientReachesTheUpdates()
    {
        OnnxModel model = new NodeModel(18).Input("x", DType.Float32, 3).Constant("u", Tensor.From([2f, 5, 7])).Integers("i", 1, 1, 2).Output("y")
            .Node("ScatterElements", "x,i,u", "y", ("reduction", "mul")).Load(Device.Cpu);
        Tensor y = model.Forward(Tensor.From([3f, 4, 6]));
        Assert.Equal([3, 40, 42], y.ToArray<float>());
        y.Sum().Backward();
        Assert.Equal([20, 8, 6], model.NamedParameters.Single().Value.Grad!.ToArray<float>());
    }

    private static void AssertSame(float[] expected, Tensor found) =>
        Assert.True(found.Reshape(expected.Length).AllClose(Tensor.From(expected), 1e-5, 1e-6), $"{found}");
}
