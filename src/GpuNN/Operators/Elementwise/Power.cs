using GpuNN.Autograd;
using GpuNN.Backends;

namespace GpuNN;

/// <content>Power.</content>
public static partial class Operators
{
    /// <summary>x raised to y, element by element, broadcasting. 0⁰ is 1; a negative number has a power where y is an
    /// integer, else NaN. The derivative by x is y·x^(y−1), 0 where y is 0; by y it is x^y·ln x, 0 where x is 0 and y not
    /// negative.</summary>
    /// <exception cref="ShapeMismatchException">The shapes do not broadcast.</exception>
    public static Tensor Power(this Tensor x, Tensor y)
    {
        Tensor result = Binary(nameof(Power), ElementwiseFunction.Power, x, y);
        if (!Tape.Records(x, y)) return result;
        SavedTensor savedX = Tape.Save(x, nameof(Power)), savedY = Tape.Save(y, nameof(Power));
        return Tape.Record(nameof(Power), result, [x, y], gradient =>
        [
            x.RequiresGrad ? gradient.Multiply(PowerDerivative(savedX.Value, savedY.Value)).ReduceTo(x) : null,
            y.RequiresGrad ? gradient.Multiply(ExponentDerivative(savedX.Value, savedY.Value)).ReduceTo(y) : null,
        ]);
    }

    /// <summary>x raised to a number, element by element. 0⁰ is 1; a negative number has a power where the exponent is an
    /// integer, else NaN. Integers stay integers where the exponent is one that is not negative.</summary>
    public static Tensor Power(this Tensor x, double exponent)
    {
        Tensor operand = double.IsInteger(exponent) && exponent >= 0 ? x : Real(x);
        Tensor result = Unary(nameof(Power), ElementwiseFunction.PowerScalar, operand, exponent);
        if (!Tape.Records(x)) return result;
        SavedTensor saved = Tape.Save(x, nameof(Power));
        return Tape.Record(nameof(Power), result, x, gradient => exponent == 0
            ? gradient.Affine(0)
            : gradient.Multiply(saved.Value.Power(exponent - 1).Affine(exponent)));
    }

    private static Tensor PowerDerivative(Tensor x, Tensor y) =>
        x.Power(y.Affine(1, -1)).Multiply(y).MaskedFill(y.Equal(0), 0);

    private static Tensor ExponentDerivative(Tensor x, Tensor y) =>
        x.Power(y).Multiply(x.Log()).MaskedFill(x.Equal(0).And(y.GreaterOrEqual(0)), 0);
}
