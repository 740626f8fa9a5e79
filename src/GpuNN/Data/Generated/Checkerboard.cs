namespace GpuNN.Data.Generated;

/// <summary>Points of a square whose class is the colour of their field on a board of 2×2: not linearly separable, and the
/// smallest task on which a hidden layer shows its worth.</summary>
public static class Checkerboard
{
    /// <summary>Draws points.</summary>
    /// <param name="count">How many.</param>
    /// <param name="seed">Equal seeds give equal points.</param>
    public static Dataset Create(int count, int seed)
    {
        var random = new Random(seed);
        var inputs = new float[count * 2];
        var targets = new long[count];
        for (int sample = 0; sample < count; sample++)
        {
            double x = (2 * random.NextDouble()) - 1, y = (2 * random.NextDouble()) - 1;
            inputs[2 * sample] = (float)x;
            inputs[(2 * sample) + 1] = (float)y;
            targets[sample] = x * y > 0 ? 1 : 0;
        }

        return new(inputs, [2], targets);
    }
}
