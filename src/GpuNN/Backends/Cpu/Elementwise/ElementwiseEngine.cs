using GpuNN.Backends.Cpu.VectorMath;

namespace GpuNN.Backends.Cpu.Elementwise;

/// <summary>The elementwise operators: an operator struct, an iteration space, pointers to the operands' first elements, and
/// the type that these have in memory where it is one of 16 bits, computed in single precision.</summary>
internal static unsafe class ElementwiseEngine
{
    public static void Unary<T, TOperator>(TOperator f, T* x, T* z, in IterationSpace space, DType storage = DType.Float32)
        where T : unmanaged
        where TOperator : struct, IUnaryOperator<T>
    {
        byte** operands = stackalloc byte*[] { (byte*)z, (byte*)x };
        switch (VectorWidth.Bits)
        {
            case 512:
                Run(space, operands, new UnaryRow<Lanes512<T>, T, TOperator>(f, Stored(space, storage)), storage);
                break;
            case 256:
                Run(space, operands, new UnaryRow<Lanes256<T>, T, TOperator>(f, Stored(space, storage)), storage);
                break;
            default:
                Run(space, operands, new UnaryRow<Lanes128<T>, T, TOperator>(f, Stored(space, storage)), storage);
                break;
        }
    }

    public static void Binary<T, TOperator>(TOperator f, T* x, T* y, T* z, in IterationSpace space, DType storage = DType.Float32)
        where T : unmanaged
        where TOperator : struct, IBinaryOperator<T>
    {
        byte** operands = stackalloc byte*[] { (byte*)z, (byte*)x, (byte*)y };
        switch (VectorWidth.Bits)
        {
            case 512:
                Run(space, operands, new BinaryRow<Lanes512<T>, T, TOperator>(f, Stored(space, storage)), storage);
                break;
            case 256:
                Run(space, operands, new BinaryRow<Lanes256<T>, T, TOperator>(f, Stored(space, storage)), storage);
                break;
            default:
                Run(space, operands, new BinaryRow<Lanes128<T>, T, TOperator>(f, Stored(space, storage)), storage);
                break;
        }
    }

    public static void Ternary<T, TOperator>(TOperator f, T* x, T* y, T* w, T* z, in IterationSpace space, DType storage = DType.Float32)
        where T : unmanaged
        where TOperator : struct, ITernaryOperator<T>
    {
        byte** operands = stackalloc byte*[] { (byte*)z, (byte*)x, (byte*)y, (byte*)w };
        switch (VectorWidth.Bits)
        {
            case 512:
                Run(space, operands, new TernaryRow<Lanes512<T>, T, TOperator>(f), storage);
                break;
            case 256:
                Run(space, operands, new TernaryRow<Lanes256<T>, T, TOperator>(f), storage);
                break;
            default:
                Run(space, operands, new TernaryRow<Lanes128<T>, T, TOperator>(f), storage);
                break;
        }
    }

    /// <summary>z = 1 where the predicate holds for x and y, else 0.</summary>
    public static void Compare<T, TPredicate>(T* x, T* y, byte* z, in IterationSpace space, DType storage = DType.Float32)
        where T : unmanaged
        where TPredicate : struct, IPredicate<T>
    {
        byte** operands = stackalloc byte*[] { z, (byte*)x, (byte*)y };
        switch (VectorWidth.Bits)
        {
            case 512:
                Run(space, operands, default(PredicateRow<Lanes512<T>, T, TPredicate>), storage);
                break;
            case 256:
                Run(space, operands, default(PredicateRow<Lanes256<T>, T, TPredicate>), storage);
                break;
            default:
                Run(space, operands, default(PredicateRow<Lanes128<T>, T, TPredicate>), storage);
                break;
        }
    }

    /// <summary>z = condition ? x : y.</summary>
    public static void Select<T>(byte* condition, T* x, T* y, T* z, in IterationSpace space, DType storage = DType.Float32)
        where T : unmanaged
    {
        byte** operands = stackalloc byte*[] { (byte*)z, condition, (byte*)x, (byte*)y };
        switch (VectorWidth.Bits)
        {
            case 512:
                Run(space, operands, default(SelectRow<Lanes512<T>, T>), storage);
                break;
            case 256:
                Run(space, operands, default(SelectRow<Lanes256<T>, T>), storage);
                break;
            default:
                Run(space, operands, default(SelectRow<Lanes128<T>, T>), storage);
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

    private static void Run<TRow>(in IterationSpace space, byte** operands, TRow row, DType storage)
        where TRow : struct, IRowKernel
    {
        if (NarrowFloats.IsNarrow(storage))
        {
            ElementwiseLoop.Run(space, operands, new NarrowRow<TRow>(row, storage, space.OperandCount));
        }
        else
        {
            ElementwiseLoop.Run(space, operands, row);
        }
    }

    /// <summary>The elements that a row kernel stores where they stay: tiles of narrow ones do not leave the cache.</summary>
    private static long Stored(in IterationSpace space, DType storage) => NarrowFloats.IsNarrow(storage) ? 0 : space.Count;
}
