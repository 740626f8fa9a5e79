namespace GpuNN.Layers;

/// <summary>Adds where a token stands: sin(p/10000^(2i/E)) to feature 2i and cos(p/10000^(2i/E)) to feature 2i + 1, then
/// drops.</summary>
public sealed class PositionalEncoding : Layer
{
    private readonly Tensor _table;
    private readonly double _dropout;

    /// <summary>A layer for sequences up to a length.</summary>
    /// <param name="size">The features of a token, E.</param>
    /// <param name="length">The most tokens.</param>
    /// <param name="dropout">The probability of dropping in training.</param>
    /// <param name="device">Where the table lives.</param>
    public PositionalEncoding(int size, int length = 5000, double dropout = 0, Device? device = null)
    {
        var table = new float[length * size];
        for (int index = 0; index < table.Length; index++)
        {
            int position = index / size, feature = index % size;
            double angle = position / Math.Pow(10000, (double)(feature - (feature % 2)) / size);
            table[index] = (float)(feature % 2 == 0 ? Math.Sin(angle) : Math.Cos(angle));
        }

        _table = Tensor.From(table, [length, size], device).Keep();
        _dropout = dropout;
    }

    /// <summary>[N, L, E] from position 0 on.</summary>
    protected override Tensor Compute(Tensor input) => Add(input, 0);

    /// <summary>[N, L, E] from a position on, for tokens that follow others.</summary>
    /// <exception cref="ShapeMismatchException">The sequence is longer than the table.</exception>
    public Tensor Forward(Tensor input, long position) => Call(() => [Add(input, position)])[0];

    private Tensor Add(Tensor input, long position)
    {
        if (input.Rank != 3 || input.Shape[2] != _table.Shape[1] || position + input.Shape[1] > _table.Shape[0])
            throw new ShapeMismatchException(
                nameof(PositionalEncoding), nameof(input), $"{input.Shape} from {position} on", $"[N, L, {_table.Shape[1]}] up to {_table.Shape[0]}");
        return (input + _table.Narrow(0, position, input.Shape[1])).Dropout(_dropout, IsTraining);
    }
}
