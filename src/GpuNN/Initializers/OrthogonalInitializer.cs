namespace GpuNN.Initializers;

/// <summary>A random orthogonal matrix times a gain (Saxe et al., 2014): W·Wᵀ = gain²·I where there are fewer rows than columns,
/// else Wᵀ·W = gain²·I; axes beyond the first count as columns.</summary>
/// <param name="gain">The gain.</param>
public sealed class OrthogonalInitializer(double gain = 1) : Initializer
{
    /// <inheritdoc/>
    /// <exception cref="ShapeMismatchException">There are fewer than two axes.</exception>
    public override Tensor Create(in Shape shape, DType dtype = DType.Float32, Device? device = null)
    {
        if (shape.Rank < 2) throw new ShapeMismatchException(nameof(OrthogonalInitializer), nameof(shape), $"{shape}", "[out, in, kernel...]");
        long rows = shape[0], columns = shape[1..].Count;
        long count = Math.Min(rows, columns), length = Math.Max(rows, columns);
        using Tensor numbers = Operators.Normal([count, length], dtype: DType.Float64, device: Device.Cpu);
        double[] vectors = numbers.ToArray<double>();
        for (int index = 0; index < count; index++) Orthonormalize(vectors, index, (int)length);
        var weights = new double[vectors.Length];
        for (int row = 0; row < rows; row++)
        {
            for (int column = 0; column < columns; column++)
                weights[(row * columns) + column] = gain * vectors[rows <= columns ? (row * length) + column : (column * length) + row];
        }

        return Tensor.From(weights, shape, Device.Cpu).Cast(dtype).To(device ?? Device.Default);
    }

    /// <summary>Gram and Schmidt's step, twice, since once leaves the rounding of nearly parallel vectors.</summary>
    private static void Orthonormalize(double[] vectors, int index, int length)
    {
        Span<double> vector = vectors.AsSpan(index * length, length);
        for (int pass = 0; pass < 2; pass++)
        {
            for (int other = 0; other < index; other++)
            {
                ReadOnlySpan<double> unit = vectors.AsSpan(other * length, length);
                double projection = 0;
                for (int i = 0; i < length; i++) projection += unit[i] * vector[i];
                for (int i = 0; i < length; i++) vector[i] -= projection * unit[i];
            }
        }

        double square = 0;
        foreach (double element in vector) square += element * element;
        double norm = Math.Sqrt(square);
        foreach (ref double element in vector) element /= norm;
    }
}
