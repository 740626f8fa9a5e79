using GpuNN.Data.Readers;
using GpuNN.Tests.Files;

namespace GpuNN.Tests.Data;

public sealed class IdxReaderTests
{
    private static readonly byte[] Labels = [0, 0, 8, 1, 0, 0, 0, 3, 7, 8, 9];

    [Fact]
    public void Elements_and_extents_are_read()
    {
        var (elements, extents) = IdxReader.Read(new MemoryStream(Labels), "labels", 1);
        Assert.Equal([7, 8, 9], elements);
        Assert.Equal([3], extents);
    }

    [Theory]
    [InlineData(new byte[] { 0, 0, 8 })]
    [InlineData(new byte[] { 0, 0, 9, 1, 0, 0, 0, 1, 5 })]
    [InlineData(new byte[] { 0, 0, 8, 2, 0, 0, 0, 1, 5 })]
    [InlineData(new byte[] { 0, 0, 8, 1, 0, 0, 0, 2, 5 })]
    [InlineData(new byte[] { 0, 0, 8, 1, 0x7F, 0xFF, 0xFF, 0xFF, 5 })]
    [InlineData(new byte[] { 0, 0, 8, 1, 0xFF, 0xFF, 0xFF, 0xFF, 5 })]
    public void A_malformed_file_is_refused(byte[] bytes) =>
        Assert.Throws<MalformedFileException>(() => IdxReader.Read(new MemoryStream(bytes), "labels", 1));

    [Fact]
    [Trait("Category", "Slow")]
    public void Mutated_files_are_read_or_refused() =>
        FileMutation.Check(Labels, SlowTests.Count(3000, 100_000), stream => IdxReader.Read(stream, "mutated", 1));
}
