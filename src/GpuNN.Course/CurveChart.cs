using System.Globalization;
using System.Net;
using System.Text;

namespace GpuNN.Course;

/// <summary>Draws curves as an SVG picture: a panel for each measure, the model's curve and the baselines' in it.</summary>
public static class CurveChart
{
    private const int Width = 720, PanelHeight = 240, Left = 64, Right = 190, Top = 34, Bottom = 36;
    private const int Ticks = 4;

    private static readonly string[] Colours = ["#1b6ca8", "#c8553d", "#4f772d", "#7b4b94", "#b58900", "#3a3a3a"];

    /// <summary>The picture.</summary>
    /// <param name="title">Its heading.</param>
    /// <param name="curves">The curves; a name like <c>softmax: loss</c> goes into the panel <c>loss</c>.</param>
    public static string Draw(string title, CurveSet curves)
    {
        var panels = curves.Curves
            .Select(curve => (curve.Name, Points: curve.Points.Where(point => double.IsFinite(point.Y)).ToArray()))
            .Where(curve => curve.Points.Length > 0)
            .GroupBy(curve => curve.Name[(curve.Name.LastIndexOf(": ", StringComparison.Ordinal) is var colon and >= 0 ? colon + 2 : 0)..])
            .ToArray();
        int height = Math.Max(panels.Length, 1) * PanelHeight;
        var svg = new StringBuilder();
        Line(svg, $"<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {Width} {height}\" font-family=\"sans-serif\" font-size=\"12\" role=\"img\" aria-label=\"{WebUtility.HtmlEncode(title)}\">");
        Line(svg, $"<rect width=\"{Width}\" height=\"{height}\" fill=\"#ffffff\"/>");
        for (int index = 0; index < panels.Length; index++)
        {
            Line(svg, $"<g transform=\"translate(0 {index * PanelHeight})\">");
            Panel(svg, $"{title}: {panels[index].Key}", [.. panels[index]]);
            Line(svg, $"</g>");
        }

        Line(svg, $"</svg>");
        return svg.ToString();
    }

    private static void Panel(StringBuilder svg, string title, (string Name, (double X, double Y)[] Points)[] curves)
    {
        var (lowX, highX) = Range(curves.SelectMany(curve => curve.Points).Select(point => point.X));
        var (lowY, highY) = Range(curves.SelectMany(curve => curve.Points).Select(point => point.Y));
        Line(svg, $"<text x=\"{Left}\" y=\"20\" font-weight=\"bold\">{WebUtility.HtmlEncode(title)}</text>");
        for (int tick = 0; tick <= Ticks; tick++)
        {
            double share = (double)tick / Ticks, x = X(share), y = Y(share);
            Line(svg, $"<line x1=\"{Left}\" x2=\"{Width - Right}\" y1=\"{y:0.#}\" y2=\"{y:0.#}\" stroke=\"#dddddd\"/>");
            Line(svg, $"<text x=\"{Left - 6}\" y=\"{y + 4:0.#}\" text-anchor=\"end\">{lowY + (share * (highY - lowY)):G3}</text>");
            Line(svg, $"<text x=\"{x:0.#}\" y=\"{PanelHeight - Bottom + 18}\" text-anchor=\"middle\">{lowX + (share * (highX - lowX)):G4}</text>");
        }

        for (int index = 0; index < curves.Length; index++)
        {
            var (name, points) = curves[index];
            string colour = Colours[index % Colours.Length];
            string dash = index < Colours.Length ? string.Empty : " stroke-dasharray=\"6 3\"";
            string path = string.Join(' ', points.Select(point => string.Create(
                CultureInfo.InvariantCulture, $"{X((point.X - lowX) / (highX - lowX)):0.#},{Y((point.Y - lowY) / (highY - lowY)):0.#}")));
            Line(svg, $"<polyline points=\"{path}\" fill=\"none\" stroke=\"{colour}\" stroke-width=\"2\"{dash}/>");
            if (points.Length == 1)
                Line(svg, $"<circle cx=\"{path[..path.IndexOf(',', StringComparison.Ordinal)]}\" cy=\"{path[(path.IndexOf(',', StringComparison.Ordinal) + 1)..]}\" r=\"3\" fill=\"{colour}\"/>");
            int y = Top + 6 + (index * 18);
            Line(svg, $"<line x1=\"{Width - Right + 10}\" x2=\"{Width - Right + 30}\" y1=\"{y}\" y2=\"{y}\" stroke=\"{colour}\" stroke-width=\"2\"{dash}/>");
            Line(svg, $"<text x=\"{Width - Right + 36}\" y=\"{y + 4}\">{WebUtility.HtmlEncode(name)}</text>");
        }
    }

    private static double X(double share) => Left + (share * (Width - Right - Left));

    private static double Y(double share) => PanelHeight - Bottom - (share * (PanelHeight - Bottom - Top));

    private static (double Low, double High) Range(IEnumerable<double> values)
    {
        double[] all = [.. values];
        double low = all.Min(), high = all.Max();
        return high > low ? (low, high) : (low - 0.5, high + 0.5);
    }

    private static void Line(StringBuilder svg, FormattableString text) => svg.Append(text.ToString(CultureInfo.InvariantCulture)).Append('\n');
}
