using System.Buffers.Binary;
using System.Globalization;
using System.Text;
using GpuNN.Course;
using GpuNN.Data;
using GpuNN.Data.Generated;

namespace GpuNN.Tests.Course;

/// <summary><c>--data</c>: files in the published formats, written here, train a recipe, and its checkpoint measures the same on
/// them.</summary>
[Collection(ExclusiveCollection.Name)]
public sealed class OwnDataTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("gpunn").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void Softmax_learns_from_MNISTs_files()
    {
        WriteIdx("train", DrawnDigits.Create(800, 3));
        WriteIdx("t10k", DrawnDigits.Create(200, 4));
        RecipeResult result = TrainAndEvaluate("softmax", epochs: 6);
        // Ten digits: chance is a tenth.
        Assert.InRange(result.Value, 0.3, 1);
    }

    [Fact]
    public void Mlp_learns_from_CIFARs_files()
    {
        WriteCifar("data_batch_1.bin", ColouredShapes.Create(300, 3));
        WriteCifar("data_batch_2.bin", ColouredShapes.Create(300, 4));
        WriteCifar("test_batch.bin", ColouredShapes.Create(200, 5));
        RecipeResult result = TrainAndEvaluate("mlp", epochs: 4);
        // Six figures.
        Assert.InRange(result.Value, 1.3 / 6, 1);
    }

    [Fact]
    public void Gcn_learns_from_Coras_files()
    {
        StochasticBlockModel blocks = StochasticBlockModel.Create(3, 60, 0.15, 0.01, 8, 1, 3);
        int papers = blocks.Communities.Length, features = blocks.Features.Length / papers;
        var content = new StringBuilder();
        for (int paper = 0; paper < papers; paper++)
        {
            content.Append(CultureInfo.InvariantCulture, $"paper{paper}");
            foreach (float feature in blocks.Features.AsSpan(paper * features, features)) content.Append(feature > 0 ? "\t1" : "\t0");
            content.Append(CultureInfo.InvariantCulture, $"\tsubject_{blocks.Communities[paper]}\n");
        }

        File.WriteAllText(Path.Combine(_folder, "small.content"), content.ToString());
        File.WriteAllLines(Path.Combine(_folder, "small.cites"), blocks.Edges.Select(edge => $"paper{edge.Source}\tpaper{edge.Target}"));
        RecipeResult result = TrainAndEvaluate("gcn", epochs: 60);
        Assert.InRange(result.Value, 0.7, 1);
    }

    private RecipeResult TrainAndEvaluate(string name, int epochs)
    {
        Recipe recipe = RecipeCatalogue.Find(name)!;
        var context = new RecipeContext
        {
            OutputDirectory = Path.Combine(_folder, "out"),
            Device = Device.Cpu,
            DataPath = _folder,
            Epochs = epochs,
        };
        RecipeResult result = RecipeRun.Train(recipe, context);
        Assert.Equal(result.Value, RecipeRun.Evaluate(recipe, context).Values.First());
        return result;
    }

    private void WriteIdx(string prefix, Dataset images)
    {
        int size = (int)images.InputShape[^1];
        using FileStream pixels = File.Create(Path.Combine(_folder, $"{prefix}-images-idx3-ubyte")), labels = File.Create(Path.Combine(_folder, $"{prefix}-labels-idx1-ubyte"));
        WriteNumbers(pixels, 0x803, images.Count, size, size);
        WriteNumbers(labels, 0x801, images.Count);
        for (int sample = 0; sample < images.Count; sample++)
        {
            pixels.Write(Bytes(images.Input(sample)));
            labels.WriteByte((byte)images.Target(sample)[0]);
        }
    }

    /// <summary>A byte for the class, then a plane of 32×32 for red, green and blue.</summary>
    private void WriteCifar(string name, Dataset images)
    {
        using FileStream file = File.Create(Path.Combine(_folder, name));
        for (int sample = 0; sample < images.Count; sample++)
        {
            file.WriteByte((byte)images.Target(sample)[0]);
            file.Write(Bytes(images.Input(sample)));
        }
    }

    private static void WriteNumbers(Stream stream, params int[] numbers)
    {
        Span<byte> bytes = stackalloc byte[4];
        foreach (int number in numbers)
        {
            BinaryPrimitives.WriteInt32BigEndian(bytes, number);
            stream.Write(bytes);
        }
    }

    private static byte[] Bytes(ReadOnlySpan<float> pixels)
    {
        var bytes = new byte[pixels.Length];
        for (int index = 0; index < bytes.Length; index++) bytes[index] = (byte)Math.Clamp(pixels[index] * 255, 0, 255);
        return bytes;
    }
}
