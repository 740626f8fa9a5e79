using GpuNN.Files;
using GpuNN.Layers;

namespace GpuNN.Tests.Files;

/// <summary>Weights that PyTorch trained, in our models: the names fit, and the outputs are the same.</summary>
public sealed class PyTorchStateTests
{
    /// <summary>Both sides compute in float32, with sums of at most 36 products and a few layers on top of each other.</summary>
    private const float Budget = 32 * 1.1920929e-7f;

    [Fact]
    public void A_convolutional_net() => Check(
        "cnn",
        new Sequential(
            new Conv2D(2, 3, 3, new Conv2DOptions { Stride = 2, Padding = 1 }),
            new BatchNorm(3),
            new ReLU(),
            new Flatten(),
            new Linear(36, 4)),
        (model, input) => model.Forward(input));

    [Fact]
    public void A_deep_bidirectional_LSTM() => Check(
        "lstm",
        new Lstm(3, 4, new RecurrentModuleOptions { Layers = 2, IsBidirectional = true }),
        (model, input) => model.Forward(input).Output);

    [Fact]
    public void A_GRU() => Check("gru", new Gru(3, 4), (model, input) => model.Forward(input).Output);

    [Fact]
    public void A_transformer_layer() => Check(
        "encoder",
        new TransformerEncoderLayer(new TransformerOptions { Size = 8, Heads = 2, FeedForwardSize = 16, Dropout = 0 }),
        (model, input) => model.Forward(input));

    private static void Check<TModule>(string name, TModule model, Func<TModule, Tensor, Tensor> forward)
        where TModule : Module
    {
        using SafetensorsFile file = SafetensorsFile.OpenMapped(Path.Combine(AppContext.BaseDirectory, "Files", "Fixtures", "state.safetensors"));
        Dictionary<string, Tensor> state = file.Entries.Keys
            .Where(key => key.StartsWith(name + ".", StringComparison.Ordinal))
            .ToDictionary(key => key[(name.Length + 1)..], key => file.Load(key));
        StateDictionary.Load(model, state);
        model.Evaluate();
        float[] expected = file.Load(name + "/output").ToArray<float>();
        float[] actual = forward(model, file.Load(name + "/input")).ToArray<float>();
        Assert.Equal(expected.Length, actual.Length);
        float largest = expected.Max(Math.Abs);
        for (int index = 0; index < actual.Length; index++)
        {
            float error = Math.Abs(actual[index] - expected[index]);
            if (!(error <= Budget * largest)) Assert.Fail($"[{index}]: {actual[index]} is not {expected[index]}");
        }
    }
}
