namespace GpuNN.Verification;

/// <summary>The results of a run as float64 numbers on the host.</summary>
internal sealed record Evaluation(double[][] Values, Shape[] Shapes, bool[] AreFloatingPoint)
{
    public static Evaluation Of(Tensor[] results)
    {
        using IDisposable restoration = NoGrad.Begin();
        return new(
            [.. results.Select(result => result.To(Device.Reference).Cast(DType.Float64).ToArray<double>())],
            [.. results.Select(result => result.Shape)],
            [.. results.Select(result => result.DType.IsFloatingPoint())]);
    }
}
