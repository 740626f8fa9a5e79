namespace GpuNN.Layers;

/// <summary>Batch normalisation (<see cref="Operators.BatchNorm"/>) of [N, C] or [N, C, …]: by the batch's statistics in
/// training, by the running ones in prediction.</summary>
public sealed class BatchNorm : Layer
{
    private readonly Tensor? _batches;

    /// <summary>A layer with γ = 1, β = 0, and statistics of mean 0 and variance 1.</summary>
    /// <param name="channels">C.</param>
    /// <param name="epsilon">ε.</param>
    /// <param name="momentum">The weight of a batch in the running statistics; null for their plain mean over all
    /// batches.</param>
    /// <param name="isAffine">Whether there are γ and β.</param>
    /// <param name="tracksStatistics">Whether there are running statistics.</param>
    /// <param name="device">Where they live.</param>
    public BatchNorm(
        int channels,
        double epsilon = 1e-5,
        double? momentum = 0.1,
        bool isAffine = true,
        bool tracksStatistics = true,
        Device? device = null)
    {
        Shape shape = [channels];
        Epsilon = epsilon;
        Momentum = momentum;
        if (isAffine)
        {
            Weight = Register("weight", Initialize.Constant(shape, 1, device));
            Bias = Register("bias", Initialize.Constant(shape, 0, device));
        }

        if (!tracksStatistics) return;
        RunningMean = RegisterBuffer("running_mean", Tensor.Zeros(shape, device: device));
        RunningVariance = RegisterBuffer("running_var", Tensor.Ones(shape, device: device));
        if (momentum is null) _batches = RegisterBuffer("num_batches_tracked", Tensor.Zeros([], DType.Int64, Device.Cpu));
    }

    /// <summary>γ [C], where there is one.</summary>
    public Parameter? Weight { get; }

    /// <summary>β [C], where there is one.</summary>
    public Parameter? Bias { get; }

    /// <summary>The running mean [C], where there is one.</summary>
    public Tensor? RunningMean { get; }

    /// <summary>The running (unbiased) variance [C], where there is one.</summary>
    public Tensor? RunningVariance { get; }

    /// <summary>ε.</summary>
    public double Epsilon { get; }

    /// <summary>The weight of a batch in the running statistics; null for their plain mean.</summary>
    public double? Momentum { get; }

    /// <inheritdoc/>
    protected override Tensor Compute(Tensor input)
    {
        double momentum = Momentum ?? 0;
        if (IsTraining && _batches is not null)
        {
            double count = _batches.ToScalar() + 1;
            _batches.Fill(count);
            momentum = 1 / count;
        }

        return input.BatchNorm(
            RunningMean, RunningVariance, Weight, Bias, IsTraining || RunningMean is null, momentum, Epsilon);
    }
}
