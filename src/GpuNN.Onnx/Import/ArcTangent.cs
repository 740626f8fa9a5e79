namespace GpuNN.Onnx.Import;

/// <summary>The arc tangent, of operators. |x| &gt; 1 is turned into π/2 − atan(1/|x|); then half angles,
/// tan(φ/2) = t/(1 + √(1 + t²)), three times bring t below 0.1, where eight terms of the series are exact to 10⁻¹⁷.</summary>
internal static class ArcTangent
{
    private const int Halvings = 3, Terms = 8;

    public static Tensor Of(Tensor x)
    {
        Tensor size = x.Abs();
        Tensor isLarge = size.Greater(1);
        Tensor t = isLarge.Where(size.Reciprocal(), size);
        for (int halving = 0; halving < Halvings; halving++) t = t.Divide(t.Square().Affine(1, 1).Sqrt().Affine(1, 1));
        Tensor square = t.Square();
        Tensor series = square.Affine(0, 1.0 / ((2 * Terms) - 1) * (Terms % 2 == 0 ? -1 : 1));
        for (int term = Terms - 2; term >= 0; term--)
            series = series.Multiply(square).Affine(1, 1.0 / ((2 * term) + 1) * (term % 2 == 0 ? 1 : -1));
        Tensor angle = series.Multiply(t).Affine(1 << Halvings);
        return isLarge.Where(angle.Affine(-1, Math.PI / 2), angle).Multiply(x.Sign());
    }
}
