using System.Buffers.Binary;
using System.Text;
using GpuNN.Backends;
using GpuNN.Files;

namespace GpuNN.Tests.Files;

public sealed class SafetensorsTests
{
    private static readonly byte[] Small = Save(new()
    {
        ["weight"] = Tensor.From([1f, 2f, 3f, 4f, 5f, 6f], [2, 3]),
        ["bias"] = Tensor.From([1L, -2L], [2]),
    });

    [Theory]
    [InlineData(DType.Float32)]
    [InlineData(DType.Float64)]
    [InlineData(DType.Float16)]
    [InlineData(DType.BFloat16)]
    [InlineData(DType.Int32)]
    [InlineData(DType.Int64)]
    [InlineData(DType.UInt8)]
    [InlineData(DType.Bool)]
    public void What_is_written_is_read(DType dtype)
    {
        Tensor tensor = Tensor.From([0f, 1f, 2f, 3f, 100f, 7f], [3, 2]).Cast(dtype);
        using SafetensorsFile file = Open(Save(new() { ["a.b"] = tensor, ["empty"] = Tensor.Zeros([0, 3]), ["scalar"] = Tensor.Scalar(4) }));
        Tensor read = file.Load("a.b");
        Assert.Equal(dtype, read.DType);
        Assert.Equal(tensor.Cast(DType.Float64).ToArray<double>(), read.Cast(DType.Float64).ToArray<double>());
        Assert.Equal([0, 3], file.Load("empty").Shape.ToArray());
        Assert.Equal(4, file.Load("scalar").ToScalar());
    }

    [Fact]
    public void A_view_is_written_as_it_is_seen()
    {
        Tensor view = Tensor.From([1f, 2f, 3f, 4f, 5f, 6f], [2, 3]).Transpose();
        using SafetensorsFile file = Open(Save(new() { ["view"] = view }));
        Assert.Equal([1f, 4f, 2f, 5f, 3f, 6f], file.Load("view").ToArray<float>());
    }

    [Fact]
    public void A_file_written_by_Python_is_read()
    {
        using SafetensorsFile file = SafetensorsFile.Open(Path.Combine(AppContext.BaseDirectory, "Files", "Fixtures", "python.safetensors"));
        Assert.Equal("pt", file.Metadata["format"]);
        Assert.Equal([-1f, 0.5f, 3f], file.Load("f32").ToArray<float>());
        Assert.Equal([-1.0, 0.5, 3], file.Load("f64").ToArray<double>());
        Assert.Equal([-1, 2, 300], file.Load("i16").ToArray<int>());
        Assert.Equal([-1, 2, 3], file.Load("i8").ToArray<int>());
        Assert.Equal([1L, 2L, 4000000000L], file.Load("u32").ToArray<long>());
        Assert.Equal([true, false], file.Load("bool").ToArray<bool>());
        Assert.Equal([1.5f, -2f], file.Load("bf16").Cast(DType.Float32).ToArray<float>());
    }

    [Fact]
    public void A_mapped_file_lends_its_pages_and_is_not_changed()
    {
        string path = Path.Combine(Path.GetTempPath(), $"gpunn-{Guid.NewGuid():N}.safetensors");
        try
        {
            float[] numbers = [.. Enumerable.Range(0, 1000).Select(number => number / 8f)];
            SafetensorsFile.Save(path, new Dictionary<string, Tensor> { ["a"] = Tensor.From(numbers), ["b"] = Tensor.From([1L, 2L]) });
            byte[] before = File.ReadAllBytes(path);
            Tensor a, b;
            using (SafetensorsFile file = SafetensorsFile.OpenMapped(path))
            {
                a = file.Load("a");
                b = file.Load("b");
            }

            Assert.IsNotType<HostBuffer>(a.View(nameof(SafetensorsTests)).Buffer);
            Assert.Equal(numbers, a.ToArray<float>());
            Assert.Equal([1L, 2L], b.ToArray<long>());
            a.CopyFrom(Tensor.Zeros([1000]));
            Assert.All(a.ToArray<float>(), number => Assert.Equal(0, number));
            Assert.Equal(before, File.ReadAllBytes(path));
        }
        finally
        {
            File.Delete(path);
        }
    }

    [Fact]
    public void A_mapped_file_that_is_damaged_is_refused()
    {
        string path = Path.Combine(Path.GetTempPath(), $"gpunn-{Guid.NewGuid():N}.safetensors");
        try
        {
            foreach (int length in (int[])[0, 4, 20, Small.Length - 1])
            {
                File.WriteAllBytes(path, Small[..length]);
                Assert.Throws<MalformedFileException>(() => SafetensorsFile.OpenMapped(path));
            }
        }
        finally
        {
            File.Delete(path);
        }
    }

