using System.Diagnostics;
using System.Globalization;

namespace GpuNN.Bench.Timing;

/// <summary>What runs, how far it is and the time left: one rewritten line in a terminal, plain lines elsewhere.</summary>
/// <remarks>It writes to stderr, so that a table on stdout can be redirected.</remarks>
internal sealed class Progress(int total, TextWriter writer, bool isTerminal)
{
    private readonly long _start = Stopwatch.GetTimestamp();
    private int _done;
    private int _lastLength;

    public static Progress OnError(int total) => new(total, Console.Error, !Console.IsErrorRedirected);

    /// <summary>Announces the next item.</summary>
    public void Begin(string what)
    {
        string line = Line(what, _done, total, Stopwatch.GetElapsedTime(_start));
        if (isTerminal)
        {
            writer.Write("\r" + line.PadRight(_lastLength));
            _lastLength = line.Length;
        }
        else
        {
            writer.WriteLine(line);
        }
        _done++;
    }

    /// <summary>Clears the line, so that something else can be printed.</summary>
    public void End()
    {
        if (isTerminal)
            writer.Write("\r" + new string(' ', _lastLength) + "\r");
        _lastLength = 0;
    }

    internal static string Line(string what, int done, int total, TimeSpan elapsed)
    {
        string left = done == 0
            ? ""
            : ", " + Duration(TimeSpan.FromSeconds(elapsed.TotalSeconds / done * (total - done))) + " left";
        return string.Create(CultureInfo.InvariantCulture, $"[{done + 1,3}/{total}] {Duration(elapsed)}{left}  {what}");
    }

    private static string Duration(TimeSpan time) =>
        string.Create(CultureInfo.InvariantCulture, $"{(int)time.TotalMinutes}:{time.Seconds:00}");
}
