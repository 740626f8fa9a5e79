using System.IO.Compression;
using System.Text;
using GpuNN.Files;

namespace GpuNN.Tests.Files;

public sealed class NumPyTests
{
    private static string Fixture(string name) => Path.Combine(AppContext.BaseDirectory, "Files", "Fixtures", name);

    [Fact]
    public void Arrays_written_by_Python_are_read()
    {
        Dictionary<string, Tensor> arrays = NumPyFile.LoadArchive(Fixture("python.npz"));
        Assert.Equal([1f, 2f, 3f, 4f, 5f, 6f], arrays["f4"].ToArray<float>());
        Assert.Equal([2, 3], arrays["f4"].Shape.ToArray());
        Assert.Equal([1.0, 2, 3, 4, 5, 6], arrays["fortran"].ToArray<double>());
        Assert.Equal([1, -2, 70000], arrays["bigendian"].ToArray<int>());
        Assert.Equal([true, false, true], arrays["b1"].ToArray<bool>());
        Assert.Equal(7.5, arrays["scalar"].ToScalar());
        Assert.Equal(0, arrays["empty"].Count);
    }

    [Theory]
    [InlineData(DType.Float32)]
    [InlineData(DType.Float64)]
    [InlineData(DType.Float16)]
    [InlineData(DType.Int32)]
    [InlineData(DType.Int64)]
    [InlineData(DType.UInt8)]
    [InlineData(DType.Bool)]
    public void What_is_written_is_read(DType dtype)
    {
        foreach (Shape shape in (Shape[])[[], [4], [2, 3], [0, 2], [1, 2, 3, 1]])
        {
            Tensor tensor = Tensor.From(Enumerable.Range(0, (int)shape.Count).Select(i => i * 1.0).ToArray(), shape).Cast(dtype);
            using var stream = new MemoryStream();
            NumPyFile.Save(stream, tensor);
            Assert.Equal(0, (stream.Length - (tensor.Count * dtype.Size())) % 64);
            stream.Position = 0;
            Tensor read = NumPyFile.Load(stream, "test", stream.Length);
            Assert.Equal(shape, read.Shape);
            Assert.Equal(tensor.Cast(DType.Float64).ToArray<double>(), read.Cast(DType.Float64).ToArray<double>());
        }
    }

    [Theory]
    [InlineData("")]
    [InlineData("\u0093NUMPX\u0001\u0000")]
    [InlineData("\u0093NUMPY\u0009\u0000")]
    [InlineData("\u0093NUMPY\u0002\u0000\u00ff\u00ff\u00ff\u007f")]
    [InlineData("\u0093NUMPY\u0001\u0000\u0002\u0000{}")]
    [InlineData("\u0093NUMPY\u0001\u0000\u003b\u0000{'descr': '<f4', 'fortran_order': False, 'shape': (99999,)}")]
    [InlineData("\u0093NUMPY\u0001\u0000\u0038\u0000{'descr': '<c8', 'fortran_order': False, 'shape': (1,)}  ")]
    public void A_malformed_file_is_refused(string text)
    {
        byte[] bytes = Encoding.Latin1.GetBytes(text);
        Assert.Throws<MalformedFileException>(() => NumPyFile.Load(new MemoryStream(bytes), "bad.npy", bytes.Length));
    }

    [Fact]
    public void An_archive_that_claims_too_much_is_refused()
    {
        using var stream = new MemoryStream();
        using (var archive = new ZipArchive(stream, ZipArchiveMode.Create, leaveOpen: true))
        {
            using Stream entry = archive.CreateEntry("x.npy").Open();
            entry.Write("\u0093NUMPY\u0001\u0000\u003e\u0000{'descr': '<f4', 'fortran_order': False, 'shape': (99999999,)}"u8[1..]);
        }

        Assert.Throws<MalformedFileException>(() => NumPyFile.LoadArchive(stream, "bomb.npz"));
    }

    [Fact]
    public void Bfloat16_is_refused_by_name() =>
        Assert.Throws<DTypeMismatchException>(() => NumPyFile.Save(new MemoryStream(), Tensor.Ones([2]).Cast(DType.BFloat16)));

    [Fact]
    [Trait("Category", "Slow")]
    public void Mutated_arrays_are_read_or_refused()
    {
        using var stream = new MemoryStream();
        NumPyFile.Save(stream, Tensor.From([1f, 2f, 3f], [3, 1]));
        FileMutation.Check(stream.ToArray(), SlowTests.Count(3000, 100_000), data => NumPyFile.Load(data, "mutated", data.Length).Dispose());
    }

    [Fact]
    [Trait("Category", "Slow")]
    public void Mutated_archives_are_read_or_refused() =>
        FileMutation.Check(File.ReadAllBytes(Fixture("python.npz")), SlowTests.Count(1000, 100_000), data =>
        {
            foreach (Tensor tensor in NumPyFile.LoadArchive(data, "mutated").Values) tensor.Dispose();
        });
}
