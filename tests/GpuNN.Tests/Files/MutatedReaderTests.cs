using System.Text;
using GpuNN.Data.Readers;
using GpuNN.Files;

namespace GpuNN.Tests.Files;

/// <summary>Damaged copies of what the readers without a fuzzing test of their own read.</summary>
[Trait("Category", "Slow")]
public sealed class MutatedReaderTests
{
    private static readonly int Count = SlowTests.Count(2000, 100_000);

    [Fact]
    public void Mutated_checkpoints_are_read_or_refused()
    {
        using var checkpoint = new Checkpoint();
        checkpoint.Add("model", [new("weight", Tensor.From([1f, 2, 3, 4], [2, 2])), new("steps", Tensor.From([7L]))]);
        checkpoint.Values["epoch"] = "3";
        using var whole = new MemoryStream();
        checkpoint.Save(whole);
        FileMutation.Check(whole.ToArray(), Count, stream => Checkpoint.Load(stream).Dispose());
    }

    [Fact]
    public void Mutated_citations_are_read_or_refused()
    {
        byte[] content = Encoding.UTF8.GetBytes("p7\t0\t1\t0\tTheory\nx2\t1\t0\t0\tNets\n"), cites = Encoding.UTF8.GetBytes("p7\tx2\nx2 p7\n");
        FileMutation.Check(content, Count, stream => CoraReader.Read(new StreamReader(stream), "content", new StreamReader(new MemoryStream(cites)), "cites"));
        FileMutation.Check(cites, Count, stream => CoraReader.Read(new StreamReader(new MemoryStream(content)), "content", new StreamReader(stream), "cites"));
    }

    [Fact]
    public void Mutated_pictures_are_read_or_refused()
    {
        byte[] record = new byte[2 * 3073];
        record[3073] = 9;
        FileMutation.Check(record, Count, stream => Cifar10Reader.Read(stream, "mutated"));
    }

    [Fact]
    public void Mutated_texts_are_read_or_refused() =>
        FileMutation.Check(Encoding.UTF8.GetBytes("Zeilen, äöü\r\nund 漢字\n"), Count, stream => PlainTextReader.Read(stream, "mutated"));
}
