namespace GpuNN.Verification;

/// <summary>How an input of a case is made: shape, kind of numbers, and the view through which the operator sees
/// it.</summary>
/// <param name="Shape">The shape that the operator sees.</param>
/// <param name="Draw">Makes the numbers, row-major.</param>
/// <param name="DType">An integer type or bool; null for the floating-point type in which the case is run.</param>
public sealed record InputSpecification(Shape Shape, Func<Random, long, double[]> Draw, DType? DType = null)
{
    /// <summary>Whether the gradient with respect to it is checked.</summary>
    public bool IsDifferentiable { get; init; } = DType is null;

    /// <summary>Whether the operator gets a transposed view of the last two axes instead of a contiguous tensor.</summary>
    public bool IsTransposedView { get; init; }

    /// <summary>Normally distributed numbers.</summary>
    public static InputSpecification Normal(params ReadOnlySpan<long> extents) =>
        new(Shape.Create(extents), static (random, count) => Fill(count, () => NextNormal(random)));

    /// <summary>Numbers uniform in [low, high).</summary>
    public static InputSpecification Uniform(double low, double high, params ReadOnlySpan<long> extents) =>
        new(Shape.Create(extents), (random, count) => Fill(count, () => low + ((high - low) * random.NextDouble())));

    /// <summary>Normally distributed numbers that keep away from the points where the operator has a kink.</summary>
    public static InputSpecification Away(double[] kinks, double distance, params ReadOnlySpan<long> extents) =>
        new(Shape.Create(extents), (random, count) => Fill(count, () =>
        {
            double value;
            do value = 2 * NextNormal(random);
            while (kinks.Any(kink => Math.Abs(value - kink) < distance));
            return value;
        }));

    /// <summary>All different, at least <paramref name="gap"/> apart, in random order: for maxima without ties.</summary>
    public static InputSpecification Distinct(double gap, params ReadOnlySpan<long> extents) =>
        new(Shape.Create(extents), (random, count) =>
        {
            var values = new double[count];
            for (long index = 0; index < count; index++) values[index] = gap * (index - (count / 2));
            random.Shuffle(values);
            return values;
        });

    /// <summary>Small integers, with which products and sums are exact.</summary>
    public static InputSpecification SmallIntegers(params ReadOnlySpan<long> extents) =>
        new(Shape.Create(extents), static (random, count) => Fill(count, () => random.Next(-4, 5)));

    /// <summary>Normally distributed numbers that a storage type, float16 or bfloat16, represents.</summary>
    public static InputSpecification Stored(DType storage, params ReadOnlySpan<long> extents) =>
        new(Shape.Create(extents), (random, count) => Fill(count, () => storage == GpuNN.DType.Float16
            ? (double)(Half)NextNormal(random)
            : (float)(BFloat16)NextNormal(random)));

    /// <summary>These numbers.</summary>
    public static InputSpecification Values(double[] values, params ReadOnlySpan<long> extents) =>
        new(Shape.Create(extents), (_, _) => values);

    /// <summary>Indices from 0 to below <paramref name="bound"/>, int64.</summary>
    public static InputSpecification Indices(int bound, params ReadOnlySpan<long> extents) =>
        new(Shape.Create(extents), (random, count) => Fill(count, () => random.Next(bound)), GpuNN.DType.Int64);

    /// <summary>Zeros and ones, bool.</summary>
    public static InputSpecification Mask(params ReadOnlySpan<long> extents) =>
        new(Shape.Create(extents), static (random, count) => Fill(count, () => random.Next(2)), GpuNN.DType.Bool);

    /// <summary>The numbers, representable in float32 where they are floating point.</summary>
    internal double[] Make(Random random)
    {
        double[] values = Draw(random, Shape.Count);
        if (DType is null)
        {
            for (int index = 0; index < values.Length; index++) values[index] = (float)values[index];
        }

        return values;
    }

    /// <summary>The input on a device.</summary>
    internal Tensor Place(double[] values, Device device, DType precision)
    {
        if (!IsTransposedView) return Tensor.From(values, Shape, Device.Reference).Cast(DType ?? precision).To(device);
        Tensor transposed = Tensor.From(values, Shape, Device.Reference).Cast(DType ?? precision).Transpose().Contiguous();
        return transposed.To(device).Transpose();
    }

    private static double[] Fill(long count, Func<double> next)
    {
        var values = new double[count];
        for (long index = 0; index < count; index++) values[index] = next();
        return values;
    }

    private static double NextNormal(Random random) =>
        Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble());
}
