namespace GpuNN.Bench;

/// <summary>A part of a Markdown file that a command writes, between two comments; what people wrote around it stays.</summary>
internal static class MarkdownSection
{
    /// <summary>Replaces the section of that name, or appends it; a file that is not there is made.</summary>
    /// <exception cref="InvalidDataException">The section begins and does not end.</exception>
    public static void Write(string path, string name, string text)
    {
        string before = File.Exists(path) ? File.ReadAllText(path) : "";
        OutputFile.Write(path, Replace(before, name, text));
    }

    internal static string Replace(string document, string name, string text)
    {
        (string opening, string closing) = ($"<!-- {name}: written by a command -->", $"<!-- end of {name} -->");
        string section = $"{opening}\n\n{text.Trim()}\n\n{closing}";
        int start = document.IndexOf(opening, StringComparison.Ordinal);
        if (start < 0)
            return document.Length == 0 ? section + "\n" : $"{document.TrimEnd()}\n\n{section}\n";
        int end = document.IndexOf(closing, start, StringComparison.Ordinal);
        if (end < 0)
            throw new InvalidDataException($"The section '{name}' begins and does not end with '{closing}'.");
        return document[..start] + section + document[(end + closing.Length)..];
    }
}
