using GpuNN.Autograd;
using GpuNN.Backends;

namespace GpuNN;

/// <content>LayerNorm.</content>
public static partial class Operators
{
    /// <summary>γ·(x − μ)/√(σ² + ε) + β with mean and biased variance over the last axes.</summary>
    /// <param name="x">Of a shape that ends in <paramref name="normalizedShape"/>.</param>
    /// <param name="normalizedShape">The axes that are normalised together.</param>
    /// <param name="weight">γ of the normalised shape, or none for 1.</param>
    /// <param name="bias">β of the normalised shape, or none for 0.</param>
    /// <param name="epsilon">ε.</param>
    /// <exception cref="ShapeMismatchException">The shapes do not fit, or the normalised one is empty.</exception>
    /// <exception cref="DTypeMismatchException">The types differ or are not floating point.</exception>
    public static Tensor LayerNorm(
        this Tensor x, in Shape normalizedShape, Tensor? weight = null, Tensor? bias = null, double epsilon = 1e-5)
    {
        const string Name = nameof(LayerNorm);
        Tensor rows = AsRows(Name, x, normalizedShape, (nameof(weight), weight), (nameof(bias), bias));
        (weight, bias) = BothOrNone(weight, bias, x, normalizedShape);
        Tensor? scale = weight?.Reshape(rows.Shape[1]), shift = bias?.Reshape(rows.Shape[1]);
        Shape perRow = [rows.Shape[0]];
        Tensor y = Tensor.Empty(rows.Shape, x.DType, x.Device, Name);
        Tensor mean = Tensor.Empty(perRow, x.DType, x.Device, Name), inverse = Tensor.Empty(perRow, x.DType, x.Device, Name);
        Dispatcher.Run(
            Name,
            new LayerNormPrimitive(epsilon, scale is not null),
            scale is null ? [rows] : [rows, scale, shift!],
            [y, mean, inverse]);
        if (Tape.Records(rows, scale, shift))
        {
            SavedTensor saved = Tape.Save(rows, Name);
            SavedTensor? savedScale = scale is null ? null : Tape.Save(scale, Name);
            Tape.Record(Name, y, scale is null ? [rows] : [rows, scale, shift!], gradient => FusedGradient(
                "LayerNormGradient",
                new LayerNormGradientPrimitive(scale is not null),
                [gradient, saved.Value, mean, inverse],
                savedScale?.Value,
                scale is null ? [rows.Shape] : [rows.Shape, scale.Shape, scale.Shape],
                gradient,
                rows,
                scale,
                shift));
        }

        return FinishNorm(y, x, rows, mean, inverse);
    }
}
