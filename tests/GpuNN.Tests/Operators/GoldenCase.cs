using System.Text.Json;

namespace GpuNN.Tests.OperatorLaws;

/// <summary>A case of Fixtures/structured.json: what PyTorch 1.13 computes in float64.</summary>
internal sealed class GoldenCase
{
    private static readonly Lazy<Dictionary<string, GoldenCase>> All = new(Read);
    private readonly JsonElement _json;

    private GoldenCase(JsonElement json)
    {
        _json = json;
        Inputs = json.GetProperty("inputs").EnumerateObject().ToDictionary(input => input.Name, input => ToTensor(input.Value));
    }

    public static IEnumerable<string> Names => All.Value.Keys.Where(name => !name.Contains("layer,", StringComparison.Ordinal));

    public Dictionary<string, Tensor> Inputs { get; }

    public Tensor this[string input] => Inputs[input];

    public static GoldenCase Named(string name) => All.Value[name];

    /// <summary>Compares a result and the gradients of half the sum of its squares, of a float32 module whose parameters are
    /// inputs of the case.</summary>
    public void Hold(Tensor result, IEnumerable<KeyValuePair<string, Parameter>> parameters)
    {
        AssertClose(_json.GetProperty("results")[0], result, "result", 2e-5);
        (result.Square().Sum() * 0.5).Backward();
        foreach (var (name, parameter) in parameters)
            AssertClose(_json.GetProperty("gradients").GetProperty(name), parameter.Grad!, $"gradient of {name}", 2e-5);
    }

    /// <summary>Compares results, and the gradients of half the sum of their squares.</summary>
    public void Hold(Func<GoldenCase, Tensor[]> run)
    {
        JsonElement gradients = _json.GetProperty("gradients");
        foreach (JsonProperty gradient in gradients.EnumerateObject()) Inputs[gradient.Name].RequiresGrad = true;
        Tensor[] results = run(this);
        JsonElement[] expected = [.. _json.GetProperty("results").EnumerateArray()];
        Assert.Equal(expected.Length, results.Length);
        Tensor? loss = null;
        for (int index = 0; index < results.Length; index++)
        {
            AssertClose(expected[index], results[index], $"result {index}");
            if (!results[index].RequiresGrad) continue;
            Tensor term = results[index].Square().Sum() * 0.5;
            loss = loss is null ? term : loss + term;
        }

        loss!.Backward();
        foreach (JsonProperty gradient in gradients.EnumerateObject())
            AssertClose(gradient.Value, Inputs[gradient.Name].Grad!, $"gradient of {gradient.Name}");
    }

    private static void AssertClose(JsonElement expected, Tensor actual, string what, double tolerance = 1e-9)
    {
        Assert.Equal(Extents(expected), actual.Shape.ToArray());
        double[] values = actual.Cast(DType.Float64).ToArray<double>();
        double[] numbers = Numbers(expected);
        double scale = Math.Max(numbers.Select(Math.Abs).DefaultIfEmpty().Max(), 1);
        for (int index = 0; index < numbers.Length; index++)
        {
            double error = Math.Abs(numbers[index] - values[index]);
            Assert.True(error <= tolerance * scale, $"{what}, element {index}: {values[index]:G12}, PyTorch has {numbers[index]:G12}");
        }
    }

    private static Tensor ToTensor(JsonElement json)
    {
        Tensor tensor = Tensor.From(Numbers(json), Shape.Create(Extents(json)), Device.Reference);
        return json.GetProperty("float").GetBoolean() ? tensor : tensor.Cast(DType.Int64);
    }

    private static long[] Extents(JsonElement json) => [.. json.GetProperty("shape").EnumerateArray().Select(extent => extent.GetInt64())];

    private static double[] Numbers(JsonElement json) => [.. json.GetProperty("data").EnumerateArray().Select(number => number.GetDouble())];

    private static Dictionary<string, GoldenCase> Read()
    {
        using JsonDocument document = JsonDocument.Parse(File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Operators", "Fixtures", "structured.json")));
        return document.RootElement.EnumerateArray()
            .ToDictionary(json => json.GetProperty("name").GetString()!, json => new GoldenCase(json.Clone()));
    }
}
