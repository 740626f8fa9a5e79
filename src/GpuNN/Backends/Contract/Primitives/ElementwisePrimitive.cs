namespace GpuNN.Backends;

/// <summary>Applies a function element by element. Inputs have the output's shape, broadcast by strides of 0 where they
/// are smaller; the output may be one of the inputs, and have any strides but 0. All have one type, except that masks are bools, and that the output of a
/// comparison or a test is a bool.</summary>
/// <param name="Function">The function.</param>
/// <param name="Alpha">Its α, where it has one.</param>
/// <param name="Beta">Its β, where it has one.</param>
public sealed record ElementwisePrimitive(ElementwiseFunction Function, double Alpha = 0, double Beta = 0) : Primitive
{
    private static readonly ElementwisePrimitive[] WithoutConstants =
        Array.ConvertAll(Enum.GetValues<ElementwiseFunction>(), function => new ElementwisePrimitive(function));

    /// <inheritdoc/>
    public override string Name => Function.ToString();

    /// <inheritdoc/>
    public override bool AcceptsStrides => true;

    /// <summary>The primitive of a function, shared where it has no constants: most calls then make none.</summary>
    internal static ElementwisePrimitive Of(ElementwiseFunction function, double alpha, double beta) =>
        alpha == 0 && beta == 0 ? WithoutConstants[(int)function] : new(function, alpha, beta);
}
