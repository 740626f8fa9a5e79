namespace GpuNN.Bench.Cases;

/// <summary>An operator's result, its gradients, or both, over and over; what a call makes is freed by that call.</summary>
internal sealed class OperatorCase : IOurCase
{
    private readonly CaseTensors _tensors;
    private readonly Func<Tensor> _forward;
    private readonly Direction _direction;
    private readonly string _outputName;
    private readonly string[] _gradientNames;
    private readonly Tensor[] _differentiated;
    private readonly IDisposable? _noGrad;
    private readonly Tensor? _recorded;

    /// <param name="tensors">The inputs, which the case then owns.</param>
    /// <param name="direction">What is timed.</param>
    /// <param name="outputName">The result's name on the other side.</param>
    /// <param name="differentiated">The inputs whose gradients are wanted.</param>
    /// <param name="forward">The operator.</param>
    public OperatorCase(CaseTensors tensors, Direction direction, string outputName, string[] differentiated, Func<Tensor> forward)
    {
        (_tensors, _direction, _outputName, _forward) = (tensors, direction, outputName, forward);
        if (direction == Direction.Forward)
        {
            (_gradientNames, _differentiated) = ([], []);
            _noGrad = NoGrad.Begin();
            return;
        }
        _gradientNames = [.. differentiated.Select(name => "d" + name)];
        _differentiated = [.. differentiated.Select(tensors.Differentiable)];
        if (direction == Direction.Backward)
            _recorded = forward().Keep();
    }

    public void Run()
    {
        switch (_direction)
        {
            case Direction.Forward:
                _forward().Dispose();
                break;
            case Direction.Backward:
                Release(_recorded!.GradientsOf(_differentiated, UpstreamGradient, retainTape: true));
                break;
            default:
                using (Step.Begin())
                    _forward().GradientsOf(_differentiated, UpstreamGradient);
                break;
        }
    }

    public void Synchronize() => _tensors.Device.Synchronize();

    public IReadOnlyList<HostTensor> Outputs()
    {
        if (_direction == Direction.Forward)
        {
            using Tensor result = _forward();
            return [Read(_outputName, result)];
        }
        if (_direction == Direction.Backward)
        {
            Tensor?[] gradients = _recorded!.GradientsOf(_differentiated, UpstreamGradient, retainTape: true);
            HostTensor[] read = [.. gradients.Select((gradient, i) => Read(_gradientNames[i], gradient!))];
            Release(gradients);
            return read;
        }
        using Step step = Step.Begin();
        Tensor output = _forward();
        Tensor?[] all = output.GradientsOf(_differentiated, UpstreamGradient, retainTape: true);
        return [Read(_outputName, output), .. all.Select((gradient, i) => Read(_gradientNames[i], gradient!))];
    }

    public void Dispose()
    {
        _recorded?.Dispose();
        _noGrad?.Dispose();
        _tensors.Dispose();
    }

    /// <summary>Reads a result of any strides, rounded to float32.</summary>
    public static HostTensor Read(string name, Tensor tensor)
    {
        int[] shape = [.. tensor.Shape.ToArray().Select(extent => checked((int)extent))];
        float[] values = tensor.DType switch
        {
            DType.Float64 => Array.ConvertAll(tensor.ToArray<double>(), value => (float)value),
            DType.Float32 => tensor.ToArray<float>(),
            _ => tensor.Cast(DType.Float32).ToArray<float>(),
        };
        return new HostTensor(name, shape, values);
    }

    private Tensor? UpstreamGradient => _tensors.Has("dy") ? _tensors["dy"] : null;

    private static void Release(Tensor?[] gradients)
    {
        foreach (Tensor? gradient in gradients)
            gradient?.Dispose();
    }
}
