using System.Text;
using GpuNN.Data;
using GpuNN.Data.Readers;

namespace GpuNN.Tests.Data;

public sealed class ReaderTests
{
    [Fact]
    public void Cifar10_records_become_images_and_classes()
    {
        byte[] bytes = new byte[2 * 3073];
        bytes[0] = 3;
        bytes[1 + 1024] = 255;
        bytes[3073] = 9;
        bytes[^1] = 51;
        Dataset dataset = Cifar10Reader.Read(new MemoryStream(bytes), "test");
        Assert.Equal(2, dataset.Count);
        Assert.Equal([3L, 32L, 32L], dataset.InputShape.ToArray());
        Assert.Equal([3L, 9L], new[] { dataset.Target(0)[0], dataset.Target(1)[0] });
        Assert.Equal((1f, 0.2f), (dataset.Input(0)[1024], dataset.Input(1)[3071]));
    }

    [Theory]
    [InlineData(0, 0, "record 0")]
    [InlineData(3072, 0, "record 0")]
    [InlineData(3074, 0, "record 1")]
    [InlineData(3073, 10, "record 0")]
    public void Damaged_cifar10_files_are_refused(int length, byte label, string place)
    {
        byte[] bytes = new byte[length];
        if (length > 0) bytes[0] = label;
        var exception = Assert.Throws<MalformedFileException>(() => Cifar10Reader.Read(new MemoryStream(bytes), "test"));
        Assert.Equal(("test", place), (exception.File, exception.Place));
    }

    [Fact]
    public void Csv_fields_may_be_quoted()
    {
        CsvTable table = Read("a,\"b \"\"c\"\", d\",class\r\n1, 2.5 ,\"two\nlines\"\r\n\r\n-3,1e2,x\r\n");
        Assert.Equal(["a", "b \"c\", d", "class"], table.Header);
        Assert.Equal([["1", "2.5", "two\nlines"], ["-3", "1e2", "x"]], table.Rows);
        Assert.Equal([2.5f, 100f], table.Numbers("b \"c\", d"));
    }

    [Fact]
    public void Csv_tables_become_datasets()
    {
        var (dataset, names) = Read("x,kind,y\n1,cat,2\n3,ant,4\n5,cat,6\n").ToDataset("kind");
        Assert.Equal(["ant", "cat"], names);
        Assert.Equal([1f, 2f], dataset.Input(0).ToArray());
        Assert.Equal([1L, 0L, 1L], Enumerable.Range(0, 3).Select(sample => dataset.Target(sample)[0]));
        (dataset, names) = CsvTable.Read(new StringReader("2;0.5\n0;1.5\n1;7\n"), "test", hasHeader: false, separator: ';').ToDataset("0");
        Assert.Equal(["0", "1", "2"], names);
        Assert.Equal([2L, 0L, 1L], Enumerable.Range(0, 3).Select(sample => dataset.Target(sample)[0]));
    }

    [Theory]
    [InlineData("", "line 1")]
    [InlineData("a,b\n", "line 1")]
    [InlineData("a,a\n1,2\n", "line 1")]
    [InlineData("a,b\n1,2\n3\n", "line 3")]
    [InlineData("a,b\n1,\"2\n", "line 2, field 2")]
    [InlineData("a,b\n1,2\"3\n", "line 2, field 2")]
    [InlineData("a,b\n\"1\"2,3\n", "line 2, field 1")]
    public void Malformed_csv_is_refused_with_its_place(string text, string place) =>
        Assert.Equal(place, Assert.Throws<MalformedFileException>(() => Read(text)).Place);

    [Theory]
    [InlineData("many")]
    [InlineData("NaN")]
    [InlineData("")]
    public void Csv_fields_that_are_no_numbers_are_named(string field)
    {
        CsvTable table = Read($"x,class\n1,0\n\"a\",1\n{field},1\n".Replace("\"a\"", "2", StringComparison.Ordinal));
        var exception = Assert.Throws<MalformedFileException>(() => table.ToDataset("class"));
        Assert.Equal("line 4, column 'x'", exception.Place);
        Assert.Throws<KeyNotFoundException>(() => table.ToDataset("label"));
    }

    [Fact]
    public void Mutated_files_are_read_or_refused_and_nothing_else()
    {
        byte[] text = Encoding.UTF8.GetBytes("a,\"b\",c\n1,2,x\n\"3\",4,\"y \"\"z\"\"\"\n");
        var random = new Random(11);
        int refused = 0;
        for (int round = 0; round < SlowTests.Count(2_000, 100_000); round++)
        {
            byte[] mutated = [.. text];
            for (int change = random.Next(1, 4); change > 0; change--) mutated[random.Next(mutated.Length)] = (byte)random.Next(256);
            int length = random.Next(3) == 0 ? random.Next(text.Length) : text.Length;
            try
            {
                CsvTable.Read(new StreamReader(new MemoryStream(mutated, 0, length)), "test").ToDataset("c");
            }
            catch (Exception exception) when (exception is MalformedFileException or KeyNotFoundException)
            {
                refused++;
            }
        }

        Assert.True(refused > 100);
    }

    private static CsvTable Read(string text) => CsvTable.Read(new StringReader(text), "test");
}
