namespace GpuNN;

/// <content>OneHot.</content>
public static partial class Operators
{
    /// <summary>A new last axis that is 1 at the index and 0 elsewhere; all 0 for an index outside of the classes.</summary>
    /// <param name="indices">[...], integers.</param>
    /// <param name="classes">The extent of the new axis.</param>
    /// <param name="dtype">The type of the result.</param>
    /// <exception cref="DTypeMismatchException">The indices are no integers.</exception>
    public static Tensor OneHot(this Tensor indices, long classes, DType dtype = DType.Float32)
    {
        if (!indices.DType.IsInteger())
            throw new DTypeMismatchException(nameof(OneHot), nameof(indices), $"{indices.DType}", "integers");
        return indices.Unsqueeze(-1).Equal(Tensor.Arange(classes, indices.DType, indices.Device)).Cast(dtype);
    }
}
