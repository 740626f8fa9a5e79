namespace GpuNN.Data.Generated;

/// <summary>Digits drawn with a pen of varying width, shifted, scaled, turned and slanted a little, with noise: a stand-in for
/// handwritten digits that needs no download.</summary>
public static class DrawnDigits
{
    /// <summary>Strokes of each digit in a unit square, y downwards: x0, y0, x1, y1 per segment.</summary>
    private static readonly double[][] Strokes =
    [
        [.3, .1, .7, .1, .7, .1, .85, .5, .85, .5, .7, .9, .7, .9, .3, .9, .3, .9, .15, .5, .15, .5, .3, .1],
        [.35, .25, .55, .1, .55, .1, .55, .9],
        [.2, .25, .45, .1, .45, .1, .8, .3, .8, .3, .2, .9, .2, .9, .85, .9],
        [.2, .1, .8, .1, .8, .1, .45, .45, .45, .45, .8, .65, .8, .65, .55, .9, .55, .9, .2, .85],
        [.65, .9, .65, .1, .65, .1, .15, .65, .15, .65, .85, .65],
        [.8, .1, .25, .1, .25, .1, .2, .45, .2, .45, .65, .45, .65, .45, .8, .68, .8, .68, .6, .9, .6, .9, .2, .85],
        [.7, .1, .3, .4, .3, .4, .2, .7, .2, .7, .45, .9, .45, .9, .8, .75, .8, .75, .7, .5, .7, .5, .25, .55],
        [.15, .1, .85, .1, .85, .1, .4, .9],
        [.5, .48, .25, .28, .25, .28, .5, .1, .5, .1, .75, .28, .75, .28, .5, .48, .5, .48, .2, .7, .2, .7, .5, .9, .5, .9, .8, .7, .8, .7, .5, .48],
        [.75, .45, .35, .5, .35, .5, .2, .3, .2, .3, .5, .1, .5, .1, .78, .25, .78, .25, .75, .45, .75, .45, .6, .9],
    ];

    /// <summary>Draws digits.</summary>
    /// <param name="count">How many.</param>
    /// <param name="seed">Equal seeds give equal digits.</param>
    /// <param name="size">The height and width; inputs are [1, size, size], from 0 to 1.</param>
    public static Dataset Create(int count, int seed, int size = 28)
    {
        var random = new Random(seed);
        var inputs = new float[count * size * size];
        var targets = new long[count];
        for (int sample = 0; sample < count; sample++)
        {
            int digit = random.Next(10);
            targets[sample] = digit;
            Draw(Strokes[digit], random, size, inputs.AsSpan(sample * size * size, size * size));
        }

        return new(inputs, [1, size, size], targets);
    }

    private static void Draw(double[] strokes, Random random, int size, Span<float> pixels)
    {
        double angle = Between(random, -0.3, 0.3), slant = Between(random, -0.25, 0.25);
        double scaleX = size * Between(random, 0.4, 0.7), scaleY = size * Between(random, 0.48, 0.78);
        double centreX = size * Between(random, 0.38, 0.62), centreY = size * Between(random, 0.38, 0.62);
        double width = size * Between(random, 0.03, 0.065), noise = Between(random, 0.05, 0.3);
        double cosine = Math.Cos(angle), sine = Math.Sin(angle);
        var segments = new double[strokes.Length];
        for (int index = 0; index < strokes.Length; index += 2)
        {
            double y = (strokes[index + 1] - 0.5) * scaleY;
            double x = ((strokes[index] - 0.5) * scaleX) - (slant * y);
            segments[index] = centreX + (cosine * x) - (sine * y);
            segments[index + 1] = centreY + (sine * x) + (cosine * y);
        }

        for (int pixel = 0; pixel < pixels.Length; pixel++)
        {
            double x = (pixel % size) + 0.5, y = (pixel / size) + 0.5, distance = double.MaxValue;
            for (int index = 0; index < segments.Length; index += 4)
                distance = Math.Min(distance, Distance(x, y, segments.AsSpan(index, 4)));
            double ink = Math.Clamp(width - distance + 0.5, 0, 1) + (noise * ((2 * random.NextDouble()) - 1));
            pixels[pixel] = (float)Math.Clamp(ink, 0, 1);
        }
    }

    private static double Distance(double x, double y, ReadOnlySpan<double> segment)
    {
        double dx = segment[2] - segment[0], dy = segment[3] - segment[1];
        double along = Math.Clamp((((x - segment[0]) * dx) + ((y - segment[1]) * dy)) / ((dx * dx) + (dy * dy)), 0, 1);
        return double.Hypot(x - segment[0] - (along * dx), y - segment[1] - (along * dy));
    }

    private static double Between(Random random, double low, double high) => low + ((high - low) * random.NextDouble());
}
