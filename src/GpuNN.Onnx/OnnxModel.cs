using GpuNN.Layers;
using GpuNN.Onnx.Execution;
using GpuNN.Onnx.Schema;
using GpuNN.Onnx.Shapes;

namespace GpuNN.Onnx;

/// <summary>A model from an ONNX file. It is a module: its floating-point initialisers are parameters under their names, running
/// statistics are buffers, and running it calls the library's operators one by one, so that the tape records it for training
/// and <see cref="RecordedFunction"/> for replay. A loaded model predicts; <see cref="Module.Train"/> makes dropout drop and
/// batch normalisation use the batch, where the file does not fix it. Running is thread-safe while nothing changes
/// parameters.</summary>
public sealed class OnnxModel : Module
{
    private readonly string _file;
    private readonly GraphFile _graph;
    private readonly GraphPlan _plan;
    private readonly GraphRunner _runner;
    private readonly ShapeInference _shapes;

    private OnnxModel(ModelFile model, string file, string? folder, OnnxOptions options)
    {
        _file = file;
        Device = options.Device ?? Device.Default;
        _plan = GraphPlan.Of(model, file);
        _graph = model.Graph!;
        var constants = new ModelConstants(_graph, _plan, file, folder, Device);
        foreach (var (name, parameter) in constants.Parameters) Register(name, parameter);
        foreach (var (name, buffer) in constants.Buffers) RegisterBuffer(name, buffer);
        _runner = new GraphRunner(_plan, constants.Values, _graph.Inputs.Select(input => input.Name), Device, options.MaximumTensorBytes);
        _shapes = new ShapeInference(file, _graph, _plan, _runner, options.MaximumTensorBytes);
        if (options.ChecksShapes) _shapes.Check();
        Inputs = [.. _graph.Inputs.Select(input => Describe(input, constants.Values.ContainsKey(input.Name)))];
        Outputs = [.. _graph.Outputs.Select(output => Describe(output, false))];
        OperatorSetVersion = (int)(model.OperatorSets.LastOrDefault(set => set.Domain == OperatorSet.Onnx)?.Version ?? 0);
        Producer = $"{model.Producer} {model.ProducerVersion}".Trim();
        Evaluate();
    }

    /// <summary>Where it runs.</summary>
    public Device Device { get; }

    /// <summary>What it takes, in the file's order; those with a stand-in may be left out.</summary>
    public IReadOnlyList<OnnxTensorInfo> Inputs { get; }

    /// <summary>What it gives.</summary>
    public IReadOnlyList<OnnxTensorInfo> Outputs { get; }

    /// <summary>The version of ONNX's operators that it was written for.</summary>
    public int OperatorSetVersion { get; }

    /// <summary>What wrote the file.</summary>
    public string Producer { get; }

    /// <summary>The nodes, in an order in which they can run.</summary>
    public IReadOnlyList<OnnxNodeInfo> Nodes =>
        [.. _plan.Nodes.Select(node => new OnnxNodeInfo(node.Label, node.Definition.Name, node.Inputs, node.Outputs))];

    /// <summary>The number of nodes.</summary>
    public int NodeCount => _plan.Nodes.Count;

    /// <summary>Loads a model.</summary>
    /// <param name="path">The file.</param>
    /// <param name="options">Device, limits.</param>
    /// <exception cref="MalformedFileException">It is no ONNX file, a damaged one, or its graph is none: cycles, values that
    /// nothing makes, tensors whose data do not fit, external data outside of the folder; or its outputs are not what they are
    /// declared to be.</exception>
    /// <exception cref="UnsupportedModelException">Operators, attributes or types are missing; all of them are named, with their
    /// nodes.</exception>
    /// <exception cref="OnnxNodeException">A node does not take what constants and the declared shapes of the inputs lead to
    /// (see <see cref="OnnxOptions.ChecksShapes"/>).</exception>
    public static OnnxModel Load(string path, OnnxOptions? options = null)
    {
        options ??= new();
        byte[] bytes;
        try
        {
            bytes = File.ReadAllBytes(path);
        }
        catch (IOException exception) when (exception is not (FileNotFoundException or DirectoryNotFoundException))
        {
            throw new MalformedFileException(path, "file", exception.Message, "a file that can be read at once", exception);
        }

        string folder = options.Folder ?? Path.GetDirectoryName(Path.GetFullPath(path))!;
        return new(ModelFile.Read(bytes, path), path, folder, options);
    }

    /// <summary>Loads a model from memory. External data need <see cref="OnnxOptions.Folder"/>.</summary>
    /// <inheritdoc cref="Load(string, OnnxOptions?)"/>
    public static OnnxModel Load(ReadOnlyMemory<byte> bytes, OnnxOptions? options = null)
    {
        options ??= new();
        return new(ModelFile.Read(bytes, "model"), "model", options.Folder, options);
    }

