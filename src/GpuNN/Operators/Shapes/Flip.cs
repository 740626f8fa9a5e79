namespace GpuNN;

/// <content>Flip.</content>
public static partial class Operators
{
    /// <summary>The tensor with axes turned round: the last position comes first.</summary>
    /// <exception cref="ArgumentOutOfRangeException">There is no such axis.</exception>
    public static Tensor Flip(this Tensor x, params ReadOnlySpan<int> axes)
    {
        Tensor result = x;
        foreach (int axis in axes)
        {
            var indices = new long[x.Shape[axis]];
            for (long index = 0; index < indices.Length; index++) indices[index] = indices.Length - 1 - index;
            result = result.IndexSelect(axis, Tensor.From(indices, x.Device));
        }

        return result;
    }
}
