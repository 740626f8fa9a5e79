using GpuNN.Backends;

namespace GpuNN;

/// <content>Any.</content>
public static partial class Operators
{
    /// <summary>Whether an element is ≠ 0, a <see cref="DType.Bool"/> scalar; false of none.</summary>
    public static Tensor Any(this Tensor x) => Any(x, []);

    /// <summary>Whether an element is ≠ 0, over axes; over all of them where none is named; false of none. A <see cref="DType.Bool"/>
    /// tensor.</summary>
    /// <inheritdoc cref="Sum(Tensor, ReadOnlySpan{int}, bool)" path="/param"/>
    /// <inheritdoc cref="Sum(Tensor, ReadOnlySpan{int}, bool)" path="/exception"/>
    public static Tensor Any(this Tensor x, ReadOnlySpan<int> axes, bool keepAxes = false) =>
        Reduce(nameof(Any), ReduceFunction.Any, x, axes, keepAxes, out _, DType.Bool);
}
