using GpuNN.Autograd;
using GpuNN.Backends;

namespace GpuNN;

/// <content>RMSNorm.</content>
public static partial class Operators
{
    /// <summary>γ·x/√(mean(x²) + ε) over the last axes: layer normalisation without the mean.</summary>
    /// <param name="x">Of a shape that ends in <paramref name="normalizedShape"/>.</param>
    /// <param name="normalizedShape">The axes that are normalised together.</param>
    /// <param name="weight">γ of the normalised shape, or none for 1.</param>
    /// <param name="epsilon">ε.</param>
    /// <exception cref="ShapeMismatchException">The shapes do not fit, or the normalised one is empty.</exception>
    /// <exception cref="DTypeMismatchException">The types differ or are not floating point.</exception>
    public static Tensor RMSNorm(this Tensor x, in Shape normalizedShape, Tensor? weight = null, double epsilon = 1e-5)
    {
        const string Name = nameof(RMSNorm);
        Tensor rows = AsRows(Name, x, normalizedShape, (nameof(weight), weight));
        Tensor? scale = weight?.Reshape(rows.Shape[1]);
        Tensor y = Tensor.Empty(rows.Shape, x.DType, x.Device, Name);
        Tensor inverse = Tensor.Empty([rows.Shape[0]], x.DType, x.Device, Name);
        Dispatcher.Run(Name, new RmsNormPrimitive(epsilon, scale is not null), scale is null ? [rows] : [rows, scale], [y, inverse]);
        if (Tape.Records(rows, scale))
        {
            SavedTensor saved = Tape.Save(rows, Name);
            SavedTensor? savedScale = scale is null ? null : Tape.Save(scale, Name);
            Tape.Record(Name, y, scale is null ? [rows] : [rows, scale], gradient => FusedGradient(
                "RMSNormGradient",
                new RmsNormGradientPrimitive(scale is not null),
                [gradient, saved.Value, inverse],
                savedScale?.Value,
                scale is null ? [rows.Shape] : [rows.Shape, scale.Shape],
                gradient,
                rows,
                scale));
        }

        return FinishNorm(y, x, rows, inverse);
    }
}
