using GpuNN.Data.Readers;

namespace GpuNN.Tests.Data;

public sealed class CoraReaderTests
{
    private const string Content = "p7\t0\t1\t0\tTheory\nx2\t1\t0\t0\tNeural_Networks\n\na\t1\t1\t0\tTheory\n";

    [Fact]
    public void Papers_features_subjects_and_citations_are_read()
    {
        CitationGraph graph = Read(Content, "p7\tx2\r\na p7\np7\tx2\n");
        Assert.Equal(["p7", "x2", "a"], graph.Papers);
        Assert.Equal(3, graph.FeatureCount);
        Assert.Equal([0f, 1, 0, 1, 0, 0, 1, 1, 0], graph.Features);
        Assert.Equal(["Neural_Networks", "Theory"], graph.SubjectNames);
        Assert.Equal([1L, 0, 1], graph.Subjects);
        Assert.Equal([(0, 1), (2, 0), (0, 1)], graph.Citations);
        Assert.Equal(4, graph.ToGraph().EdgeCount);
    }

    [Theory]
    [InlineData("", "", "line 1")]
    [InlineData("p7 Theory", "", "line 1")]
    [InlineData("p7 1 0 Theory\nx2 1 Theory", "", "line 2")]
    [InlineData("p7 1 0 Theory\n\np7 1 0 Theory", "", "line 3")]
    [InlineData("p7 1 zero Theory", "", "line 1")]
    [InlineData("p7 1 NaN Theory", "", "line 1")]
    [InlineData("p7 1 0 Theory", "p7 q", "line 1")]
    [InlineData("p7 1 0 Theory", "p7 p7\np7 p7 p7", "line 2")]
    public void A_malformed_file_is_refused_and_the_line_named(string content, string cites, string place)
    {
        MalformedFileException exception = Assert.Throws<MalformedFileException>(() => Read(content, cites));
        Assert.Equal(place, exception.Place);
    }

    private static CitationGraph Read(string content, string cites) =>
        CoraReader.Read(new StringReader(content), "cora.content", new StringReader(cites), "cora.cites");
}
