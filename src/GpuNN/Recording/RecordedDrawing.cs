using System.Globalization;
using System.Security;
using System.Text;

namespace GpuNN.Recording;

/// <summary>Draws a recorded function from top to bottom: a box per input, constant, step and result, each a row below
/// everything that it reads; within a row, boxes stand near the mean of what they read.</summary>
internal sealed class RecordedDrawing
{
    private const int BoxHeight = 40;
    private const int RowHeight = 76;
    private const int Gap = 20;
    private const double CharacterWidth = 7.2;

    private readonly List<Box> _boxes = [];
    private readonly List<(Box From, Box To)> _lines = [];
    private readonly Dictionary<int, Box> _writers = [];

    private RecordedDrawing(IReadOnlyList<RecordedValue> values, RecordedFunction function)
    {
        foreach (RecordedOperand input in function.Inputs) _writers[input.Value] = Add("input", $"%{input.Value}", Describe(input), []);
        foreach (RecordedStep step in function.Steps)
        {
            foreach (RecordedOperand operand in step.Inputs)
            {
                if (!_writers.ContainsKey(operand.Value) && values[operand.Value].Kind == RecordedValueKind.Constant)
                    _writers[operand.Value] = Add("constant", $"%{operand.Value}", Describe(operand), []);
            }

            Box box = Add("step", step.Primitive.Name, string.Join(", ", step.Outputs.Select(Describe)), step.Inputs);
            foreach (RecordedOperand output in step.Outputs) _writers[output.Value] = box;
        }

        foreach (RecordedOperand result in function.Results) Add("result", "result", Describe(result), [result]);
    }

    public static string Draw(IReadOnlyList<RecordedValue> values, RecordedFunction function) =>
        new RecordedDrawing(values, function).Write();

    private static string Describe(RecordedOperand operand) => $"{operand.DType}{operand.Shape}";

    private Box Add(string kind, string title, string detail, IReadOnlyList<RecordedOperand> reads)
    {
        Box[] sources = [.. reads.Select(operand => _writers.GetValueOrDefault(operand.Value)).OfType<Box>().Distinct()];
        var box = new Box(kind, title, detail)
        {
            Row = sources.Select(source => source.Row + 1).DefaultIfEmpty().Max(),
            Width = (CharacterWidth * Math.Max(title.Length, detail.Length)) + Gap,
        };
        _boxes.Add(box);
        foreach (Box source in sources)
        {
            _lines.Add((source, box));
            box.Sources.Add(source);
        }

        return box;
    }

    private string Write()
    {
        double width = 0;
        foreach (IGrouping<int, Box> row in _boxes.GroupBy(box => box.Row).OrderBy(row => row.Key)) width = Math.Max(width, Place(row));
        double height = ((_boxes.Select(box => box.Row).DefaultIfEmpty().Max() + 1) * RowHeight) + Gap - (RowHeight - BoxHeight);
        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture, $"<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{width:F0}\" height=\"{height + Gap:F0}\" font-family=\"monospace\" font-size=\"12\" text-anchor=\"middle\">\n");
        text.Append("<style>rect{stroke:#333}.input{fill:#d8ecff}.constant{fill:#eee}.step{fill:#fff}.result{fill:#ddf5dd}path{fill:none;stroke:#888}</style>\n");
        foreach (var (from, to) in _lines)
        {
            double start = from.Top + BoxHeight, end = to.Top, middle = (start + end) / 2;
            text.Append(CultureInfo.InvariantCulture, $"<path d=\"M{from.Center:F1} {start:F1}C{from.Center:F1} {middle:F1} {to.Center:F1} {middle:F1} {to.Center:F1} {end:F1}\"/>\n");
        }

        foreach (Box box in _boxes)
        {
            text.Append(CultureInfo.InvariantCulture, $"<rect class=\"{box.Kind}\" x=\"{box.Left:F1}\" y=\"{box.Top:F1}\" width=\"{box.Width:F1}\" height=\"{BoxHeight}\" rx=\"5\"/>\n");
            text.Append(CultureInfo.InvariantCulture, $"<text x=\"{box.Center:F1}\" y=\"{box.Top + 16:F1}\">{SecurityElement.Escape(box.Title)}</text>");
            text.Append(CultureInfo.InvariantCulture, $"<text x=\"{box.Center:F1}\" y=\"{box.Top + 32:F1}\" fill=\"#666\">{SecurityElement.Escape(box.Detail)}</text>\n");
        }

        return text.Append("</svg>\n").ToString();
    }

    /// <summary>Places the boxes of a row from left to right; returns its right edge.</summary>
    private static double Place(IEnumerable<Box> row)
    {
        double edge = Gap;
        foreach (Box box in row.OrderBy(box => box.Wish))
        {
            box.Left = Math.Max(edge, box.Wish - (box.Width / 2));
            edge = box.Left + box.Width + Gap;
        }

        return edge;
    }

    private sealed class Box(string kind, string title, string detail)
    {
        public string Kind { get; } = kind;

        public string Title { get; } = title;

        public string Detail { get; } = detail;

        public List<Box> Sources { get; } = [];

        public int Row { get; init; }

        public double Width { get; init; }

        public double Left { get; set; }

        public double Center => Left + (Width / 2);

        public double Top => Gap + (Row * RowHeight);

        /// <summary>Where the middle would best be.</summary>
        public double Wish => Sources.Count == 0 ? 0 : Sources.Average(source => source.Center);
    }
}
