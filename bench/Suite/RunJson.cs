using System.Text.Json;

namespace GpuNN.Bench.Suite;

/// <summary>A run as JSON, to keep and to compare a later run with.</summary>
internal static class RunJson
{
    private static readonly JsonSerializerOptions Options = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        WriteIndented = true,
    };

    public static string Write(BenchmarkRun run) => JsonSerializer.Serialize(run, Options) + "\n";

    /// <exception cref="InvalidDataException">The text is not a run that this program wrote.</exception>
    public static BenchmarkRun Read(string json)
    {
        try
        {
            return JsonSerializer.Deserialize<BenchmarkRun>(json, Options) ?? throw new InvalidDataException("The run is empty.");
        }
        catch (JsonException exception)
        {
            throw new InvalidDataException("The run is malformed: " + exception.Message, exception);
        }
    }
}
