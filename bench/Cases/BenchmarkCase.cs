using System.Globalization;
using System.Text.Json;

namespace GpuNN.Bench.Cases;

/// <summary>One line of the case list: an id, the peer to beat, by how much, and the shape.</summary>
internal sealed class BenchmarkCase
{
    private readonly Dictionary<string, JsonElement> _fields;

    private BenchmarkCase(string id, string peer, double target, Dictionary<string, JsonElement> fields)
    {
        Id = id;
        Peer = peer;
        Target = target;
        _fields = fields;
    }

    public string Id { get; }

    /// <summary>What stands before the slash: the operator and direction.</summary>
    public string Family => Id[..Id.IndexOf('/', StringComparison.Ordinal)];

    /// <summary>From the family's last word; forward where it names none.</summary>
    public Direction Direction =>
        Family.EndsWith("-train", StringComparison.Ordinal) ? Direction.Train
        : Family.Contains("-backward", StringComparison.Ordinal) ? Direction.Backward
        : Direction.Forward;

    /// <summary>The library to compare with; empty in a list that only times ours.</summary>
    public string Peer { get; }

    /// <summary>The least ratio of the peer's time to ours.</summary>
    public double Target { get; }

    /// <summary>The type of the floating-point inputs: float32 unless the field "type" says float16 or bfloat16.</summary>
    /// <exception cref="InvalidDataException">The field says something else.</exception>
    public DType Type => Text("type", "float32") switch
    {
        "float32" => DType.Float32,
        "float16" => DType.Float16,
        "bfloat16" => DType.BFloat16,
        var other => throw new InvalidDataException($"Case '{Id}': type '{other}' should be float32, float16 or bfloat16."),
    };

    /// <summary>Whether both sides may round the factors of float32 products to TF32.</summary>
    public bool AllowsTensorFloat => _fields.TryGetValue("tf32", out JsonElement allowed) && allowed.ValueKind == JsonValueKind.True;

    /// <summary>Whether both sides capture their launches as a graph and time its replays.</summary>
    public bool IsCaptured => _fields.TryGetValue("graph", out JsonElement captured) && captured.ValueKind == JsonValueKind.True;

    /// <summary>What storage and TF32 add to a family's budget: each side rounds its inputs, both alike, and its result; and
    /// with TF32 both factors of each product.</summary>
    public double RoundingBudget => 2 * (Type switch
    {
        DType.Float16 => 1.0 / (1 << 11),
        DType.BFloat16 => 1.0 / (1 << 8),
        _ => AllowsTensorFloat ? 2.0 / (1 << 11) : 0,
    });

    /// <summary>The fields as read, for a peer in another process.</summary>
    public IReadOnlyDictionary<string, JsonElement> Fields => _fields;

    /// <exception cref="InvalidDataException">The field is missing or no integer.</exception>
    public int Integer(string name) =>
        _fields.TryGetValue(name, out JsonElement field) && field.ValueKind == JsonValueKind.Number && field.TryGetInt32(out int value)
            ? value
            : throw new InvalidDataException($"Case '{Id}': field '{name}' should be an integer.");

    public int Integer(string name, int otherwise) => _fields.ContainsKey(name) ? Integer(name) : otherwise;

    public string Text(string name, string otherwise) =>
        _fields.TryGetValue(name, out JsonElement field) ? field.GetString() ?? otherwise : otherwise;

    /// <summary>Reads a case list: a JSON array of objects with an id, a shape and, to compare, peer and target.</summary>
    /// <exception cref="InvalidDataException">The list is malformed or names an id twice.</exception>
    public static IReadOnlyList<BenchmarkCase> ReadList(string json)
    {
        var cases = new List<BenchmarkCase>();
        var ids = new HashSet<string>(StringComparer.Ordinal);
        try
        {
            using JsonDocument document = JsonDocument.Parse(json);
            foreach (JsonElement element in document.RootElement.EnumerateArray())
            {
                BenchmarkCase one = Read(element);
                if (!ids.Add(one.Id))
                    throw new InvalidDataException($"Case '{one.Id}' appears twice.");
                cases.Add(one);
            }
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException or KeyNotFoundException)
        {
            throw new InvalidDataException("The case list is malformed: " + exception.Message, exception);
        }
        return cases;
    }

    private static BenchmarkCase Read(JsonElement element)
    {
        var fields = element.EnumerateObject().ToDictionary(p => p.Name, p => p.Value.Clone(), StringComparer.Ordinal);
        string id = fields["id"].GetString() ?? "";
        if (!id.Contains('/', StringComparison.Ordinal))
            throw new InvalidDataException(string.Create(CultureInfo.InvariantCulture, $"Case id '{id}' should read family/shape."));
        string peer = fields.TryGetValue("peer", out JsonElement name) ? name.GetString() ?? "" : "";
        double target = fields.TryGetValue("target", out JsonElement least) ? least.GetDouble() : 0;
        return new BenchmarkCase(id, peer, target, fields);
    }
}
