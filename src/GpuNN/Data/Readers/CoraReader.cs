using System.Globalization;

namespace GpuNN.Data.Readers;

/// <summary>Cora and its sisters (McCallum et al., 2000; Sen et al., 2008): a .content file with a line for each paper, its name, its
/// features and its subject; and a .cites file with a line for each citation, the cited paper and the citing one.</summary>
public static class CoraReader
{
    private static readonly char[] Gaps = [' ', '\t'];

    /// <summary>Reads both files.</summary>
    /// <exception cref="MalformedFileException">A line has too few parts or other features than the first, a feature is no number,
    /// a paper comes twice, or a citation names one that is not there.</exception>
    public static CitationGraph Load(string contentPath, string citesPath)
    {
        using var content = new StreamReader(contentPath);
        using var cites = new StreamReader(citesPath);
        return Read(content, contentPath, cites, citesPath);
    }

    /// <summary>Reads both texts; the names stand in errors.</summary>
    /// <inheritdoc cref="Load" path="/exception"/>
    public static CitationGraph Read(TextReader content, string contentName, TextReader cites, string citesName)
    {
        var numbers = new Dictionary<string, int>(StringComparer.Ordinal);
        List<float> features = [];
        List<string> papers = [], subjects = [];
        int featureCount = -1;
        foreach (var (line, parts) in Lines(content))
        {
            string place = Place(line);
            if (parts.Length < 3) throw new MalformedFileException(contentName, place, $"{parts.Length} parts", "a name, features and a subject");
            if (featureCount < 0) featureCount = parts.Length - 2;
            if (parts.Length - 2 != featureCount)
                throw new MalformedFileException(contentName, place, $"{parts.Length - 2} features", $"{featureCount}, as the first paper has");
            if (!numbers.TryAdd(parts[0], papers.Count))
                throw new MalformedFileException(contentName, place, $"the paper {parts[0]} again", "each paper once");
            papers.Add(parts[0]);
            subjects.Add(parts[^1]);
            foreach (string part in parts.AsSpan(1, featureCount))
            {
                if (!float.TryParse(part, NumberStyles.Float, CultureInfo.InvariantCulture, out float feature) || !float.IsFinite(feature))
                    throw new MalformedFileException(contentName, place, $"'{part}'", "a number");
                features.Add(feature);
            }
        }

        if (papers.Count == 0) throw new MalformedFileException(contentName, Place(1), "the end", "a paper");
        var citations = new List<(int, int)>();
        foreach (var (line, parts) in Lines(cites))
        {
            if (parts.Length != 2) throw new MalformedFileException(citesName, Place(line), $"{parts.Length} parts", "the cited and the citing paper");
            citations.Add((Number(parts[0], line), Number(parts[1], line)));
        }

        string[] names = [.. subjects.Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];
        long[] classes = [.. subjects.Select(subject => (long)Array.BinarySearch(names, subject, StringComparer.Ordinal))];
        return new([.. papers], [.. citations], [.. features], featureCount, classes, names);

        int Number(string paper, int line) => numbers.TryGetValue(paper, out int number)
            ? number
            : throw new MalformedFileException(citesName, Place(line), $"the paper {paper}", $"one that {contentName} has");
    }

    /// <summary>The lines that are not empty, cut at white space, with their numbers.</summary>
    private static IEnumerable<(int Line, string[] Parts)> Lines(TextReader reader)
    {
        for (int line = 1; reader.ReadLine() is { } text; line++)
        {
            string[] parts = text.Split(Gaps, StringSplitOptions.RemoveEmptyEntries);
            if (parts.Length > 0) yield return (line, parts);
        }
    }

    private static string Place(int line) => FormattableString.Invariant($"line {line}");
}
