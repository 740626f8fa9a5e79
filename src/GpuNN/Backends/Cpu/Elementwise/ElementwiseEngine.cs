using GpuNN.Backends.Cpu.VectorMath;

namespace GpuNN.Backends.Cpu.Elementwise;

/// <summary>The elementwise operators: an operator struct, an iteration space, pointers to the operands' first elements.</summary>
internal static unsafe class ElementwiseEngine
{
    public static void Unary<T, TOperator>(TOperator f, T* x, T* z, in IterationSpace space)
        where T : unmanaged
        where TOperator : struct, IUnaryOperator<T>
    {
        byte** operands = stackalloc byte*[] { (byte*)z, (byte*)x };
        switch (VectorWidth.Bits)
        {
            case 512:
                ElementwiseLoop.Run(space, operands, new UnaryRow<Lanes512<T>, T, TOperator>(f, space.Count));
                break;
            case 256:
                ElementwiseLoop.Run(space, operands, new UnaryRow<Lanes256<T>, T, TOperator>(f, space.Count));
                break;
            default:
                ElementwiseLoop.Run(space, operands, new UnaryRow<Lanes128<T>, T, TOperator>(f, space.Count));
                break;
        }
    }

    public static void Binary<T, TOperator>(TOperator f, T* x, T* y, T* z, in IterationSpace space)
        where T : unmanaged
        where TOperator : struct, IBinaryOperator<T>
    {
        byte** operands = stackalloc byte*[] { (byte*)z, (byte*)x, (byte*)y };
        switch (VectorWidth.Bits)
        {
            case 512:
                ElementwiseLoop.Run(space, operands, new BinaryRow<Lanes512<T>, T, TOperator>(f, space.Count));
                break;
            case 256:
                ElementwiseLoop.Run(space, operands, new BinaryRow<Lanes256<T>, T, TOperator>(f, space.Count));
                break;
            default:
                ElementwiseLoop.Run(space, operands, new BinaryRow<Lanes128<T>, T, TOperator>(f, space.Count));
                break;
        }
    }

    public static void Ternary<T, TOperator>(TOperator f, T* x, T* y, T* w, T* z, in IterationSpace space)
        where T : unmanaged
        where TOperator : struct, ITernaryOperator<T>
    {
        byte** operands = stackalloc byte*[] { (byte*)z, (byte*)x, (byte*)y, (byte*)w };
        switch (VectorWidth.Bits)
        {
            case 512:
                ElementwiseLoop.Run(space, operands, new TernaryRow<Lanes512<T>, T, TOperator>(f));
                break;
            case 256:
                ElementwiseLoop.Run(space, operands, new TernaryRow<Lanes256<T>, T, TOperator>(f));
                break;
            default:
                ElementwiseLoop.Run(space, operands, new TernaryRow<Lanes128<T>, T, TOperator>(f));
                break;
        }
    }

    /// <summary>z = 1 where the predicate holds for x and y, else 0.</summary>
    public static void Compare<T, TPredicate>(T* x, T* y, byte* z, in IterationSpace space)
        where T : unmanaged
        where TPredicate : struct, IPredicate<T>
    {
        byte** operands = stackalloc byte*[] { z, (byte*)x, (byte*)y };
        switch (VectorWidth.Bits)
        {
            case 512:
                ElementwiseLoop.Run(space, operands, default(PredicateRow<Lanes512<T>, T, TPredicate>));
                break;
            case 256:
                ElementwiseLoop.Run(space, operands, default(PredicateRow<Lanes256<T>, T, TPredicate>));
                break;
            default:
                ElementwiseLoop.Run(space, operands, default(PredicateRow<Lanes128<T>, T, TPredicate>));
                break;
        }
    }

    /// <summary>z = condition ? x : y.</summary>
    public static void Select<T>(byte* condition, T* x, T* y, T* z, in IterationSpace space)
        where T : unmanaged
    {
        byte** operands = stackalloc byte*[] { (byte*)z, condition, (byte*)x, (byte*)y };
        switch (VectorWidth.Bits)
        {
            case 512:
                ElementwiseLoop.Run(space, operands, default(SelectRow<Lanes512<T>, T>));
                break;
            case 256:
                ElementwiseLoop.Run(space, operands, default(SelectRow<Lanes256<T>, T>));
                break;
            default:
                ElementwiseLoop.Run(space, operands, default(SelectRow<Lanes128<T>, T>));
                break;
        }
    }

    /// <summary>z = (TTo)x: toward zero from floating point, saturating; a NaN becomes 0.</summary>
    public static void Convert<TFrom, TTo>(TFrom* x, TTo* z, in IterationSpace space)
        where TFrom : unmanaged, System.Numerics.INumberBase<TFrom>
        where TTo : unmanaged, System.Numerics.INumberBase<TTo>
    {
        byte** operands = stackalloc byte*[] { (byte*)z, (byte*)x };
        ElementwiseLoop.Run(space, operands, default(ConvertRow<TFrom, TTo>));
    }
}
