using System.Numerics;
using GpuNN.Backends.Cpu.VectorMath;

namespace GpuNN.Backends.Cpu.Elementwise;

/// <summary>z = f(x).</summary>
internal readonly unsafe struct UnaryRow<V, T, TOperator>(TOperator f, long total) : IRowKernel
    where V : struct, IVector<V, T>
    where T : unmanaged
    where TOperator : struct, IUnaryOperator<T>
{
    public static bool AllowsRepeated => false;

    public static int SizeOf(int operand) => sizeof(T);

    public void Invoke(byte** operands, long* steps, nint count)
    {
        if (CacheLimits.IsBeyond(2 * total * sizeof(T)))
        {
            UnaryKernel.Run<V, T, TOperator, NonTemporalStore>(f, (T*)operands[1], (T*)operands[0], count);
        }
        else
        {
            UnaryKernel.Run<V, T, TOperator, CachedStore>(f, (T*)operands[1], (T*)operands[0], count);
        }
    }
}

/// <summary>z = f(x, y).</summary>
internal readonly unsafe struct BinaryRow<V, T, TOperator>(TOperator f, long total) : IRowKernel
    where V : struct, IVector<V, T>
    where T : unmanaged
    where TOperator : struct, IBinaryOperator<T>
{
    public static bool AllowsRepeated => true;

    public static int SizeOf(int operand) => sizeof(T);

    public void Invoke(byte** operands, long* steps, nint count)
    {
        if (CacheLimits.IsBeyond(2 * total * sizeof(T)))
        {
            Invoke<NonTemporalStore>(operands, steps, count);
        }
        else
        {
            Invoke<CachedStore>(operands, steps, count);
        }
    }

    private void Invoke<TStore>(byte** operands, long* steps, nint count)
        where TStore : struct, IStore
    {
        T* z = (T*)operands[0];
        T* x = (T*)operands[1];
        T* y = (T*)operands[2];
        if (steps[1] == 0)
        {
            if (steps[2] == 0)
            {
                BinaryKernel.Run<V, T, TOperator, Repeated, Repeated, TStore>(f, x, y, z, count);
            }
            else
            {
                BinaryKernel.Run<V, T, TOperator, Repeated, Streamed, TStore>(f, x, y, z, count);
            }
        }
        else if (steps[2] == 0)
        {
            BinaryKernel.Run<V, T, TOperator, Streamed, Repeated, TStore>(f, x, y, z, count);
        }
        else
        {
            BinaryKernel.Run<V, T, TOperator, Streamed, Streamed, TStore>(f, x, y, z, count);
        }
    }
}

/// <summary>z = f(x, y, w).</summary>
internal readonly unsafe struct TernaryRow<V, T, TOperator>(TOperator f) : IRowKernel
    where V : struct, IVector<V, T>
    where T : unmanaged
    where TOperator : struct, ITernaryOperator<T>
{
    public static bool AllowsRepeated => false;

    public static int SizeOf(int operand) => sizeof(T);

    public void Invoke(byte** operands, long* steps, nint count) =>
        TernaryKernel.Run<V, T, TOperator>(
            f, (T*)operands[1], (T*)operands[2], (T*)operands[3], (T*)operands[0], count);
}

/// <summary>z = 1 where the predicate holds, else 0.</summary>
internal readonly unsafe struct PredicateRow<V, T, TPredicate> : IRowKernel
    where V : struct, IVector<V, T>
    where T : unmanaged
    where TPredicate : struct, IPredicate<T>
{
    public static bool AllowsRepeated => true;

    public static int SizeOf(int operand) => operand == 0 ? 1 : sizeof(T);

    public void Invoke(byte** operands, long* steps, nint count)
    {
        byte* z = operands[0];
        T* x = (T*)operands[1];
        T* y = (T*)operands[2];
        if (steps[1] == 0)
        {
            if (steps[2] == 0)
            {
                PredicateKernel.Run<V, T, TPredicate, Repeated, Repeated>(x, y, z, count);
            }
            else
            {
                PredicateKernel.Run<V, T, TPredicate, Repeated, Streamed>(x, y, z, count);
            }
        }
        else if (steps[2] == 0)
        {
            PredicateKernel.Run<V, T, TPredicate, Streamed, Repeated>(x, y, z, count);
        }
        else
        {
            PredicateKernel.Run<V, T, TPredicate, Streamed, Streamed>(x, y, z, count);
        }
    }
}

/// <summary>z = condition ? x : y.</summary>
internal readonly unsafe struct SelectRow<V, T> : IRowKernel
    where V : struct, IVector<V, T>
    where T : unmanaged
{
    public static bool AllowsRepeated => true;

    public static int SizeOf(int operand) => operand == 1 ? 1 : sizeof(T);

    public void Invoke(byte** operands, long* steps, nint count)
    {
        byte* condition = operands[1];
        T* x = (T*)operands[2];
        T* y = (T*)operands[3];
        T* z = (T*)operands[0];
        switch (steps[1], steps[2], steps[3])
        {
            case (0, _, _):
                SelectKernel.Run(*condition != 0, x, steps[2], y, steps[3], z, count);
                break;
            case (_, 0, 0):
                SelectKernel.Run<V, T, Repeated, Repeated>(condition, x, y, z, count);
                break;
            case (_, 0, _):
                SelectKernel.Run<V, T, Repeated, Streamed>(condition, x, y, z, count);
                break;
            case (_, _, 0):
                SelectKernel.Run<V, T, Streamed, Repeated>(condition, x, y, z, count);
                break;
            default:
                SelectKernel.Run<V, T, Streamed, Streamed>(condition, x, y, z, count);
                break;
        }
    }
}

/// <summary>z = (TTo)x.</summary>
internal readonly unsafe struct ConvertRow<TFrom, TTo> : IRowKernel
    where TFrom : unmanaged, INumberBase<TFrom>
    where TTo : unmanaged, INumberBase<TTo>
{
    public static bool AllowsRepeated => false;

    public static int SizeOf(int operand) => operand == 0 ? sizeof(TTo) : sizeof(TFrom);

    public void Invoke(byte** operands, long* steps, nint count) =>
        Conversions.Run((TFrom*)operands[1], (TTo*)operands[0], count);
}
