using System.Text.Json;
using System.Text.Json.Serialization;

namespace GpuNN.Bench.Compare;

/// <summary>Why a case falls short, by the beginning of its id: written by people, printed beside rows that miss their target.</summary>
internal sealed class CompareExplanations
{
    private readonly Entry[] _entries;

    private CompareExplanations(Entry[] entries) => _entries = entries;

    /// <summary>Reads the list beside the program.</summary>
    public static CompareExplanations Read() => Parse(
        File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Compare", "explanations.json")));

    /// <exception cref="JsonException">The list is malformed.</exception>
    public static CompareExplanations Parse(string json) => new(JsonSerializer.Deserialize<Entry[]>(json) ?? []);

    /// <summary>The reason of the entry whose beginning of an id fits best; empty where none does.</summary>
    public string For(string id) => _entries
        .Where(entry => id.StartsWith(entry.Id, StringComparison.Ordinal))
        .MaxBy(entry => entry.Id.Length)?.Reason ?? "";

    private sealed record Entry(
        [property: JsonPropertyName("id")] string Id, [property: JsonPropertyName("reason")] string Reason);
}
