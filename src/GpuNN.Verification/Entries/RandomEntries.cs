namespace GpuNN.Verification.Entries;

/// <summary>Random numbers: float32 on every device, equal to the last bit.</summary>
internal static class RandomEntries
{
    public static IEnumerable<OperatorEntry> All =>
    [
        new("Uniform", "random", "low + (high − low)·u, u of Philox4x32-10", "shape → numbers")
        {
            Gradient = GradientKind.None,
            Cases =
            [
                new("unit interval", [], i => Draw(i, [1000], 0, 1), Budget.Exact),
                new("wide, odd shape", [], i => Draw(i, [3, 5, 7], -2.5, 4), Budget.Exact),
            ],
        },
    ];

    private static Tensor[] Draw(CaseInputs inputs, Shape shape, double low, double high)
    {
        using IDisposable random = RandomState.Use(new RandomState(42));
        return [Operators.Uniform(shape, low, high, device: inputs.Device)];
    }
}
