using GpuNN.Backends;

namespace GpuNN;

/// <content>All.</content>
public static partial class Operators
{
    /// <summary>Whether all elements are ≠ 0, a <see cref="DType.Bool"/> scalar; true of none.</summary>
    public static Tensor All(this Tensor x) => All(x, []);

    /// <summary>Whether all elements are ≠ 0, over axes; over all of them where none is named; true of none. A <see cref="DType.Bool"/>
    /// tensor.</summary>
    /// <inheritdoc cref="Sum(Tensor, ReadOnlySpan{int}, bool)" path="/param"/>
    /// <inheritdoc cref="Sum(Tensor, ReadOnlySpan{int}, bool)" path="/exception"/>
    public static Tensor All(this Tensor x, ReadOnlySpan<int> axes, bool keepAxes = false) =>
        Reduce(nameof(All), ReduceFunction.All, x, axes, keepAxes, out _, DType.Bool);
}
