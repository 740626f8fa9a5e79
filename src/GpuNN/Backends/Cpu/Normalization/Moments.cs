namespace GpuNN.Backends.Cpu.Normalization;

/// <summary>Count, mean and sum of squared deviations of some numbers.</summary>
internal readonly record struct Moments(double Count, double Mean, double Squares)
{
    public double Variance => Squares / Count;

    /// <summary>Those of both sets together (Chan, Golub and LeVeque 1979).</summary>
    public Moments With(Moments other)
    {
        double count = Count + other.Count;
        double distance = other.Mean - Mean;
        return Count == 0 ? other : new Moments(
            count,
            Mean + distance * other.Count / count,
            Squares + other.Squares + distance * distance * Count * other.Count / count);
    }
}

/// <summary>Σ dy and Σ dy·(x − mean).</summary>
internal readonly record struct GradientSums(double Sum, double Product)
{
    public GradientSums With(GradientSums other) => new(Sum + other.Sum, Product + other.Product);
}