    public static TheoryData<string, byte[]> Malformed => new()
    {
        { "empty", [] },
        { "shorter than its prefix", [1, 2, 3] },
        { "header longer than the file", WithHeader("{}", length: 1000) },
        { "absurd header length", WithHeader("{}", length: ulong.MaxValue) },
        { "no JSON", WithHeader("nonsense") },
        { "an array", WithHeader("[]") },
        { "text behind the object", WithHeader("{} {}") },
        { "deep JSON", WithHeader(string.Concat(Enumerable.Repeat("{\"a\":", 5000)) + "1" + new string('}', 5000)) },
        { "unknown type", WithHeader("""{"a":{"dtype":"F8","shape":[1],"data_offsets":[0,1]}}""", data: 1) },
        { "offset outside", WithHeader("""{"a":{"dtype":"F32","shape":[1],"data_offsets":[0,4]}}""", data: 3) },
        { "size that is not the shape's", WithHeader("""{"a":{"dtype":"F32","shape":[2],"data_offsets":[0,4]}}""", data: 4) },
        { "negative offset", WithHeader("""{"a":{"dtype":"F32","shape":[1],"data_offsets":[-4,0]}}""", data: 4) },
        { "negative extent", WithHeader("""{"a":{"dtype":"F32","shape":[-1],"data_offsets":[0,4]}}""", data: 4) },
        { "overflowing shape", WithHeader("""{"a":{"dtype":"F32","shape":[4294967296,4294967296],"data_offsets":[0,0]}}""") },
        { "too many axes", WithHeader("""{"a":{"dtype":"F32","shape":[1,1,1,1,1,1,1,1,1],"data_offsets":[0,4]}}""", data: 4) },
        { "overlap", WithHeader("""{"a":{"dtype":"U8","shape":[2],"data_offsets":[0,2]},"b":{"dtype":"U8","shape":[2],"data_offsets":[1,3]}}""", data: 3) },
        { "hole", WithHeader("""{"a":{"dtype":"U8","shape":[1],"data_offsets":[0,1]},"b":{"dtype":"U8","shape":[1],"data_offsets":[2,3]}}""", data: 3) },
        { "data behind the last tensor", WithHeader("""{"a":{"dtype":"U8","shape":[1],"data_offsets":[0,1]}}""", data: 2) },
        { "a name twice", WithHeader("""{"a":{"dtype":"U8","shape":[1],"data_offsets":[0,1]},"a":{"dtype":"U8","shape":[1],"data_offsets":[1,2]}}""", data: 2) },
        { "missing field", WithHeader("""{"a":{"dtype":"U8","shape":[1]}}""", data: 1) },
        { "three offsets", WithHeader("""{"a":{"dtype":"U8","shape":[1],"data_offsets":[0,1,1]}}""", data: 1) },
        { "a fraction", WithHeader("""{"a":{"dtype":"U8","shape":[1.5],"data_offsets":[0,1]}}""", data: 1) },
    };

    [Theory]
    [MemberData(nameof(Malformed))]
    public void A_malformed_file_is_refused_and_named(string what, byte[] bytes)
    {
        var exception = Assert.Throws<MalformedFileException>(() => SafetensorsFile.Open(new MemoryStream(bytes), "bad.safetensors"));
        Assert.Equal("bad.safetensors", exception.File);
        Assert.True(exception.Place.Length > 0, what);
    }

    [Fact]
    [Trait("Category", "Slow")]
    public void Mutated_files_are_read_or_refused() => FileMutation.Check(Small, SlowTests.Count(3000, 100_000), stream =>
    {
        using SafetensorsFile file = SafetensorsFile.Open(stream);
        foreach (Tensor tensor in file.LoadAll().Values) tensor.Dispose();
    });

    private static byte[] WithHeader(string header, ulong? length = null, int data = 0)
    {
        byte[] text = Encoding.UTF8.GetBytes(header);
        var bytes = new byte[8 + text.Length + data];
        BinaryPrimitives.WriteUInt64LittleEndian(bytes, length ?? (ulong)text.Length);
        text.CopyTo(bytes, 8);
        return bytes;
    }

    private static byte[] Save(Dictionary<string, Tensor> tensors)
    {
        using var stream = new MemoryStream();
        SafetensorsFile.Save(stream, tensors);
        return stream.ToArray();
    }

    private static SafetensorsFile Open(byte[] bytes) => SafetensorsFile.Open(new MemoryStream(bytes));
}
