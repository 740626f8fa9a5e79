using System.Globalization;
using System.Net;
using System.Text;

namespace GpuNN.Bench.Report.Svg;

/// <summary>Writes an inline SVG picture. Colours come from style classes, so that light, dark and print can differ.</summary>
internal sealed class SvgCanvas
{
    private readonly StringBuilder _body = new();
    private readonly double _width, _height;
    private readonly string _title, _class;

    public SvgCanvas(double width, double height, string title, string @class = "")
    {
        (_width, _height, _title, _class) = (width, height, title, @class);
    }

    public void Line(double x1, double y1, double x2, double y2, string @class) =>
        Add($"<line class=\"{@class}\" x1=\"{x1:0.#}\" y1=\"{y1:0.#}\" x2=\"{x2:0.#}\" y2=\"{y2:0.#}\"/>");

    public void Rectangle(double x, double y, double width, double height, string @class, string tooltip = "", double radius = 2) =>
        AddWithTooltip("rect", $"class=\"{@class}\" x=\"{x:0.#}\" y=\"{y:0.#}\" width=\"{Math.Max(width, 0):0.#}\" height=\"{Math.Max(height, 0):0.#}\" rx=\"{radius:0.#}\"", tooltip);

    public void Polyline(IEnumerable<(double X, double Y)> points, string @class)
    {
        string list = string.Join(' ', points.Select(p => string.Create(CultureInfo.InvariantCulture, $"{p.X:0.#},{p.Y:0.#}")));
        Add($"<polyline class=\"{@class}\" points=\"{list}\"/>");
    }

    public void Polygon(IEnumerable<(double X, double Y)> points, string @class)
    {
        string list = string.Join(' ', points.Select(p => string.Create(CultureInfo.InvariantCulture, $"{p.X:0.#},{p.Y:0.#}")));
        Add($"<polygon class=\"{@class}\" points=\"{list}\"/>");
    }

    /// <summary>Text; <paramref name="anchor"/> is start, middle or end.</summary>
    public void Text(double x, double y, string text, string @class, string anchor = "start", double rotate = 0)
    {
        string turn = rotate == 0 ? "" : string.Create(CultureInfo.InvariantCulture, $" transform=\"rotate({rotate:0.#} {x:0.#} {y:0.#})\"");
        Add($"<text class=\"{@class}\" x=\"{x:0.#}\" y=\"{y:0.#}\" text-anchor=\"{anchor}\"{turn}>{Escape(text)}</text>");
    }

    /// <summary>A mark whose shape, besides its colour, tells the series: legible in grey.</summary>
    public void Mark(int series, double x, double y, double size, string tooltip, string extraClass = "")
    {
        string path = (series % 6) switch
        {
            0 => string.Create(CultureInfo.InvariantCulture, $"M{x - size:0.#} {y:0.#}a{size:0.#} {size:0.#} 0 1 0 {2 * size:0.#} 0a{size:0.#} {size:0.#} 0 1 0 {-2 * size:0.#} 0z"),
            1 => Closed((-0.9, -0.9), (0.9, -0.9), (0.9, 0.9), (-0.9, 0.9)),
            2 => Closed((0, -1.15), (1.05, 0.8), (-1.05, 0.8)),
            3 => Closed((0, -1.2), (1.2, 0), (0, 1.2), (-1.2, 0)),
            4 => Closed((0, 1.15), (1.05, -0.8), (-1.05, -0.8)),
            _ => Closed((-0.4, -1.1), (0.4, -1.1), (0.4, -0.4), (1.1, -0.4), (1.1, 0.4), (0.4, 0.4), (0.4, 1.1), (-0.4, 1.1), (-0.4, 0.4), (-1.1, 0.4), (-1.1, -0.4), (-0.4, -0.4)),
        };
        AddWithTooltip("path", $"class=\"mark s{series % 10} {extraClass}\" d=\"{path}\"", tooltip);

        string Closed(params (double X, double Y)[] corners) =>
            "M" + string.Join('L', corners.Select(c => string.Create(CultureInfo.InvariantCulture, $"{x + size * c.X:0.#} {y + size * c.Y:0.#}"))) + "z";
    }

    public override string ToString() => string.Create(CultureInfo.InvariantCulture,
        $"<svg class=\"chart {_class}\" viewBox=\"0 0 {_width:0.#} {_height:0.#}\" role=\"img\" aria-label=\"{Escape(_title)}\" xmlns=\"http://www.w3.org/2000/svg\">{_body}</svg>");

    /// <summary>About how wide a text is, in a proportional font.</summary>
    public static double TextWidth(string text, double fontSize) => 0.56 * fontSize * text.Length;

    public static string Escape(string text) => WebUtility.HtmlEncode(text);

    private void Add(FormattableString text) => _body.Append(text.ToString(CultureInfo.InvariantCulture)).Append('\n');

    private void AddWithTooltip(string element, FormattableString attributes, string tooltip)
    {
        _body.Append('<').Append(element).Append(' ').Append(attributes.ToString(CultureInfo.InvariantCulture));
        if (tooltip.Length == 0)
            _body.Append("/>\n");
        else
            _body.Append("><title>").Append(Escape(tooltip)).Append("</title></").Append(element).Append(">\n");
    }
}
