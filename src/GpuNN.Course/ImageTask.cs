using GpuNN.Data;
using GpuNN.Data.Generated;
using GpuNN.Data.Readers;

namespace GpuNN.Course;

/// <summary>Images to classify.</summary>
/// <param name="Training">What is learned from.</param>
/// <param name="Test">What is measured on.</param>
/// <param name="Classes">How many classes there are.</param>
public sealed record ImageTask(Dataset Training, Dataset Test, int Classes)
{
    /// <summary>The number of channels.</summary>
    public int Channels => (int)Training.InputShape[0];

    /// <summary>The numbers of an image.</summary>
    public int Pixels => (int)Training.InputShape.Count;

    /// <summary>The share of the commonest class in the test data: what is right without looking.</summary>
    public double MajorityShare => Enumerable.Range(0, Test.Count)
        .GroupBy(sample => Test.Target(sample)[0])
        .Max(group => group.Count()) / (double)Test.Count;

    /// <summary>Drawn digits (<see cref="DrawnDigits"/>).</summary>
    public static ImageTask Digits(int training, int test, int seed, int size = 28) => new(
        DrawnDigits.Create(training, seed, size), DrawnDigits.Create(test, unchecked(seed + 7919), size), 10);

    /// <summary>Coloured shapes (<see cref="ColouredShapes"/>).</summary>
    public static ImageTask Shapes(int training, int test, int seed) => new(
        ColouredShapes.Create(training, seed), ColouredShapes.Create(test, unchecked(seed + 7919)), ColouredShapes.Names.Count);

    /// <summary>Reads a folder by what lies in it: MNIST's four files, plain or gzipped, or CIFAR-10's binary batches, by their
    /// published names.</summary>
    /// <exception cref="MalformedFileException">A file is damaged.</exception>
    /// <exception cref="FileNotFoundException">The folder holds none of the known sets of files.</exception>
    public static ImageTask Load(string folder)
    {
        if (Find(folder, "train-images-idx3-ubyte", "train-images.idx3-ubyte") is { } images)
        {
            return new(
                IdxReader.Load(images, Required(folder, "train-labels-idx1-ubyte", "train-labels.idx1-ubyte")),
                IdxReader.Load(
                    Required(folder, "t10k-images-idx3-ubyte", "t10k-images.idx3-ubyte"),
                    Required(folder, "t10k-labels-idx1-ubyte", "t10k-labels.idx1-ubyte")),
                10);
        }

        string[] batches = Directory.Exists(folder) ? Directory.GetFiles(folder, "data_batch_*.bin") : [];
        if (batches.Length > 0)
            return new(Cifar10Reader.Load([.. batches.Order(StringComparer.Ordinal)]), Cifar10Reader.Load(Required(folder, "test_batch.bin")), 10);
        throw new FileNotFoundException(
            $"'{folder}' holds no images that are known: neither MNIST's train-images-idx3-ubyte and its companions nor CIFAR-10's data_batch_1.bin and its own.");
    }

    private static string? Find(string folder, params string[] names) => names
        .SelectMany(name => new[] { name, name + ".gz" })
        .Select(name => Path.Combine(folder, name))
        .FirstOrDefault(File.Exists);

    private static string Required(string folder, params string[] names) =>
        Find(folder, names) ?? throw new FileNotFoundException($"'{folder}' holds no {names[0]}.");
}