    /// <summary>Runs the model on inputs by name; those on other devices are copied.</summary>
    /// <returns>The outputs by name.</returns>
    /// <exception cref="OnnxInputException">An input is missing, unknown, or has another type or shape.</exception>
    /// <exception cref="OnnxNodeException">A node does not take the values it is given.</exception>
    public IReadOnlyDictionary<string, Tensor> Run(IReadOnlyDictionary<string, Tensor> inputs)
    {
        OnnxValue[] outputs = [];
        Tensor[] tensors = Call(() =>
        {
            outputs = RunValues(inputs.ToDictionary(entry => entry.Key, entry => (entry.Value, ElementType.Undefined), StringComparer.Ordinal));
            return [.. outputs.Select(output => output.On(Device))];
        });
        var named = new Dictionary<string, Tensor>(StringComparer.Ordinal);
        for (int index = 0; index < tensors.Length; index++) named[Outputs[index].Name] = tensors[index];
        return named;
    }

    /// <summary>Runs the model on its inputs in order.</summary>
    /// <returns>The outputs in order.</returns>
    /// <inheritdoc cref="Run(IReadOnlyDictionary{string, Tensor})" path="/exception"/>
    public Tensor[] Run(params ReadOnlySpan<Tensor> inputs)
    {
        OnnxTensorInfo[] wanted = [.. Inputs.Where(input => !input.IsOptional)];
        if (wanted.Length != inputs.Length) wanted = [.. Inputs];
        if (wanted.Length < inputs.Length)
            throw new OnnxInputException(_file, null, $"{inputs.Length} inputs", string.Join(", ", Inputs.Select(input => input.Name)));
        var named = new Dictionary<string, Tensor>(StringComparer.Ordinal);
        for (int index = 0; index < inputs.Length; index++) named[wanted[index].Name] = inputs[index];
        IReadOnlyDictionary<string, Tensor> outputs = Run(named);
        return [.. Outputs.Select(output => outputs[output.Name])];
    }

    /// <summary>Runs a model of one input and one output.</summary>
    /// <inheritdoc cref="Run(IReadOnlyDictionary{string, Tensor})" path="/exception"/>
    public Tensor Forward(Tensor input) => Run([input])[0];

    /// <summary>Types and shapes of all values, found without running the model: the operators check their arguments and say what
    /// they give, and nothing but what shapes depend on is computed. An extent that follows from open ones of the inputs is
    /// named by its formula, where there is one of the forms n, a·n + b, a·n·m. It is found from three choices of the open extents,
    /// not proved.</summary>
    /// <param name="inputs">Shapes of inputs by name, in place of the declared ones.</param>
    /// <returns>By name, inputs first, then values in the order of the nodes. What depends on numbers that the model computes has
    /// no type and no rank.</returns>
    /// <exception cref="OnnxInputException">An input does not exist, or is declared to have another shape.</exception>
    /// <exception cref="OnnxNodeException">A node does not take what these shapes lead to. Where extents are open: it took none of
    /// the numbers tried in their place.</exception>
    public IReadOnlyDictionary<string, OnnxTensorInfo> InferShapes(IReadOnlyDictionary<string, Shape>? inputs = null) =>
        _shapes.Infer(inputs ?? new Dictionary<string, Shape>());

    /// <summary>Runs the graph on values whose types are ONNX's, where they are known.</summary>
    internal OnnxValue[] RunValues(IReadOnlyDictionary<string, (Tensor Tensor, ElementType Type)> inputs)
    {
        foreach (string name in inputs.Keys)
        {
            if (!_graph.Inputs.Exists(input => input.Name == name))
                throw new OnnxInputException(_file, name, "an input that the model has not", string.Join(", ", Inputs.Select(input => input.Name)));
        }

        var given = new Dictionary<string, OnnxValue>(StringComparer.Ordinal);
        foreach (ValueFile input in _graph.Inputs)
        {
            if (inputs.TryGetValue(input.Name, out var value)) given[input.Name] = Checked(input, value.Tensor, value.Type);
            else if (!_runner.Constants.ContainsKey(input.Name)) throw new OnnxInputException(_file, input.Name, "none", "a tensor");
        }

        return _runner.Run(given, [.. _graph.Outputs.Select(output => output.Name)], IsTraining);
    }

    private static OnnxTensorInfo Describe(ValueFile value, bool isOptional) =>
        new(value.Name, ElementTypes.Storage(value.Type), value.Extents, isOptional) { ExtentNames = value.ExtentNames };

    private OnnxValue Checked(ValueFile input, Tensor tensor, ElementType type)
    {
        if (input.Type != ElementType.Undefined && (ElementTypes.Storage(input.Type) != tensor.DType || (type != ElementType.Undefined && type != input.Type)))
            throw new OnnxInputException(_file, input.Name, $"{(type == ElementType.Undefined ? tensor.DType : type)}", $"{input.Type}");
        if (input.Extents is { } extents && !Fits(extents, tensor.Shape))
            throw new OnnxInputException(_file, input.Name, $"{tensor.Shape}", Describe(input, false).ToString());
        ElementType known = type != ElementType.Undefined ? type : input.Type != ElementType.Undefined ? input.Type : ElementTypes.Of(tensor.DType);
        return OnnxValue.Computed(tensor.To(Device), known);
    }

    private static bool Fits(List<long> extents, in Shape shape)
    {
        if (extents.Count != shape.Rank) return false;
        for (int axis = 0; axis < shape.Rank; axis++)
        {
            if (extents[axis] >= 0 && extents[axis] != shape[axis]) return false;
        }

        return true;
    }
}
