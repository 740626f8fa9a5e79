using System.Reflection;

namespace GpuNN.Bench.Report;

/// <summary>The report's style: inside the page, or inside a picture that stands alone.</summary>
internal static class StandaloneSvg
{
    public static string Style()
    {
        using Stream stream = Assembly.GetExecutingAssembly().GetManifestResourceStream("report.css")
            ?? throw new InvalidOperationException("The report's style is not in the assembly.");
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }

    /// <summary>Puts the style into an inline picture, so that it can be a file of its own.</summary>
    public static string Write(string svg)
    {
        int start = svg.IndexOf('>', StringComparison.Ordinal) + 1;
        return svg[..start] + "<style>" + Style() + "svg { background: var(--card); font-family: system-ui, sans-serif; }</style>" + svg[start..] + "\n";
    }
}
