using System.Globalization;
using System.Text;

namespace GpuNN.Data.Readers;

/// <summary>A table of comma-separated values (RFC 4180): fields may be quoted, quotes in them are doubled, and all rows have as
/// many fields.</summary>
public sealed class CsvTable
{
    private readonly string _name;
    private readonly List<int> _lines;

    private CsvTable(string name, IReadOnlyList<string> header, IReadOnlyList<string[]> rows, List<int> lines) =>
        (_name, Header, Rows, _lines) = (name, header, rows, lines);

    /// <summary>The columns' names; their numbers, from 0, where the file gives none.</summary>
    public IReadOnlyList<string> Header { get; }

    /// <summary>The rows.</summary>
    public IReadOnlyList<string[]> Rows { get; }

    /// <summary>Reads a file in UTF-8.</summary>
    /// <param name="path">The file.</param>
    /// <param name="hasHeader">Whether its first row names the columns.</param>
    /// <param name="separator">What stands between fields.</param>
    /// <exception cref="MalformedFileException">A quote is not closed or stands inside a field, rows differ in length, a column's
    /// name comes twice, or there are no rows.</exception>
    public static CsvTable Read(string path, bool hasHeader = true, char separator = ',')
    {
        using var reader = new StreamReader(path, Encoding.UTF8);
        return Read(reader, path, hasHeader, separator);
    }

    /// <summary>Reads text.</summary>
    /// <inheritdoc cref="Read(string, bool, char)" path="/exception"/>
    public static CsvTable Read(TextReader text, string name, bool hasHeader = true, char separator = ',')
    {
        var rows = new List<string[]>();
        var lines = new List<int>();
        int line = 1;
        while (text.Peek() >= 0)
        {
            int first = line;
            string[] row = ReadRow(text, name, separator, ref line);
            if (row is [""]) continue;
            if (rows.Count > 0 && row.Length != rows[0].Length)
                throw new MalformedFileException(name, $"line {first}", $"{row.Length} fields", $"{rows[0].Length}, as the first row has");
            rows.Add(row);
            lines.Add(first);
        }

        int names = hasHeader ? 1 : 0;
        if (rows.Count <= names) throw new MalformedFileException(name, "line 1", "no rows", "at least one");
        string[] header = hasHeader
            ? rows[0]
            : [.. Enumerable.Range(0, rows[0].Length).Select(column => column.ToString(CultureInfo.InvariantCulture))];
        if (header.GroupBy(column => column, StringComparer.Ordinal).FirstOrDefault(group => group.Count() > 1) is { } twice)
            throw new MalformedFileException(name, "line 1", $"the column '{twice.Key}' twice", "names that differ");
        return new(name, header, rows[names..], lines[names..]);
    }

    /// <summary>Samples of all other columns as numbers, with the classes of one column. Classes that are all whole numbers from
    /// 0 stand for themselves; others are numbered in the order of their names.</summary>
    /// <param name="targetColumn">The column of the classes.</param>
    /// <returns>The samples, and the classes' names.</returns>
    /// <exception cref="KeyNotFoundException">There is no such column.</exception>
    /// <exception cref="MalformedFileException">A field is no finite number.</exception>
    public (Dataset Dataset, IReadOnlyList<string> ClassNames) ToDataset(string targetColumn)
    {
        int target = Column(targetColumn), features = Header.Count - 1;
        var inputs = new float[Rows.Count * features];
        for (int row = 0; row < Rows.Count; row++)
        {
            for (int column = 0, feature = 0; column < Header.Count; column++)
            {
                if (column != target) inputs[(row * features) + feature++] = Number(row, column);
            }
        }

        var (targets, names) = Classes([.. Rows.Select(row => row[target])]);
        return (new(inputs, [features], targets), names);
    }

    /// <summary>A column as numbers.</summary>
    /// <exception cref="KeyNotFoundException">There is no such column.</exception>
    /// <exception cref="MalformedFileException">A field is no finite number.</exception>
    public float[] Numbers(string column)
    {
        int index = Column(column);
        return [.. Enumerable.Range(0, Rows.Count).Select(row => Number(row, index))];
    }

    private static (long[] Targets, IReadOnlyList<string> Names) Classes(string[] fields)
    {
        var numbers = new long[fields.Length];
        bool areNumbers = true;
        for (int row = 0; row < fields.Length && areNumbers; row++)
            areNumbers = long.TryParse(fields[row], NumberStyles.None, CultureInfo.InvariantCulture, out numbers[row]) && numbers[row] < fields.Length;
        if (areNumbers)
            return (numbers, [.. Enumerable.Range(0, (int)numbers.Max() + 1).Select(number => number.ToString(CultureInfo.InvariantCulture))]);
        string[] names = [.. fields.Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];
        return ([.. fields.Select(field => (long)Array.BinarySearch(names, field, StringComparer.Ordinal))], names);
    }

    private static string[] ReadRow(TextReader text, string name, char separator, ref int line)
    {
        var row = new List<string>();
        int first = line;
        while (true)
        {
            row.Add(text.Peek() == '"' ? ReadQuoted(text, name, row.Count, ref line) : ReadPlain(text, separator, name, row.Count, line));
            int next = text.Read();
            if (next == separator) continue;
            if (next == '\r' && text.Peek() == '\n') next = text.Read();
            if (next is >= 0 and not '\n' and not '\r')
                throw new MalformedFileException(name, $"line {first}, field {row.Count}", $"'{(char)next}' behind a closing quote", "the end of the field");
            line++;
            return [.. row];
        }
    }

    private static string ReadPlain(TextReader text, char separator, string name, int field, int line)
    {
        var characters = new StringBuilder();
        while (text.Peek() is >= 0 and not '\n' and not '\r' and int next && next != separator)
        {
            if (next == '"') throw new MalformedFileException(name, $"line {line}, field {field + 1}", "a quote inside the field", "quotes around it");
            characters.Append((char)text.Read());
        }

        return characters.ToString().Trim();
    }

    private static string ReadQuoted(TextReader text, string name, int field, ref int line)
    {
        int first = line;
        var characters = new StringBuilder();
        text.Read();
        while (true)
        {
            int next = text.Read();
            if (next < 0) throw new MalformedFileException(name, $"line {first}, field {field + 1}", "the end of the file", "a closing quote");
            if (next == '"' && text.Peek() != '"') return characters.ToString();
            if (next == '"') text.Read();
            if (next == '\n') line++;
            characters.Append((char)next);
        }
    }

    private int Column(string column)
    {
        for (int index = 0; index < Header.Count; index++)
        {
            if (Header[index] == column) return index;
        }

        throw new KeyNotFoundException($"{_name} has no column '{column}'; it has {string.Join(", ", Header)}");
    }

    private float Number(int row, int column)
    {
        string field = Rows[row][column];
        return float.TryParse(field, NumberStyles.Float, CultureInfo.InvariantCulture, out float number) && float.IsFinite(number)
            ? number
            : throw new MalformedFileException(_name, $"line {_lines[row]}, column '{Header[column]}'", $"'{field}'", "a finite number");
    }
}
