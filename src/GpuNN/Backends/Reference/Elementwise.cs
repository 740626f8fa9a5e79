using System.Numerics;
using static GpuNN.Backends.ElementwiseFunction;

namespace GpuNN.Backends.Reference;

/// <summary>Functions of elements, each by its definition. Integers and bools are computed in int64 where the function
/// has a meaning for them.</summary>
internal static class Elementwise
{
    public static void Register(PrimitiveTable<ReferenceBackend> table) =>
        table.Add<ElementwisePrimitive>(static (_, primitive, inputs, outputs) =>
        {
            if (!HasFloatingPoint(inputs)) Run<long>(primitive, inputs, outputs, Arithmetic.Apply);
            else if (ReferenceKernel.IsSinglePrecision(inputs, outputs)) Run<float>(primitive, inputs, outputs, Apply);
            else Run<double>(primitive, inputs, outputs, Apply);
        });

    private delegate T Function<T>(ElementwiseFunction function, T x, T y, T z, T alpha, T beta);

    private static void Run<T>(
        ElementwisePrimitive primitive, ReadOnlySpan<BufferView> inputs, ReadOnlySpan<BufferView> outputs, Function<T> function)
        where T : unmanaged, INumber<T>
    {
        T[] x = Elements.Read<T>(inputs[0]);
        T[] y = inputs.Length > 1 ? Elements.Read<T>(inputs[1]) : x;
        T[] z = inputs.Length > 2 ? Elements.Read<T>(inputs[2]) : x;
        T alpha = T.CreateSaturating(primitive.Alpha), beta = T.CreateSaturating(primitive.Beta);
        var result = new T[x.Length];
        for (int i = 0; i < x.Length; i++) result[i] = function(primitive.Function, x[i], y[i], z[i], alpha, beta);
        Elements.Write(outputs[0], result);
    }

    private static T Apply<T>(ElementwiseFunction function, T x, T y, T z, T alpha, T beta)
        where T : IBinaryFloatingPointIeee754<T> => function switch
        {
            Divide => x / y,
            Power => T.Pow(x, y),
            PowerScalar => T.Pow(x, alpha),
            Lerp => x + (z * (y - x)),
            LerpScalar => x + (alpha * (y - x)),
            Reciprocal => T.One / x,
            Sqrt => T.Sqrt(x),
            ReciprocalSqrt => T.One / T.Sqrt(x),
            Exp => T.Exp(x),
            Expm1 => SpecialFunctions.Expm1(x),
            Log => T.Log(x),
            Log1p => SpecialFunctions.Log1p(x),
            Log2 => SpecialFunctions.Log2(x),
            Sin => T.Sin(x),
            Cos => T.Cos(x),
            Erf => SpecialFunctions.Erf(x),
            Floor => T.Floor(x),
            Ceiling => T.Ceiling(x),
            Round => T.Round(x),
            ExtremumGradient => y == z ? x / T.CreateChecked(2) : alpha * y < alpha * z ? T.Zero : x,
            >= ReLU and < ElementwiseFunction.SquaredDifference => Activations.Apply(function, x, y, z, alpha, beta),
            >= ElementwiseFunction.SquaredDifference => Losses.Apply(function, x, y, z, alpha),
            _ => Arithmetic.Apply(function, x, y, z, alpha, beta),
        };

    private static bool HasFloatingPoint(ReadOnlySpan<BufferView> inputs)
    {
        foreach (BufferView input in inputs)
        {
            if (input.DType.IsFloatingPoint()) return true;
        }

        return false;
    }
}
