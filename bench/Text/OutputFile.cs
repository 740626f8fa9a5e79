using System.Text;

namespace GpuNN.Bench;

/// <summary>Text files in UTF-8 without a mark; their folder is made.</summary>
internal static class OutputFile
{
    public static void Write(string path, string text)
    {
        string? folder = Path.GetDirectoryName(Path.GetFullPath(path));
        if (folder is not null)
            Directory.CreateDirectory(folder);
        File.WriteAllText(path, text, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false));
    }
}
