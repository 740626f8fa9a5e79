namespace GpuNN;

/// <content>Roll.</content>
public static partial class Operators
{
    /// <summary>The tensor moved along an axis by a number of positions; what leaves at one end comes in at the other.</summary>
    /// <exception cref="ArgumentOutOfRangeException">There is no such axis.</exception>
    public static Tensor Roll(this Tensor x, long shift, int axis)
    {
        long extent = x.Shape[axis];
        long tail = extent == 0 ? 0 : ((shift % extent) + extent) % extent;
        return tail == 0 ? x : Concat(axis, x.Narrow(axis, extent - tail, tail), x.Narrow(axis, 0, extent - tail));
    }
}
