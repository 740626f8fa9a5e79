using System.Runtime.CompilerServices;
using GpuNN.Autograd;
using GpuNN.Backends;

namespace GpuNN;

/// <content>Linear and LinearActivation.</content>
public static partial class Operators
{
    /// <summary>x·Wᵀ + b, for x [..., in], W [out, in], b [out].</summary>
    /// <exception cref="ShapeMismatchException">The shapes do not fit.</exception>
    public static Tensor Linear(this Tensor x, Tensor weight, Tensor? bias = null) =>
        Linear(nameof(Linear), x, weight, bias, Activation.Identity);

    /// <summary>activation(x·Wᵀ + b) in one pass, for x [..., in], W [out, in], b [out].</summary>
    /// <exception cref="ShapeMismatchException">The shapes do not fit.</exception>
    public static Tensor LinearActivation(this Tensor x, Tensor weight, Tensor? bias, Activation activation) =>
        Linear(nameof(LinearActivation), x, weight, bias, activation);

    private static Tensor Linear(string name, Tensor x, Tensor weight, Tensor? bias, Activation activation)
    {
        if (weight.Rank != 2 || x.Rank == 0 || x.Shape[-1] != weight.Shape[1]) throw UnfitWeight(name, x, weight);
        Tensor rows = x.Rank == 2 ? x : x.Reshape(x.Count / Math.Max(weight.Shape[1], 1), weight.Shape[1]);
        using Tensor transposed = TransposeView(weight);
        Tensor result = MultiplyMatrices(name, rows, transposed, bias, activation);
        if (Tape.Records(x, weight, bias)) RecordLinear(name, result, rows, weight, bias, activation);
        else if (rows != x) rows.Dispose();
        return x.Rank == 2 ? result : ReshapeResult(result, x.Shape.With(-1, weight.Shape[0]));
    }

    private static void RecordLinear(
        string name, Tensor result, Tensor rows, Tensor weight, Tensor? bias, Activation activation)
    {
        SavedTensor savedX = Tape.Save(rows, name), savedWeight = Tape.Save(weight, name), savedResult = Tape.Save(result, name);
        Tensor[] inputs = bias is null ? [rows, weight] : [rows, weight, bias];
        Tape.Record(name, result, inputs, gradient =>
        {
            Tensor inner = ActivationGradient(activation, gradient, savedResult.Value);
            Tensor? rowsGradient = rows.RequiresGrad ? inner.MatMul(savedWeight.Value) : null;
            Tensor? weightGradient = weight.RequiresGrad ? inner.Transpose().MatMul(savedX.Value) : null;
            return bias is null
                ? [rowsGradient, weightGradient]
                : [rowsGradient, weightGradient, bias.RequiresGrad ? inner.Sum([0]) : null];
        });
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static ShapeMismatchException UnfitWeight(string name, Tensor x, Tensor weight) => weight.Rank != 2
        ? new(name, nameof(weight), $"{weight.Shape}", "[out, in]")
        : new(name, nameof(x), $"{x.Shape}", $"[..., {weight.Shape[1]}], as the weight {weight.Shape} has");

    private static Tensor TransposeView(Tensor x) =>
        new(x, [x.Shape[1], x.Shape[0]], [x.Strides[1], x.Strides[0]], x.Offset);

    private static Tensor ActivationGradient(Activation activation, Tensor gradient, Tensor result) => activation switch
    {
        Activation.Identity => gradient,
        Activation.ReLU => ReLUGradient(gradient, result),
        Activation.Sigmoid when Tape.Records(gradient, result) => gradient.Multiply(result.Multiply(result.Affine(-1, 1))),
        Activation.Sigmoid => Binary(
            nameof(ElementwiseFunction.SigmoidGradient), ElementwiseFunction.SigmoidGradient, gradient, result),
        Activation.Tanh when Tape.Records(gradient, result) => gradient.Multiply(result.Multiply(result).Affine(-1, 1)),
        Activation.Tanh => Binary(nameof(ElementwiseFunction.TanhGradient), ElementwiseFunction.TanhGradient, gradient, result),
        _ => throw new ArgumentOutOfRangeException(nameof(activation), activation, null),
    };
}
