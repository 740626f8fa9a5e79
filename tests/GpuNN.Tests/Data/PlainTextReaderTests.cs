using GpuNN.Data.Readers;

namespace GpuNN.Tests.Data;

public sealed class PlainTextReaderTests
{
    [Fact]
    public void Lines_end_with_one_character_and_the_mark_is_dropped() =>
        Assert.Equal("ä\nb\nc\n", Read([0xEF, 0xBB, 0xBF, 0xC3, 0xA4, 13, 10, (byte)'b', 13, (byte)'c', 10]));

    [Theory]
    [InlineData(new byte[] { 65, 66, 0xFF, 67 }, "byte 2")]
    [InlineData(new byte[] { 65, 0xC3 }, "byte 1")]
    [InlineData(new byte[] { 0xEF, 0xBB, 0xBF, 65, 0x80 }, "byte 4")]
    public void What_is_no_UTF_8_is_refused_and_its_place_named(byte[] bytes, string place) =>
        Assert.Equal(place, Assert.Throws<MalformedFileException>(() => Read(bytes)).Place);

    private static string Read(byte[] bytes) => PlainTextReader.Read(new MemoryStream(bytes), "text");
}
