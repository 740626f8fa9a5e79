using GpuNN.Layers;

namespace GpuNN.Tests.Layers;

/// <summary><see cref="GradCheck"/> on every layer there is, with respect to its inputs and all of its parameters.</summary>
public sealed class LayerGradientTests
{
    private static readonly TransformerOptions Small = new() { Size = 6, Heads = 2, FeedForwardSize = 5, Dropout = 0.25, Activation = Operators.GELU };

    /// <summary>A call of each layer. Inputs are distinct and kept off zero, so that no maximum ties and nothing kinks.</summary>
    private static readonly Dictionary<Type, Func<LayerCall>> Calls = new()
    {
        [typeof(Identity)] = () => Of(new Identity(), 3, 4),
        [typeof(ReLU)] = () => Of(new ReLU(), 3, 4),
        [typeof(ReLU6)] = () => Of(new ReLU6(), 3, 4),
        [typeof(LeakyReLU)] = () => Of(new LeakyReLU(0.1), 3, 4),
        [typeof(PReLU)] = () => Of(new PReLU(4), 3, 4, 2),
        [typeof(ELU)] = () => Of(new ELU(0.7), 3, 4),
        [typeof(CELU)] = () => Of(new CELU(0.7), 3, 4),
        [typeof(SELU)] = () => Of(new SELU(), 3, 4),
        [typeof(GELU)] = () => Of(new GELU(), 3, 4),
        [typeof(GELUTanh)] = () => Of(new GELUTanh(), 3, 4),
        [typeof(SiLU)] = () => Of(new SiLU(), 3, 4),
        [typeof(Mish)] = () => Of(new Mish(), 3, 4),
        [typeof(Sigmoid)] = () => Of(new Sigmoid(), 3, 4),
        [typeof(LogSigmoid)] = () => Of(new LogSigmoid(), 3, 4),
        [typeof(Tanh)] = () => Of(new Tanh(), 3, 4),
        [typeof(HardSigmoid)] = () => Of(new HardSigmoid(), 3, 4),
        [typeof(HardSwish)] = () => Of(new HardSwish(), 3, 4),
        [typeof(Softplus)] = () => Of(new Softplus(2), 3, 4),
        [typeof(Softsign)] = () => Of(new Softsign(), 3, 4),
        [typeof(Softmax)] = () => Of(new Softmax(1), 3, 4, 2),
        [typeof(LogSoftmax)] = () => Of(new LogSoftmax(1), 3, 4, 2),
        [typeof(Maxout)] = () => Of(new Maxout(2), 3, 4, 2),
        [typeof(Flatten)] = () => Of(new Flatten(), 3, 4, 2),
        [typeof(Linear)] = () => Of(new Linear(4, 3), 2, 5, 4),
        [typeof(Conv1D)] = () => Of(new Conv1D(4, 6, 3, new() { Stride = 2, Padding = 1, Groups = 2 }), 2, 4, 7),
        [typeof(Conv2D)] = () => Of(new Conv2D(4, 6, (3, 2), new() { Stride = (2, 1), Padding = (1, 2), Dilation = (1, 2), Groups = 2 }), 2, 4, 7, 6),
        [typeof(Conv3D)] = () => Of(new Conv3D(2, 4, (2, 3, 2), new() { Stride = (1, 2, 1), Padding = (1, 0, 1), Groups = 2 }), 2, 2, 3, 5, 4),
        [typeof(ConvTranspose1D)] = () => Of(new ConvTranspose1D(4, 6, 3, new() { Stride = 2, Padding = 1, OutputPadding = 1, Groups = 2 }), 2, 4, 5),
        [typeof(ConvTranspose2D)] = () => Of(new ConvTranspose2D(4, 6, (3, 2), new() { Stride = (2, 3), Padding = (1, 0), OutputPadding = (1, 2), Groups = 2 }), 2, 4, 5, 4),
        [typeof(ConvTranspose3D)] = () => Of(new ConvTranspose3D(2, 3, (2, 3, 2), new() { Stride = (1, 2, 2), OutputPadding = (0, 1, 0) }), 2, 2, 3, 2, 3),
        [typeof(MaxPool1D)] = () => Of(new MaxPool1D(3, new() { Stride = 2, Padding = 1 }), 2, 3, 8),
        [typeof(MaxPool2D)] = () => Of(new MaxPool2D((3, 2), new() { Stride = (2, 1), Padding = (1, 0), CeilMode = true }), 2, 3, 6, 5),
        [typeof(MaxPool3D)] = () => Of(new MaxPool3D(2), 2, 2, 4, 5, 4),
        [typeof(AvgPool1D)] = () => Of(new AvgPool1D(3, new() { Stride = 2, Padding = 1, CountIncludePad = false }), 2, 3, 8),
        [typeof(AvgPool2D)] = () => Of(new AvgPool2D((3, 2), new() { Stride = (2, 1), Padding = (1, 1), CeilMode = true }), 2, 3, 6, 5),
        [typeof(AvgPool3D)] = () => Of(new AvgPool3D(2), 2, 2, 4, 5, 4),
        [typeof(AdaptiveAvgPool2D)] = () => Of(new AdaptiveAvgPool2D((3, 2)), 2, 3, 7, 5),
        [typeof(AdaptiveMaxPool2D)] = () => Of(new AdaptiveMaxPool2D((3, 2)), 2, 3, 7, 5),
        [typeof(GlobalAvgPool)] = () => Of(new GlobalAvgPool(), 2, 3, 4, 5),
        [typeof(GlobalMaxPool)] = () => Of(new GlobalMaxPool(), 2, 3, 4, 5),
        [typeof(BatchNorm)] = () => Of(new BatchNorm(3), 4, 3, 2, 5),
        [typeof(InstanceNorm)] = () => Of(new InstanceNorm(3, isAffine: true), 2, 3, 4, 5),
        [typeof(GroupNorm)] = () => Of(new GroupNorm(2, 4), 2, 4, 3, 5),
        [typeof(LayerNorm)] = () => Of(new LayerNorm([3, 5]), 4, 3, 5),
        [typeof(RMSNorm)] = () => Of(new RMSNorm([5]), 4, 3, 5),
        [typeof(LocalResponseNorm)] = () => Of(new LocalResponseNorm(3, 0.5), 2, 5, 3, 2),
        [typeof(Dropout)] = () => Of(new Dropout(0.4), 4, 5),
        [typeof(Dropout2D)] = () => Of(new Dropout2D(0.4), 3, 4, 2, 3),
        [typeof(Highway)] = () => Of(new Highway(5), 3, 5),
        [typeof(Residual)] = () => Of(new Residual(new Conv2D(3, 4, 3, new() { Padding = 1 }), new Conv2D(3, 4, 1), new Tanh()), 2, 3, 4, 5),
        [typeof(Sequential)] = () => Of(new Sequential(new Linear(4, 5), new Tanh(), new Linear(5, 2)), 3, 4),
        [typeof(ModuleList<>)] = () =>
        {
            var list = new ModuleList<Linear>([new(4, 4), new(4, 3)]);
            Tensor x = Draw(2, 4);
            return new(list, [x], () => list.Aggregate(x, (value, layer) => layer.Forward(value)));
        },
        [typeof(Embedding)] = () =>
        {
            var layer = new Embedding(5, 3);
            Tensor indices = Tensor.From([4L, 1, 1, 0], [2, 2]);
            return new(layer, [], () => layer.Forward(indices));
        },
        [typeof(EmbeddingBag)] = () =>
        {
            var layer = new EmbeddingBag(5, 3);
            Tensor indices = Tensor.From([4L, 1, 1, 0, 2]), offsets = Tensor.From([0L, 3, 3]);
            return new(layer, [], () => layer.Forward(indices, offsets));
        },
        [typeof(Rnn)] = () =>
        {
            var layer = new Rnn(3, 4, new() { Layers = 2, IsBidirectional = true });
            return Sequence(layer, (x, lengths) => Join(layer.Forward(x, null, lengths).Output, layer.Forward(x, null, lengths).Last));
        },
        [typeof(Gru)] = () =>
        {
            var layer = new Gru(3, 4, new() { Layers = 2, IsBidirectional = true });
            return Sequence(layer, (x, lengths) => Join(layer.Forward(x, null, lengths).Output, layer.Forward(x, null, lengths).Last));
        },
        [typeof(Lstm)] = () =>
        {
            var layer = new Lstm(3, 4, new() { Layers = 2, IsBidirectional = true, BatchFirst = true });
            return Sequence(layer, (x, lengths) =>
            {
                var (output, hidden, cell) = layer.Forward(x.Transpose(0, 1), null, null, lengths);
                return Join(output, hidden, cell);
            });
        },
        [typeof(PositionalEncoding)] = () => Of(new PositionalEncoding(6, 8, 0.2), 2, 5, 6),
        [typeof(MultiHeadAttention)] = () =>
        {
            var layer = new MultiHeadAttention(6, 2);
            Tensor query = Draw(2, 3, 6), memory = Draw(2, 4, 6);
            Tensor padding = Tensor.From([false, false, false, true, false, false, true, true], [2, 4]);
            return new(layer, [query, memory], () => layer.Forward(query, memory, memory, null, padding));
        },
        [typeof(TransformerEncoderLayer)] = () =>
        {
            var layer = new TransformerEncoderLayer(Small);
            Tensor x = Draw(2, 3, 6);
            return new(layer, [x], () => layer.Forward(x, isCausal: true));
        },
        [typeof(TransformerEncoder)] = () =>
        {
            var layer = new TransformerEncoder(2, Small with { NormalizesFirst = true }, normalizesLast: true);
            Tensor x = Draw(2, 3, 6);
            return new(layer, [x], () => layer.Forward(x));
        },
        [typeof(TransformerDecoderLayer)] = () =>
        {
            var layer = new TransformerDecoderLayer(Small);
            Tensor x = Draw(2, 3, 6), memory = Draw(2, 4, 6);
            return new(layer, [x, memory], () => layer.Forward(x, memory));
        },
        [typeof(TransformerDecoder)] = () =>
        {
            var layer = new TransformerDecoder(2, Small with { NormalizesFirst = true }, normalizesLast: true);
            Tensor x = Draw(2, 3, 6), memory = Draw(2, 4, 6);
            return new(layer, [x, memory], () => layer.Forward(x, memory));
        },
        [typeof(GcnConvolution)] = () =>
        {
            var layer = new GcnConvolution(4, 3);
            Tensor x = Draw(5, 4);
            return new(layer, [x], () => layer.Forward(Graph(), x));
        },
        [typeof(SageConvolution)] = () =>
        {
            var layer = new SageConvolution(4, 3);
            Tensor x = Draw(5, 4);
            return new(layer, [x], () => layer.Forward(Graph(), x));
        },
        [typeof(ConditionalRandomField)] = () =>
        {
            var layer = new ConditionalRandomField(3);
            Tensor emissions = Draw(2, 4, 3), tags = Tensor.From([0L, 1, 2, 1, 2, 2, 0, 1], [2, 4]), lengths = Tensor.From([4L, 2]);
            return new(layer, [emissions], () => layer.Loss(emissions, tags, lengths));
        },
    };

