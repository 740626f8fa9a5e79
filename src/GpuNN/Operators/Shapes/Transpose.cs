namespace GpuNN;

/// <content>Transpose.</content>
public static partial class Operators
{
    /// <summary>A view with two axes exchanged; the last two where none is named.</summary>
    /// <exception cref="ArgumentOutOfRangeException">There is no such axis.</exception>
    public static Tensor Transpose(this Tensor x, int first = -2, int second = -1)
    {
        int a = x.Shape.NormalizeAxis(first), b = x.Shape.NormalizeAxis(second);
        Span<int> order = stackalloc int[x.Rank];
        for (int axis = 0; axis < x.Rank; axis++) order[axis] = axis == a ? b : axis == b ? a : axis;
        return x.Permute(order);
    }
}
