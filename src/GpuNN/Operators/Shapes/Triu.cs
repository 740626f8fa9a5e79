namespace GpuNN;

/// <content>Triu.</content>
public static partial class Operators
{
    /// <summary>The upper triangle of the last two axes: elements below the diagonal become 0.</summary>
    /// <param name="x">[..., m, n].</param>
    /// <param name="diagonal">Which diagonal is the first that stays: 0 the main one, 1 the one above it, −1 the one
    /// below.</param>
    /// <exception cref="ShapeMismatchException">There are fewer than two axes.</exception>
    public static Tensor Triu(this Tensor x, long diagonal = 0)
    {
        var (rows, columns) = Positions(nameof(Triu), x);
        return x.MaskedFill(rows.Affine(1, diagonal).Greater(columns), 0);
    }
}