    public static TheoryData<string> Layers => [.. Calls.Keys.Select(type => type.Name)];

    [Theory]
    [MemberData(nameof(Layers))]
    public void The_gradient_is_the_numeric_one(string name)
    {
        using IDisposable random = RandomState.Use(new RandomState(5));
        LayerCall call = Calls.Single(entry => entry.Key.Name == name).Value();
        call.Module.To(DType.Float64);
        Tensor[] leaves = [.. call.Inputs, .. call.Module.Parameters];
        GradCheckResult result = GradCheck.Check(call.Run, leaves, new() { MaximumElements = 8 });
        Assert.True(result.Passed, result.Failure);
        Assert.True(leaves.Length == 0 || result.Elements > 0);
    }

    [Fact]
    public void No_layer_is_left_out()
    {
        IEnumerable<Type> layers = typeof(Module).Assembly.GetExportedTypes()
            .Where(type => type is { IsAbstract: false, Namespace: "GpuNN.Layers" } && type.IsAssignableTo(typeof(Module)));
        Assert.Empty(layers.Where(type => !Calls.ContainsKey(type)).Select(type => type.Name));
    }

    private static LayerCall Of(Layer layer, params long[] extents)
    {
        Tensor x = Draw(extents);
        return new(layer, [x], () => layer.Forward(x));
    }

