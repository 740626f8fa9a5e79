namespace GpuNN;

/// <content>Comparison.</content>
public partial class Tensor
{
    /// <inheritdoc cref="Operators.Less(Tensor, Tensor)"/>
    public static Tensor operator <(Tensor x, Tensor y) => x.Less(y);

    /// <inheritdoc cref="Operators.Greater(Tensor, Tensor)"/>
    public static Tensor operator >(Tensor x, Tensor y) => x.Greater(y);

    /// <inheritdoc cref="Operators.LessOrEqual(Tensor, Tensor)"/>
    public static Tensor operator <=(Tensor x, Tensor y) => x.LessOrEqual(y);

    /// <inheritdoc cref="Operators.GreaterOrEqual(Tensor, Tensor)"/>
    public static Tensor operator >=(Tensor x, Tensor y) => x.GreaterOrEqual(y);

    /// <inheritdoc cref="Operators.Less(Tensor, double)"/>
    public static Tensor operator <(Tensor x, double y) => x.Less(y);

    /// <inheritdoc cref="Operators.Greater(Tensor, double)"/>
    public static Tensor operator >(Tensor x, double y) => x.Greater(y);

    /// <inheritdoc cref="Operators.LessOrEqual(Tensor, double)"/>
    public static Tensor operator <=(Tensor x, double y) => x.LessOrEqual(y);

    /// <inheritdoc cref="Operators.GreaterOrEqual(Tensor, double)"/>
    public static Tensor operator >=(Tensor x, double y) => x.GreaterOrEqual(y);

    /// <summary>Whether shapes are equal and all elements are within absolute + relative·|other|. Infinities are close to
    /// themselves, NaN to nothing unless <paramref name="equalNaN"/>. Waits for the device.</summary>
    /// <param name="other">What it is compared with.</param>
    /// <param name="relative">The relative tolerance.</param>
    /// <param name="absolute">The absolute tolerance.</param>
    /// <param name="equalNaN">Whether NaN is close to NaN.</param>
    public bool AllClose(Tensor other, double relative = 1e-5, double absolute = 1e-8, bool equalNaN = false)
    {
        if (Shape != other.Shape) return false;
        double[] mine = ToDoubles(), others = other.ToDoubles();
        for (int index = 0; index < mine.Length; index++)
        {
            bool isClose = mine[index] == others[index]
                || Math.Abs(mine[index] - others[index]) <= absolute + (relative * Math.Abs(others[index]));
            bool isFinite = double.IsFinite(mine[index]) && double.IsFinite(others[index]);
            if (!(isClose && (isFinite || mine[index] == others[index])) && !(equalNaN && double.IsNaN(mine[index]) && double.IsNaN(others[index])))
                return false;
        }

        return true;
    }

    private double[] ToDoubles()
    {
        using var restoration = NoGrad.Begin();
        return To(Device.Cpu).Cast(DType.Float64).ToArray<double>();
    }
}
