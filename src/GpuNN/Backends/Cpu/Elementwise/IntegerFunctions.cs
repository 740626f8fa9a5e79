using System.Numerics;
using GpuNN.Backends.Cpu.Elementwise.Operators;

namespace GpuNN.Backends.Cpu.Elementwise;

/// <summary>The functions that run on integers as they are.</summary>
internal static class IntegerFunctions
{
    public static bool Contains(ElementwiseFunction function) => function is
        ElementwiseFunction.Add or ElementwiseFunction.Subtract or ElementwiseFunction.Multiply
        or ElementwiseFunction.Negate or ElementwiseFunction.Abs or ElementwiseFunction.Square
        or ElementwiseFunction.Minimum or ElementwiseFunction.Maximum or ElementwiseFunction.Clamp
        or ElementwiseFunction.AddScaled or ElementwiseFunction.Affine or ElementwiseFunction.ReLU
        or ElementwiseFunction.Where or ElementwiseFunction.MaskedFill;

    /// <summary>Those that bytes have too: none of them leaves their range.</summary>
    public static bool KeepsRange(ElementwiseFunction function) => function is
        ElementwiseFunction.Minimum or ElementwiseFunction.Maximum or ElementwiseFunction.Where;

    public static void Run<T>(ElementwisePrimitive primitive, ElementwiseOperands<T> operands)
        where T : unmanaged, IBinaryInteger<T>
    {
        T alpha = T.CreateSaturating(primitive.Alpha);
        T beta = T.CreateSaturating(primitive.Beta);
        switch (primitive.Function)
        {
            case ElementwiseFunction.Add: operands.Binary(default(Add<T>)); break;
            case ElementwiseFunction.Subtract: operands.Binary(default(Subtract<T>)); break;
            case ElementwiseFunction.Multiply: operands.Binary(default(Multiply<T>)); break;
            case ElementwiseFunction.Negate: operands.Unary(default(Negate<T>)); break;
            case ElementwiseFunction.Abs: operands.Unary(default(Abs<T>)); break;
            case ElementwiseFunction.Square: operands.Unary(default(Square<T>)); break;
            case ElementwiseFunction.Minimum: operands.Binary(default(Minimum<T>)); break;
            case ElementwiseFunction.Maximum: operands.Binary(default(Maximum<T>)); break;
            case ElementwiseFunction.Clamp: operands.Unary(new Clamp<T>(alpha, beta)); break;
            case ElementwiseFunction.AddScaled: operands.Binary(new AddScaled<T>(alpha)); break;
            case ElementwiseFunction.Affine: operands.Unary(new ScaleAndShift<T>(alpha, beta)); break;
            case ElementwiseFunction.ReLU: operands.Unary(default(ReLU<T>)); break;
            case ElementwiseFunction.MaskedFill: operands.MaskedFill(alpha); break;
            default: operands.Where(); break;
        }
    }
}
