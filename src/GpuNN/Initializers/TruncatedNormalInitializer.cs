namespace GpuNN.Initializers;

/// <summary>Normally distributed numbers between two bounds: those outside are drawn again.</summary>
public sealed class TruncatedNormalInitializer : Initializer
{
    private readonly double _mean;
    private readonly double _standardDeviation;
    private readonly double _low;
    private readonly double _high;

    /// <summary>Bounds in units of the numbers, two standard deviations where they are left out.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The bounds are more than four standard deviations from the mean on the
    /// same side, closer together than a hundredth of one, or the deviation is not above 0.</exception>
    public TruncatedNormalInitializer(double mean = 0, double standardDeviation = 1, double? low = null, double? high = null)
    {
        if (!(standardDeviation > 0))
            throw new ArgumentOutOfRangeException(nameof(standardDeviation), standardDeviation, "The standard deviation is above 0.");
        _mean = mean;
        _standardDeviation = standardDeviation;
        _low = low ?? mean - (2 * standardDeviation);
        _high = high ?? mean + (2 * standardDeviation);
        bool isReachable = _low < mean + (4 * standardDeviation) && _high > mean - (4 * standardDeviation);
        if (!isReachable || !(_high - _low > standardDeviation / 100))
            throw new ArgumentOutOfRangeException(nameof(low), _low, $"The bounds {_low} and {_high} leave hardly a number of mean {mean} and deviation {standardDeviation}.");
    }

    /// <inheritdoc/>
    public override Tensor Create(in Shape shape, DType dtype = DType.Float32, Device? device = null)
    {
        using var restoration = NoGrad.Begin();
        Tensor numbers = Operators.Normal(shape, _mean, _standardDeviation, dtype, device);
        while (true)
        {
            using Tensor isOutside = numbers.Less(_low).Or(numbers.Greater(_high));
            if (isOutside.Any().ToScalar() == 0) return numbers;
            using Tensor again = Operators.Normal(shape, _mean, _standardDeviation, dtype, device);
            Tensor next = isOutside.Where(again, numbers);
            numbers.Dispose();
            numbers = next;
        }
    }
}
