namespace GpuNN;

/// <content>GLU.</content>
public static partial class Operators
{
    /// <summary>a·σ(b), where a and b are the halves of x along an axis: the gated linear unit (Dauphin et al., 2017).</summary>
    /// <exception cref="ArgumentOutOfRangeException">There is no such axis.</exception>
    /// <exception cref="ShapeMismatchException">The extent is odd.</exception>
    public static Tensor GLU(this Tensor x, int axis = -1)
    {
        long extent = x.Shape[axis];
        if (extent % 2 != 0)
            throw new ShapeMismatchException(nameof(GLU), nameof(x), $"{x.Shape}", $"an even extent along axis {axis}");
        return x.Narrow(axis, 0, extent / 2).Multiply(x.Narrow(axis, extent / 2, extent / 2).Sigmoid());
    }
}
