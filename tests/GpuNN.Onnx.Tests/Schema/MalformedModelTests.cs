using GpuNN.Onnx.Schema;

namespace GpuNN.Onnx.Tests.Schema;

/// <summary>Files that are none, graphs that are none, and dimensions that nothing can hold.</summary>
public class MalformedModelTests
{
    private static NodeModel Valid() => new NodeModel(13)
        .Input("x", DType.Float32, 2, 3)
        .Constant("w", Tensor.From([1f, 2, 3, 4, 5, 6], [3, 2]))
        .Integers("shape", 4)
        .Node("MatMul", "x,w", "a")
        .Node("Reshape", "a,shape", "b")
        .Node("Softmax", "b", "y")
        .Output("y");

    [Fact]
    public void EveryTruncationIsRefusedOrWhole()
    {
        byte[] bytes = Valid().Bytes();
        for (int length = 0; length < bytes.Length; length++) Assert.Null(Unexpected(bytes[..length]));
    }

    [Fact]
    public void MutatedFilesAreRefusedOrRun()
    {
        int count = Environment.GetEnvironmentVariable("GPUNN_SLOW") == "1" ? 100_000 : 3_000;
        byte[][] originals =
        [
            Valid().Bytes(),
            new NodeModel(11)
                .Input("x", DType.Float32, 1, 2, 5, 5)
                .Constant("w", Tensor.Ones([2, 2, 3, 3]))
                .Constant("scales", Tensor.From([1f, 1, 2, 2]))
                .Integers("pads", 0, 0, 1, 1, 0, 0, 1, 1)
                .Node("Conv", "x,w", "a", ("pads", new long[] { 1, 1, 1, 1 }), ("strides", new long[] { 2, 2 }))
                .Node("MaxPool", "a", "b", ("kernel_shape", new long[] { 2, 2 }), ("ceil_mode", 1))
                .Node("Pad", "b,pads", "c", ("mode", "reflect"))
                .Node("Resize", "c,,scales", "d", ("mode", "linear"))
                .Node("Shape", "d", "e")
                .Node("ConstantOfShape", "e", "f")
                .Node("ReduceSum", "f", "y", ("axes", new long[] { 1 }))
                .Output("y")
                .Bytes(),
        ];
        var random = new Random(20240611);
        long before = GC.GetTotalAllocatedBytes();
        for (int round = 0; round < count; round++)
        {
            byte[] mutated = Mutate(originals[round % originals.Length], random);
            string? unexpected = Unexpected(mutated);
            Assert.True(unexpected is null, $"round {round}: {unexpected}");
        }

        double perFile = (GC.GetTotalAllocatedBytes() - before) / (double)count;
        Assert.True(perFile < 2_000_000, $"{perFile:F0} bytes for each file");
    }

    [Fact]
    public void ACycleIsNamed()
    {
        NodeModel model = new NodeModel(13).Input("x", DType.Float32, 2).Node("Add", "x,b", "a").Node("Relu", "a", "b").Output("b");
        var exception = Assert.Throws<MalformedFileException>(() => model.Load());
        Assert.Contains("a cycle", exception.Found, StringComparison.Ordinal);
    }

    [Fact]
    public void NodesInAnotherOrderRun()
    {
        OnnxModel model = new NodeModel(13).Input("x", DType.Float32, 2).Node("Relu", "a", "y").Node("Neg", "x", "a").Output("y").Load();
        using IDisposable restoration = NoGrad.Begin();
        Assert.Equal([1, 0], model.Forward(Tensor.From([-1f, 2])).ToArray<float>());
    }

