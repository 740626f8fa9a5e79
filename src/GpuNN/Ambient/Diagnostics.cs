namespace GpuNN;

/// <summary>Where the library's warnings go.</summary>
public static class Diagnostics
{
    /// <summary>Raised for every warning. Without a subscriber it is written to the standard error.</summary>
    public static event Action<string>? Warning;

    internal static void Warn(string message)
    {
        if (Warning is { } handler) handler(message);
        else Console.Error.WriteLine($"GpuNN: {message}");
    }
}
