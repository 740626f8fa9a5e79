using GpuNN.Autograd;
using GpuNN.Backends;

namespace GpuNN;

/// <content>Norm.</content>
public static partial class Operators
{
    /// <summary>The p-norm of all elements, (Σ |x|ᵖ)^(1/p), a scalar.</summary>
    /// <inheritdoc cref="Norm(Tensor, ReadOnlySpan{int}, double, bool)"/>
    public static Tensor Norm(this Tensor x, double p = 2) => Norm(x, [], p);

    /// <summary>The p-norm over axes, (Σ |x|ᵖ)^(1/p); over all of them where none is named. The largest magnitude for
    /// p = ∞. Where the norm is 0 its gradient is 0.</summary>
    /// <param name="x">The tensor.</param>
    /// <param name="axes">Which axes; negative ones count from the end.</param>
    /// <param name="p">The order, at least 1.</param>
    /// <param name="keepAxes">Whether the reduced axes stay, with extent 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such axis, or p is below 1.</exception>
    /// <exception cref="DTypeMismatchException">The elements are integers.</exception>
    public static Tensor Norm(this Tensor x, ReadOnlySpan<int> axes, double p = 2, bool keepAxes = false)
    {
        CheckFloatingPoint(nameof(Norm), x);
        if (!(p >= 1)) throw new ArgumentOutOfRangeException(nameof(p), p, "The order of a norm is at least 1.");
        if (double.IsPositiveInfinity(p)) return x.Abs().Max(axes, keepAxes);
        if (p == 1) return x.Abs().Sum(axes, keepAxes);
        Tensor result = ComputeNorm(x, axes, p, keepAxes, out Shape kept);
        if (!Tape.Records(x)) return result;
        SavedTensor savedX = Tape.Save(x, nameof(Norm)), savedResult = Tape.Save(result, nameof(Norm));
        return Tape.Record(nameof(Norm), result, x, gradient =>
        {
            Tensor operand = savedX.Value, norm = savedResult.Value.Reshape(kept);
            Tensor direction = p == 2
                ? operand.Divide(norm)
                : operand.Sign().Multiply(operand.Abs().Divide(norm).Power(p - 1));
            return gradient.Reshape(kept).Multiply(direction.MaskedFill(norm.Equal(0), 0));
        });
    }

    private static Tensor ComputeNorm(Tensor x, ReadOnlySpan<int> axes, double p, bool keepAxes, out Shape kept)
    {
        using var restoration = NoGrad.Begin();
        return p == 2
            ? Reduce(nameof(Norm), ReduceFunction.SumOfSquares, x, axes, keepAxes, out kept).Sqrt()
            : Reduce(nameof(Norm), ReduceFunction.Sum, x.Abs().Power(p), axes, keepAxes, out kept).Power(1 / p);
    }
}
