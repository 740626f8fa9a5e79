namespace GpuNN;

/// <content>InstanceNorm.</content>
public static partial class Operators
{
    /// <summary>γ·(x − μ)/√(σ² + ε) + β with mean and biased variance over each sample's planes, or with running
    /// statistics.</summary>
    /// <param name="x">[N, C, …].</param>
    /// <param name="runningMean">[C]: follows the mean over samples of the planes' means, or none.</param>
    /// <param name="runningVariance">[C]: follows the mean over samples of the planes' unbiased variances, or none.</param>
    /// <param name="weight">γ [C], or none for 1.</param>
    /// <param name="bias">β [C], or none for 0.</param>
    /// <param name="useInputStatistics">Whether the planes' own statistics are used, and followed; otherwise the running
    /// ones.</param>
    /// <param name="momentum">The weight of the new value.</param>
    /// <param name="epsilon">ε.</param>
    /// <exception cref="ShapeMismatchException">The rank does not fit, an argument is not [C], a plane has a single value, or
    /// running statistics are asked for and missing.</exception>
    /// <exception cref="DTypeMismatchException">The types differ or are not floating point.</exception>
    public static Tensor InstanceNorm(
        this Tensor x,
        Tensor? runningMean = null,
        Tensor? runningVariance = null,
        Tensor? weight = null,
        Tensor? bias = null,
        bool useInputStatistics = true,
        double momentum = 0.1,
        double epsilon = 1e-5)
    {
        const string Name = nameof(InstanceNorm);
        if (x.Rank < 3) throw new ShapeMismatchException(Name, nameof(x), $"{x.Shape}", "[N, C, …] with a spatial axis");
        CheckPerChannel(Name, x, x.Shape[1], (nameof(runningMean), runningMean), (nameof(runningVariance), runningVariance));
        if (!useInputStatistics)
        {
            if (runningMean is null || runningVariance is null)
                throw new ShapeMismatchException(Name, nameof(runningMean), "no running statistics", "both");
            return x.BatchNorm(runningMean, runningVariance, weight, bias, training: false, momentum, epsilon);
        }

        if (x.Shape[2..].Count == 1)
            throw new ShapeMismatchException(Name, nameof(x), $"{x.Shape}", "more than one value in each plane");
        Tensor result = NormalizeGroups(Name, x, (int)x.Shape[1], weight, bias, epsilon);
        if (runningMean is null && runningVariance is null) return result;
        using IDisposable restoration = NoGrad.Begin();
        Tensor planes = x.Detach().Reshape(AsPlanes(x.Shape));
        runningMean?.CopyFrom(runningMean.Lerp(planes.Mean([0, 2]), momentum));
        runningVariance?.CopyFrom(runningVariance.Lerp(planes.Variance([2]).Mean([0]), momentum));
        return result;
    }
}
