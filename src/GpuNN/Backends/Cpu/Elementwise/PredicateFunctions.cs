using GpuNN.Backends.Cpu.Elementwise.Operators;

namespace GpuNN.Backends.Cpu.Elementwise;

/// <summary>Which predicate struct stands for which comparison or test.</summary>
internal static class PredicateFunctions
{
    /// <summary>Whether the function answers with bools.</summary>
    public static bool Contains(ElementwiseFunction function) => function is
        ElementwiseFunction.Equal or ElementwiseFunction.NotEqual or ElementwiseFunction.Less
        or ElementwiseFunction.LessOrEqual or ElementwiseFunction.Greater or ElementwiseFunction.GreaterOrEqual
        or ElementwiseFunction.And or ElementwiseFunction.Or or ElementwiseFunction.Not
        or ElementwiseFunction.IsNaN or ElementwiseFunction.IsFinite;

    public static void Run<T>(ElementwiseFunction function, ElementwiseOperands<T> operands)
        where T : unmanaged
    {
        switch (function)
        {
            case ElementwiseFunction.Equal: operands.Compare<Equal<T>>(); break;
            case ElementwiseFunction.NotEqual: operands.Compare<NotEqual<T>>(); break;
            case ElementwiseFunction.Less: operands.Compare<Less<T>>(); break;
            case ElementwiseFunction.LessOrEqual: operands.Compare<LessOrEqual<T>>(); break;
            case ElementwiseFunction.Greater: operands.Compare<Greater<T>>(); break;
            case ElementwiseFunction.GreaterOrEqual: operands.Compare<GreaterOrEqual<T>>(); break;
            case ElementwiseFunction.And: operands.Compare<And<T>>(); break;
            case ElementwiseFunction.Or: operands.Compare<Or<T>>(); break;
            case ElementwiseFunction.Not: operands.Compare<Not<T>>(); break;
            case ElementwiseFunction.IsNaN: operands.Compare<IsNaN<T>>(); break;
            default: operands.Compare<IsFinite<T>>(); break;
        }
    }
}
