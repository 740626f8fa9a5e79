namespace GpuNN;

/// <summary>A file is not what its format asks for: it names the file, the place in it, and what is wrong.</summary>
public sealed class MalformedFileException(string file, string place, string found, string expected, Exception? inner = null)
    : GpuNNException(file, place, found, expected, inner)
{
    /// <summary>The file, or the name of the stream.</summary>
    public string File => Operator;

    /// <summary>Where in the file.</summary>
    public string Place => Argument!;
}
