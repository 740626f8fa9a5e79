namespace GpuNN.Data.Generated;

/// <summary>Coloured figures on coloured ground, of random place, size and turn, with noise: to classify, or, with several in an
/// image, to mark pixel by pixel. Colours say nothing about the figure, so that a linear model does little better than
/// chance.</summary>
public static class ColouredShapes
{
    private const int Channels = 3;
    private const double Contrast = 0.5;

    private static readonly Func<double, double, bool>[] Figures =
    [
        (x, y) => (x * x) + (y * y) < 1,
        (x, y) => (x * x) + (y * y) is < 1 and > 0.3,
        (x, y) => Math.Max(Math.Abs(x), Math.Abs(y)) < 0.85,
        (x, y) => y < 0.7 && (1.7 * Math.Abs(x)) - y < 0.8,
        (x, y) => Math.Min(Math.Abs(x), Math.Abs(y)) < 0.28 && Math.Max(Math.Abs(x), Math.Abs(y)) < 1,
        (x, y) => Math.Abs(y) < 0.33 && Math.Abs(x) < 1.1,
    ];

    /// <summary>What the classes are called.</summary>
    public static IReadOnlyList<string> Names { get; } = ["disc", "ring", "square", "triangle", "cross", "bar"];

    /// <summary>Images of one figure, which is the class.</summary>
    /// <param name="count">How many.</param>
    /// <param name="seed">Equal seeds give equal images.</param>
    /// <param name="size">The height and width; inputs are [3, size, size], from 0 to 1.</param>
    public static Dataset Create(int count, int seed, int size = 32)
    {
        var (inputs, targets) = (new float[count * Channels * size * size], new long[count]);
        long[] mask = new long[size * size];
        for (int sample = 0; sample < count; sample++)
        {
            var canvas = new Canvas(Pixels(inputs, sample, size), mask, size, SampleRandom(seed, sample));
            targets[sample] = canvas.DrawFigure(0.3, 0.42);
            canvas.AddNoise();
        }

        return new(inputs, [Channels, size, size], targets);
    }

    /// <summary>Images of one to three figures; a target [size, size] has 0 where the ground shows and 1 + the figure's class
    /// elsewhere.</summary>
    /// <inheritdoc cref="Create" path="/param"/>
    public static Dataset CreateWithMasks(int count, int seed, int size = 32)
    {
        var (inputs, targets) = (new float[count * Channels * size * size], new long[count * size * size]);
        for (int sample = 0; sample < count; sample++)
        {
            Random random = SampleRandom(seed, sample);
            Span<long> mask = targets.AsSpan(sample * size * size, size * size);
            var canvas = new Canvas(Pixels(inputs, sample, size), mask, size, random);
            int figures = random.Next(1, 4);
            for (int figure = 0; figure < figures; figure++) canvas.DrawFigure(0.2, 0.32);
            canvas.AddNoise();
        }

        return new(inputs, [Channels, size, size], targets, [size, size]);
    }

    private static Span<float> Pixels(float[] inputs, int sample, int size) =>
        inputs.AsSpan(sample * Channels * size * size, Channels * size * size);

    private static Random SampleRandom(int seed, int sample) => new(unchecked((seed * 1_000_003) + sample));

    private readonly ref struct Canvas
    {
        private readonly Span<float> _pixels;
        private readonly Span<long> _mask;
        private readonly int _size;
        private readonly Random _random;
        private readonly double[] _ground;

        public Canvas(Span<float> pixels, Span<long> mask, int size, Random random)
        {
            _pixels = pixels;
            _mask = mask;
            _size = size;
            _random = random;
            _ground = [random.NextDouble(), random.NextDouble(), random.NextDouble()];
            for (int channel = 0; channel < Channels; channel++)
                _pixels.Slice(channel * size * size, size * size).Fill((float)_ground[channel]);
        }

        public int DrawFigure(double smallest, double largest)
        {
            int figure = _random.Next(Figures.Length);
            double[] colour = Colour();
            double radius = _size * Between(smallest, largest), angle = Between(-0.25, 0.25);
            double centreX = Between(0.8 * radius, _size - (0.8 * radius)), centreY = Between(0.8 * radius, _size - (0.8 * radius));
            double cosine = Math.Cos(angle) / radius, sine = Math.Sin(angle) / radius;
            for (int pixel = 0; pixel < _size * _size; pixel++)
            {
                double x = (pixel % _size) + 0.5 - centreX, y = (pixel / _size) + 0.5 - centreY;
                if (!Figures[figure]((cosine * x) + (sine * y), (cosine * y) - (sine * x))) continue;
                _mask[pixel] = figure + 1;
                for (int channel = 0; channel < Channels; channel++)
                    _pixels[(channel * _size * _size) + pixel] = (float)colour[channel];
            }

            return figure;
        }

        public void AddNoise()
        {
            for (int index = 0; index < _pixels.Length; index++)
                _pixels[index] = (float)Math.Clamp(_pixels[index] + Between(-0.05, 0.05), 0, 1);
        }

        /// <summary>A colour that stands out of the ground in at least one channel.</summary>
        private double[] Colour()
        {
            while (true)
            {
                double[] colour = [_random.NextDouble(), _random.NextDouble(), _random.NextDouble()];
                double difference = 0;
                for (int channel = 0; channel < Channels; channel++)
                    difference = Math.Max(difference, Math.Abs(colour[channel] - _ground[channel]));
                if (difference > Contrast) return colour;
            }
        }

        private double Between(double low, double high) => low + ((high - low) * _random.NextDouble());
    }
}
