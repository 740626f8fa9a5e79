using System.Text;

namespace GpuNN.Bench;

/// <summary>A table of aligned columns with Markdown's bars.</summary>
/// <param name="headings">One per column.</param>
/// <param name="alignments">One letter per column: l or r.</param>
internal sealed class TextTable(IReadOnlyList<string> headings, string alignments)
{
    private readonly List<string[]> _rows = [];

    /// <exception cref="ArgumentException">The row has another number of cells than the table.</exception>
    public void Add(params string[] cells)
    {
        if (cells.Length != headings.Count)
            throw new ArgumentException($"{cells.Length} cells for {headings.Count} columns.", nameof(cells));
        _rows.Add(cells);
    }

    public override string ToString()
    {
        var widths = new int[headings.Count];
        for (int column = 0; column < widths.Length; column++)
            widths[column] = Math.Max(3, _rows.Select(row => row[column].Length).Append(headings[column].Length).Max());
        var text = new StringBuilder();
        Append(text, headings, widths);
        for (int column = 0; column < widths.Length; column++)
        {
            text.Append(column == 0 ? "|" : "").Append(' ').Append('-', widths[column] - 1)
                .Append(alignments[column] == 'r' ? ':' : '-').Append(" |");
        }
        text.Append('\n');
        foreach (string[] row in _rows)
            Append(text, row, widths);
        return text.ToString();
    }

    private void Append(StringBuilder text, IReadOnlyList<string> cells, int[] widths)
    {
        for (int column = 0; column < widths.Length; column++)
        {
            string cell = alignments[column] == 'r' ? cells[column].PadLeft(widths[column]) : cells[column].PadRight(widths[column]);
            text.Append(column == 0 ? "| " : " ").Append(cell).Append(" |");
        }
        text.Append('\n');
    }
}
