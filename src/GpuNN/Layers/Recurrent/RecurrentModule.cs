namespace GpuNN.Layers;

/// <summary>What recurrent modules share: their weights, under PyTorch's names (weight_ih_l0, weight_hh_l0, bias_ih_l0,
/// bias_hh_l0, with _reverse for the direction backwards).</summary>
public abstract class RecurrentModule : Module
{
    private readonly RecurrentWeights[] _weights;

    /// <summary>Weights drawn uniformly from ±1/√hidden, as PyTorch's default is.</summary>
    /// <param name="gates">Rows of the weights in units of the hidden size.</param>
    /// <param name="inputs">Features of a step.</param>
    /// <param name="hidden">Features of the state.</param>
    /// <param name="options">Layers, directions, biases, dropout.</param>
    /// <param name="device">Where the weights live.</param>
    private protected RecurrentModule(int gates, int inputs, int hidden, RecurrentModuleOptions? options, Device? device)
    {
        Options = options ?? new();
        HiddenSize = hidden;
        int directions = Options.IsBidirectional ? 2 : 1;
        double bound = 1 / Math.Sqrt(hidden);
        _weights = new RecurrentWeights[Options.Layers * directions];
        for (int index = 0; index < _weights.Length; index++)
        {
            int layer = index / directions;
            string suffix = FormattableString.Invariant($"_l{layer}") + (index % directions == 1 ? "_reverse" : string.Empty);
            long width = layer == 0 ? inputs : hidden * directions;
            _weights[index] = new(
                Register($"weight_ih{suffix}", Initialize.Uniform([gates * hidden, width], bound, device)),
                Register($"weight_hh{suffix}", Initialize.Uniform([gates * hidden, hidden], bound, device)),
                Options.HasBias ? Register($"bias_ih{suffix}", Initialize.Uniform([gates * hidden], bound, device)) : null,
                Options.HasBias ? Register($"bias_hh{suffix}", Initialize.Uniform([gates * hidden], bound, device)) : null);
        }
    }

    /// <summary>Layers, directions, biases, dropout.</summary>
    public RecurrentModuleOptions Options { get; }

    /// <summary>Features of the state.</summary>
    public int HiddenSize { get; }

    /// <summary>The weights of each layer, forwards and where the network is bidirectional backwards.</summary>
    public IReadOnlyList<RecurrentWeights> Weights => _weights;

    /// <summary>The options of one run.</summary>
    private protected RecurrentOptions RunOptions(Tensor? lengths) => new()
    {
        IsBidirectional = Options.IsBidirectional,
        Dropout = Options.Dropout,
        IsTraining = IsTraining,
        Lengths = lengths,
    };

    /// <summary>The input with steps first.</summary>
    private protected Tensor StepsFirst(Tensor input) => Options.BatchFirst ? input.Transpose(0, 1) : input;

    /// <summary>The output with the axes that the input had.</summary>
    private protected Tensor AsInput(Tensor output) => Options.BatchFirst ? output.Transpose(0, 1) : output;
}
