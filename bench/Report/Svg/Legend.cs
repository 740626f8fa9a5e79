namespace GpuNN.Bench.Report.Svg;

/// <summary>A row of marks with names, wrapped to the width.</summary>
internal static class Legend
{
    private const double RowHeight = 19;

    /// <summary>The height that the entries will take.</summary>
    public static double Height(IReadOnlyList<string> names, double width) => RowHeight * Layout(names, width).Rows;

    public static void Draw(SvgCanvas canvas, IReadOnlyList<(int Series, string Name)> entries, double x, double y, double width)
    {
        var (positions, _) = Layout([.. entries.Select(e => e.Name)], width);
        for (int i = 0; i < entries.Count; i++)
        {
            (double offset, int row) = positions[i];
            double baseline = y + row * RowHeight + 13;
            canvas.Mark(entries[i].Series, x + offset + 6, baseline - 4, 4.5, "");
            canvas.Text(x + offset + 16, baseline, entries[i].Name, "legend");
        }
    }

    private static ((double X, int Row)[] Positions, int Rows) Layout(IReadOnlyList<string> names, double width)
    {
        var positions = new (double, int)[names.Count];
        double x = 0;
        int row = 0;
        for (int i = 0; i < names.Count; i++)
        {
            double entry = 16 + SvgCanvas.TextWidth(names[i], PlotFrame.FontSize) + 18;
            if (x > 0 && x + entry > width)
            {
                x = 0;
                row++;
            }
            positions[i] = (x, row);
            x += entry;
        }
        return (positions, names.Count == 0 ? 0 : row + 1);
    }
}
