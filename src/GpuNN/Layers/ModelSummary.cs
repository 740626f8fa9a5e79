using System.Globalization;
using System.Text;
using GpuNN.Backends;

namespace GpuNN.Layers;

/// <summary>What a model is made of: for each part its output's shape, its parameters and the floating-point operations of one
/// run.</summary>
public sealed class ModelSummary
{
    private ModelSummary(IReadOnlyList<ModelSummaryRow> rows, long parameters)
    {
        Rows = rows;
        ParameterCount = parameters;
        Flops = rows.Sum(row => row.Flops);
    }

    /// <summary>The parts in the order in which they run, the model itself first.</summary>
    public IReadOnlyList<ModelSummaryRow> Rows { get; }

    /// <summary>The parameters of the model, shared ones once.</summary>
    public long ParameterCount { get; }

    /// <summary>Floating-point operations of the run.</summary>
    public double Flops { get; }

    /// <summary>Runs a model in prediction and writes down what happens.</summary>
    /// <param name="model">The model.</param>
    /// <param name="run">Calls it once.</param>
    public static ModelSummary Of(Module model, Action run)
    {
        var observer = new Observer(model);
        bool isTraining = model.IsTraining;
        model.Evaluate();
        try
        {
            AmbientState state = AmbientState.Current with { GradientsEnabled = false, Observer = observer, Modules = observer };
            using (AmbientState.Use(state)) run();
        }
        finally
        {
            model.Train(isTraining);
        }

        return new(observer.Rows, model.Parameters.Distinct().Sum(parameter => parameter.Count));
    }

    /// <summary>Runs a model on zeros of a shape, without the batch, and writes down what happens.</summary>
    public static ModelSummary Of(Layer model, in Shape inputWithBatch)
    {
        Device device = model.Parameters.FirstOrDefault()?.Device ?? Device.Default;
        Tensor input = Tensor.Zeros(inputWithBatch, device: device);
        return Of(model, () => model.Forward(input));
    }

    /// <summary>A table.</summary>
    public override string ToString()
    {
        var text = new StringBuilder();
        int name = Math.Max(Rows.Select(row => (2 * row.Depth) + row.Name.Length).DefaultIfEmpty().Max(), 4);
        int type = Math.Max(Rows.Select(row => row.Type.Length).DefaultIfEmpty().Max(), 4);
        int shape = Math.Max(Rows.Select(row => row.Output.Length).DefaultIfEmpty().Max(), 6);
        Line("name", "type", "output", "parameters", "MFLOP");
        foreach (ModelSummaryRow row in Rows)
        {
            Line(
                new string(' ', 2 * row.Depth) + row.Name,
                row.Type,
                row.Output,
                row.ParameterCount.ToString("N0", CultureInfo.InvariantCulture),
                (row.Flops / 1e6).ToString("N3", CultureInfo.InvariantCulture));
        }

        Line("sum", string.Empty, string.Empty, ParameterCount.ToString("N0", CultureInfo.InvariantCulture), (Flops / 1e6).ToString("N3", CultureInfo.InvariantCulture));
        return text.ToString();

        void Line(string first, string second, string third, string fourth, string fifth) => text.AppendLine(
            CultureInfo.InvariantCulture,
            $"{first.PadRight(name)}  {second.PadRight(type)}  {third.PadRight(shape)}  {fourth,12}  {fifth,12}");
    }

    private sealed class Observer : IModuleObserver, IExecutionObserver
    {
        private readonly Dictionary<Module, string> _names = [];
        private readonly Stack<int> _open = [];

        public Observer(Module model)
        {
            _names[model] = string.Empty;
            Name(model, string.Empty);
        }

        public List<ModelSummaryRow> Rows { get; } = [];

        public void Entering(Module module)
        {
            string name = _names.GetValueOrDefault(module, "?");
            long own = module.Parameters.Sum(parameter => parameter.Count) - module.Modules.Sum(part => part.Value.ParameterCount);
            Rows.Add(new(name, module.GetType().Name, _open.Count, string.Empty, own, 0));
            _open.Push(Rows.Count - 1);
        }

        public void Left(Module module, Tensor[] outputs)
        {
            int row = _open.Pop();
            Rows[row] = Rows[row] with { Output = string.Join(", ", outputs.Select(output => output.Shape.ToString())) };
        }

        public void Executing(string operatorName, Primitive primitive)
        {
        }

        public void Executed(string operatorName, Primitive primitive, ReadOnlySpan<Tensor> inputs, ReadOnlySpan<Tensor> outputs)
        {
            if (!_open.TryPeek(out int row) || primitive is CopyPrimitive or FillPrimitive) return;
            double flops = primitive.Flops(Views(inputs), Views(outputs));
            Rows[row] = Rows[row] with { Flops = Rows[row].Flops + flops };
        }

        public void Reading(string operatorName, Tensor tensor)
        {
        }

        private static BufferView[] Views(ReadOnlySpan<Tensor> tensors)
        {
            var views = new BufferView[tensors.Length];
            for (int index = 0; index < views.Length; index++) views[index] = tensors[index].View();
            return views;
        }

        private void Name(Module module, string prefix)
        {
            foreach (var (name, part) in module.Modules)
            {
                _names[part] = prefix + name;
                Name(part, $"{prefix}{name}.");
            }
        }
    }
}
