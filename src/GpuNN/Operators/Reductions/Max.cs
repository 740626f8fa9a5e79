using GpuNN.Backends;

namespace GpuNN;

/// <content>Max.</content>
public static partial class Operators
{
    /// <summary>The largest element, a scalar; NaN where one is. The gradient is shared evenly among equal ones.</summary>
    /// <exception cref="ShapeMismatchException">There are no elements.</exception>
    public static Tensor Max(this Tensor x) => Max(x, []);

    /// <summary>The largest elements over axes; over all of them where none is named. NaN where one is. The gradient is shared
    /// evenly among equal ones; <see cref="TopK"/> gives it to one.</summary>
    /// <inheritdoc cref="Sum(Tensor, ReadOnlySpan{int}, bool)" path="/param"/>
    /// <inheritdoc cref="Sum(Tensor, ReadOnlySpan{int}, bool)" path="/exception"/>
    /// <exception cref="ShapeMismatchException">A reduced axis has no elements.</exception>
    public static Tensor Max(this Tensor x, ReadOnlySpan<int> axes, bool keepAxes = false) =>
        Extreme(nameof(Max), ReduceFunction.Max, x, axes, keepAxes);
}
