using GpuNN.Autograd;
using GpuNN.Backends;

namespace GpuNN;

/// <content>GroupNorm.</content>
public static partial class Operators
{
    /// <summary>γ·(x − μ)/√(σ² + ε) + β with mean and biased variance over each sample's groups of channels.</summary>
    /// <param name="x">[N, C, …].</param>
    /// <param name="groups">How many groups, which divide C.</param>
    /// <param name="weight">γ [C], or none for 1.</param>
    /// <param name="bias">β [C], or none for 0.</param>
    /// <param name="epsilon">ε.</param>
    /// <exception cref="ShapeMismatchException">The rank does not fit, the groups do not divide C, or an argument is not
    /// [C].</exception>
    /// <exception cref="DTypeMismatchException">The types differ or are not floating point.</exception>
    public static Tensor GroupNorm(
        this Tensor x, int groups, Tensor? weight = null, Tensor? bias = null, double epsilon = 1e-5) =>
        NormalizeGroups(nameof(GroupNorm), x, groups, weight, bias, epsilon);

    private static Tensor NormalizeGroups(string name, Tensor x, int groups, Tensor? weight, Tensor? bias, double epsilon)
    {
        if (x.Rank < 2) throw new ShapeMismatchException(name, nameof(x), $"{x.Shape}", "[N, C, …]");
        long channels = x.Shape[1];
        CheckPerChannel(name, x, channels, (nameof(weight), weight), (nameof(bias), bias));
        if (groups < 1 || channels % groups != 0)
            throw new ShapeMismatchException(name, nameof(groups), $"{groups}", $"a divisor of the {channels} channels");
        (weight, bias) = BothOrNone(weight, bias, x, [channels]);
        Tensor planes = x.Reshape(AsPlanes(x.Shape));
        Shape perGroup = [x.Shape[0], groups];
        Tensor y = Tensor.Empty(planes.Shape, x.DType, x.Device, name);
        Tensor mean = Tensor.Empty(perGroup, x.DType, x.Device, name), scale = Tensor.Empty(perGroup, x.DType, x.Device, name);
        Dispatcher.Run(
            name,
            new GroupNormPrimitive(groups, epsilon, weight is not null),
            weight is null ? [planes] : [planes, weight, bias!],
            [y, mean, scale]);
        if (Tape.Records(planes, weight, bias))
        {
            SavedTensor saved = Tape.Save(planes, name);
            SavedTensor? savedWeight = weight is null ? null : Tape.Save(weight, name);
            Tape.Record(name, y, weight is null ? [planes] : [planes, weight, bias!], gradient => FusedGradient(
                $"{name}Gradient",
                new GroupNormGradientPrimitive(groups, weight is not null),
                [gradient, saved.Value, mean, scale],
                savedWeight?.Value,
                weight is null ? [planes.Shape] : [planes.Shape, weight.Shape, weight.Shape],
                gradient,
                planes,
                weight,
                bias));
        }

        return FinishNorm(y, x, planes, mean, scale);
    }
}
