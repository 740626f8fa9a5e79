using GpuNN.Autograd;
using GpuNN.Backends;

namespace GpuNN;

/// <content>What Max and Min share.</content>
public static partial class Operators
{
    private static Tensor Extreme(string name, ReduceFunction function, Tensor x, ReadOnlySpan<int> axes, bool keepAxes)
    {
        CheckHasElements(name, x, axes);
        Tensor result = Reduce(name, function, x, axes, keepAxes, out Shape kept);
        if (!Tape.Records(x)) return result;
        SavedTensor savedX = Tape.Save(x, name), savedResult = Tape.Save(result, name);
        int[] reduced = axes.ToArray();
        return Tape.Record(name, result, x, gradient =>
        {
            Tensor isExtreme = savedX.Value.Equal(savedResult.Value.Reshape(kept)).Cast(x.DType);
            Tensor share = gradient.Reshape(kept).Divide(isExtreme.Sum(reduced, keepAxes: true));
            return share.Multiply(isExtreme);
        });
    }

    private static void CheckHasElements(string name, Tensor x, ReadOnlySpan<int> axes)
    {
        bool isEmpty = axes.IsEmpty && x.Count == 0;
        foreach (int axis in axes) isEmpty |= x.Shape[axis] == 0;
        if (isEmpty) throw new ShapeMismatchException(name, nameof(x), $"{x.Shape}", "at least one element to reduce");
    }
}
