namespace GpuNN;

/// <content>Arithmetic with the language's operators.</content>
public partial class Tensor
{
    /// <inheritdoc cref="Operators.Add"/>
    public static Tensor operator +(Tensor x, Tensor y) => x.Add(y);

    /// <inheritdoc cref="Operators.Subtract"/>
    public static Tensor operator -(Tensor x, Tensor y) => x.Subtract(y);

    /// <inheritdoc cref="Operators.Multiply"/>
    public static Tensor operator *(Tensor x, Tensor y) => x.Multiply(y);

    /// <inheritdoc cref="Operators.Divide(Tensor, Tensor)"/>
    public static Tensor operator /(Tensor x, Tensor y) => x.Divide(y);

    /// <inheritdoc cref="Operators.Negate"/>
    public static Tensor operator -(Tensor x) => x.Negate();

    /// <summary>x + y, element by element.</summary>
    public static Tensor operator +(Tensor x, double y) => x.Affine(1, y);

    /// <summary>x + y, element by element.</summary>
    public static Tensor operator +(double x, Tensor y) => y.Affine(1, x);

    /// <summary>x − y, element by element.</summary>
    public static Tensor operator -(Tensor x, double y) => x.Affine(1, -y);

    /// <summary>x − y, element by element.</summary>
    public static Tensor operator -(double x, Tensor y) => y.Affine(-1, x);

    /// <summary>x · y, element by element.</summary>
    public static Tensor operator *(Tensor x, double y) => x.Affine(y);

    /// <summary>x · y, element by element.</summary>
    public static Tensor operator *(double x, Tensor y) => y.Affine(x);

    /// <inheritdoc cref="Operators.Divide(Tensor, double)"/>
    public static Tensor operator /(Tensor x, double y) => x.Divide(y);

    /// <inheritdoc cref="Operators.Divide(double, Tensor)"/>
    public static Tensor operator /(double x, Tensor y) => Operators.Divide(x, y);
}
