using GpuNN.Backends.Cpu.Elementwise.Operators;

namespace GpuNN.Backends.Cpu.Elementwise;

/// <summary>The functions that run on integers as they are.</summary>
internal static class IntegerFunctions
{
    public static bool Contains(ElementwiseFunction function) => function is
        ElementwiseFunction.Add or ElementwiseFunction.Subtract or ElementwiseFunction.Multiply
        or ElementwiseFunction.Negate or ElementwiseFunction.Abs or ElementwiseFunction.Square
        or ElementwiseFunction.Minimum or ElementwiseFunction.Maximum or ElementwiseFunction.Where;

    public static void Run<T>(ElementwiseFunction function, ElementwiseOperands<T> operands)
        where T : unmanaged
    {
        switch (function)
        {
            case ElementwiseFunction.Add: operands.Binary(default(Add<T>)); break;
            case ElementwiseFunction.Subtract: operands.Binary(default(Subtract<T>)); break;
            case ElementwiseFunction.Multiply: operands.Binary(default(Multiply<T>)); break;
            case ElementwiseFunction.Negate: operands.Unary(default(Negate<T>)); break;
            case ElementwiseFunction.Abs: operands.Unary(default(Abs<T>)); break;
            case ElementwiseFunction.Square: operands.Unary(default(Square<T>)); break;
            case ElementwiseFunction.Minimum: operands.Binary(default(Minimum<T>)); break;
            case ElementwiseFunction.Maximum: operands.Binary(default(Maximum<T>)); break;
            default: operands.Where(); break;
        }
    }
}
