namespace GpuNN;

/// <content>Tril.</content>
public static partial class Operators
{
    /// <summary>The lower triangle of the last two axes: elements above the diagonal become 0.</summary>
    /// <param name="x">[..., m, n].</param>
    /// <param name="diagonal">Which diagonal is the last that stays: 0 the main one, 1 the one above it, −1 the one
    /// below.</param>
    /// <exception cref="ShapeMismatchException">There are fewer than two axes.</exception>
    public static Tensor Tril(this Tensor x, long diagonal = 0)
    {
        var (rows, columns) = Positions(nameof(Tril), x);
        return x.MaskedFill(rows.Affine(1, diagonal).Less(columns), 0);
    }

    /// <summary>The row numbers as a column, and the column numbers as a row.</summary>
    private static (Tensor Rows, Tensor Columns) Positions(string name, Tensor x)
    {
        if (x.Rank < 2) throw new ShapeMismatchException(name, nameof(x), $"{x.Shape}", "[..., m, n]");
        return (Tensor.Arange(x.Shape[-2], DType.Int64, x.Device).Unsqueeze(1), Tensor.Arange(x.Shape[-1], DType.Int64, x.Device));
    }
}