    private static LayerCall Sequence(Module layer, Func<Tensor, Tensor, Tensor> run)
    {
        Tensor x = Draw(4, 2, 3), lengths = Tensor.From([4L, 2]);
        return new(layer, [x], () => run(x, lengths));
    }

    private static GraphData Graph()
    {
        Tensor sources = Tensor.From([0, 1, 0, 2, 1, 2, 3]), targets = Tensor.From([1, 0, 2, 0, 2, 1, 2]);
        return new(5, sources, targets, Tensor.Ones([7], DType.Float64));
    }

    private static Tensor Join(params Tensor[] parts) => Operators.Concat(0, [.. parts.Select(part => part.Reshape(-1))]);

    private static Tensor Draw(params long[] extents)
    {
        Shape shape = Shape.Create(extents);
        var elements = new double[shape.Count];
        for (int index = 0; index < elements.Length; index++) elements[index] = 0.05 + (1.9 * index / elements.Length);
        var random = new Random(elements.Length);
        for (int index = 0; index < elements.Length; index++) elements[index] *= random.Next(2) == 0 ? 1 : -1;
        random.Shuffle(elements);
        Tensor tensor = Tensor.From(elements, shape);
        tensor.RequiresGrad = true;
        return tensor;
    }

    private sealed record LayerCall(Module Module, Tensor[] Inputs, Func<Tensor> Run);
}