    [Theory]
    [InlineData("y", "z", "nothing makes")]
    [InlineData("x", "x", "there already")]
    [InlineData("x,x", "y", "inputs, not 1")]
    public void AGraphThatIsNone(string inputs, string output, string message)
    {
        NodeModel model = new NodeModel(13).Input("x", DType.Float32, 2).Node("Relu", inputs, output).Output(output);
        Assert.Contains(message, Assert.ThrowsAny<GpuNNException>(() => model.Load()).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(new long[] { 1L << 40, 1L << 40 })]
    [InlineData(new long[] { -1, 3 })]
    [InlineData(new long[] { 1L << 50 })]
    [InlineData(new long[] { 1, 1, 1, 1, 1, 1, 1, 1, 1 })]
    [InlineData(new long[] { 2 })]
    public void ATensorWhoseShapeIsNotItsData(long[] extents)
    {
        NodeModel model = Valid();
        model.Graph.Initializers[0].Extents.Clear();
        model.Graph.Initializers[0].Extents.AddRange(extents);
        Assert.Throws<MalformedFileException>(() => model.Load());
    }

    [Theory]
    [InlineData("ConstantOfShape")]
    [InlineData("Expand")]
    [InlineData("Tile")]
    public void AbsurdDimensionsAreRefusedBeforeAnythingIsAllocated(string name)
    {
        NodeModel model = new NodeModel(13).Integers("shape", 1L << 20, 1L << 20).Constant("x", Tensor.Ones([1, 1]));
        model.Node(name, name == "ConstantOfShape" ? "shape" : "x,shape", "y").Output("y");
        long before = GC.GetTotalAllocatedBytes();
        var exception = Assert.Throws<OnnxNodeException>(() => model.Load().Run());
        Assert.Contains("MaximumTensorBytes", exception.Message, StringComparison.Ordinal);
        Assert.True(GC.GetTotalAllocatedBytes() - before < 5_000_000);
    }

    [Theory]
    [InlineData("../secret.bin")]
    [InlineData("/etc/hostname")]
    [InlineData("inner/../../secret.bin")]
    [InlineData("link.bin")]
    [InlineData("")]
    public void ExternalDataStayInTheFolder(string location)
    {
        string root = Directory.CreateTempSubdirectory("gpunn-onnx").FullName, folder = Path.Combine(root, "model");
        try
        {
            Directory.CreateDirectory(Path.Combine(folder, "inner"));
            File.WriteAllBytes(Path.Combine(root, "secret.bin"), new byte[24]);
            File.CreateSymbolicLink(Path.Combine(folder, "link.bin"), Path.Combine(root, "secret.bin"));
            Assert.Contains("inside", Assert.Throws<MalformedFileException>(() => LoadExternal(folder, location)).Expected, StringComparison.Ordinal);
        }
        finally
        {
            Directory.Delete(root, recursive: true);
        }
    }

    [Fact]
    public void ExternalDataAreRead()
    {
        string folder = Directory.CreateTempSubdirectory("gpunn-onnx").FullName;
        try
        {
            byte[] data = new byte[32];
            System.Runtime.InteropServices.MemoryMarshal.AsBytes<float>([1, 2, 3, 4, 5, 6]).CopyTo(data.AsSpan(8));
            File.WriteAllBytes(Path.Combine(folder, "weights.bin"), data);
            OnnxModel model = LoadExternal(folder, "weights.bin", ("offset", "8"), ("length", "24"));
            Assert.Equal([1, 2, 3, 4, 5, 6], model.Parameters.Single().ToArray<float>());
            Assert.Throws<MalformedFileException>(() => LoadExternal(folder, "weights.bin", ("offset", "16")));
            Assert.Throws<MalformedFileException>(() => LoadExternal(folder, "weights.bin", ("offset", "-8")));
            Assert.Throws<MalformedFileException>(() => LoadExternal(folder, "weights.bin", ("length", "23")));
            Assert.Throws<MalformedFileException>(() => LoadExternal(folder, "missing.bin"));
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static OnnxModel LoadExternal(string folder, string location, params (string Key, string Value)[] entries)
    {
        NodeModel model = Valid();
        TensorFile weights = model.Graph.Initializers[0];
        string path = Path.Combine(folder, "model.onnx");
        // The writer has no external data, so the fields are appended by hand to the tensor's message.
        File.WriteAllBytes(path, ExternalModel.Bytes(model, weights, [("location", location), .. entries]));
        return OnnxModel.Load(path);
    }

    /// <summary>What went wrong but should not; null where the file was refused, or runs.</summary>
    private static string? Unexpected(byte[] bytes)
    {
        try
        {
            using IDisposable restoration = NoGrad.Begin();
            OnnxModel model = OnnxModel.Load(bytes, new OnnxOptions { MaximumTensorBytes = 1 << 20 });
            var inputs = new Dictionary<string, Tensor>(StringComparer.Ordinal);
            foreach (OnnxTensorInfo input in model.Inputs.Where(input => !input.IsOptional))
            {
                if (input.Extents is null || input.Extents.Any(extent => extent is < -1 or > 64) || input.Extents.Count > 8) return null;
                inputs[input.Name] = Tensor.Ones(Shape.Create([.. input.Extents.Select(extent => extent < 0 ? 2 : extent)]), input.DType ?? DType.Float32);
                if (inputs[input.Name].Count > 100_000) return null;
            }

            foreach (Tensor output in model.Run(inputs).Values) output.Dispose();
            return null;
        }
        catch (GpuNNException)
        {
            return null;
        }
        catch (Exception exception)
        {
            return exception.ToString();
        }
    }

    private static byte[] Mutate(byte[] original, Random random)
    {
        var bytes = new List<byte>(original);
        for (int change = random.Next(1, 4); change > 0 && bytes.Count > 0; change--)
        {
            int at = random.Next(bytes.Count);
            switch (random.Next(8))
            {
                case 0: bytes[at] ^= (byte)(1 << random.Next(8)); break;
                case 1: bytes[at] = (byte)random.Next(256); break;
                case 2: bytes.Insert(at, (byte)random.Next(256)); break;
                case 3: bytes.RemoveAt(at); break;
                case 4: bytes.RemoveRange(at, Math.Min(random.Next(1, 30), bytes.Count - at)); break;
                case 5: bytes.InsertRange(at, bytes.GetRange(at, Math.Min(random.Next(1, 20), bytes.Count - at))); break;
                default: bytes[at] = (byte)(bytes[at] + random.Next(-2, 3)); break;
            }
        }

        return [.. bytes];
    }
}
