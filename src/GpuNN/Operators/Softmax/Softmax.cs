using GpuNN.Autograd;
using GpuNN.Backends;

namespace GpuNN;

/// <content>Softmax.</content>
public static partial class Operators
{
    /// <summary>exp(x)/Σ exp(x) along an axis, shifted by the maximum so that nothing overflows.</summary>
    /// <param name="x">Of any shape but a scalar.</param>
    /// <param name="axis">The axis; negative ones count from the end.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such axis.</exception>
    /// <exception cref="DTypeMismatchException">The elements are not floating-point numbers.</exception>
    public static Tensor Softmax(this Tensor x, int axis = -1)
    {
        Tensor result = RunSoftmax(nameof(Softmax), x, axis, isLogarithmic: false, out int index);
        if (!Tape.Records(x)) return result;
        SavedTensor saved = Tape.Save(result, nameof(Softmax));
        return Tape.Record(nameof(Softmax), result, x, gradient => SoftmaxGradient(gradient, saved.Value, index));
    }

    /// <summary>J·g for the symmetric Jacobian J = diag(y) − y·yᵀ. Its derivative by g is J again, by y it is
    /// v∘(g − ⟨g, y⟩) − ⟨v, y⟩·g.</summary>
    private static Tensor SoftmaxGradient(Tensor gradient, Tensor y, int axis)
    {
        const string Name = "SoftmaxGradient";
        Tensor result = Dispatcher.Run(Name, new SoftmaxGradientPrimitive(axis, false), y.DType, y.Shape, gradient, y);
        if (!Tape.Records(gradient, y)) return result;
        SavedTensor savedGradient = Tape.Save(gradient, Name), savedY = Tape.Save(y, Name);
        return Tape.Record(Name, result, [gradient, y], v =>
        [
            gradient.RequiresGrad ? SoftmaxGradient(v, savedY.Value, axis) : null,
            y.RequiresGrad
                ? (v * (savedGradient.Value - (savedGradient.Value * savedY.Value).Sum([axis], keepAxes: true)))
                    - (savedGradient.Value * (v * savedY.Value).Sum([axis], keepAxes: true))
                : null,
        ]);
    }

    private static Tensor RunSoftmax(string name, Tensor x, int axis, bool isLogarithmic, out int index)
    {
        if (!x.DType.IsFloatingPoint()) throw new DTypeMismatchException(name, nameof(x), $"{x.DType}", "a floating-point type");
        index = x.Shape.NormalizeAxis(axis);
        return Dispatcher.Run(name, new SoftmaxPrimitive(index, isLogarithmic), x.DType, x.Shape, x);
    }
}
