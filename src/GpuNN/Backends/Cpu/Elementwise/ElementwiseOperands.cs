namespace GpuNN.Backends.Cpu.Elementwise;

/// <summary>The operands of one elementwise primitive, handed to the engine with an operator struct.</summary>
internal readonly unsafe ref struct ElementwiseOperands<T>(
    ReadOnlySpan<BufferView> inputs, BufferView result, ref readonly IterationSpace space)
    where T : unmanaged
{
    private readonly ReadOnlySpan<BufferView> _inputs = inputs;
    private readonly ref readonly IterationSpace _space = ref space;

    public void Unary<TOperator>(TOperator f)
        where TOperator : struct, IUnaryOperator<T> =>
        ElementwiseEngine.Unary(f, _inputs[0].Pointer<T>(), result.Pointer<T>(), _space);

    public void Binary<TOperator>(TOperator f)
        where TOperator : struct, IBinaryOperator<T> =>
        ElementwiseEngine.Binary(f, _inputs[0].Pointer<T>(), _inputs[1].Pointer<T>(), result.Pointer<T>(), _space);

    public void Ternary<TOperator>(TOperator f)
        where TOperator : struct, ITernaryOperator<T> =>
        ElementwiseEngine.Ternary(
            f, _inputs[0].Pointer<T>(), _inputs[1].Pointer<T>(), _inputs[2].Pointer<T>(), result.Pointer<T>(), _space);

    /// <summary>A predicate of two inputs, or of one.</summary>
    public void Compare<TPredicate>()
        where TPredicate : struct, IPredicate<T>
    {
        if (_inputs.Length == 1)
        {
            ReadOnlySpan<BufferView> twice = [_inputs[0], _inputs[0]];
            T* x = _inputs[0].Pointer<T>();
            ElementwiseEngine.Compare<T, TPredicate>(x, x, result.Pointer<byte>(), HostOperands.Space(result, twice));
            return;
        }

        ElementwiseEngine.Compare<T, TPredicate>(
            _inputs[0].Pointer<T>(), _inputs[1].Pointer<T>(), result.Pointer<byte>(), _space);
    }

    public void Where() =>
        ElementwiseEngine.Select(
            _inputs[0].Pointer<byte>(), _inputs[1].Pointer<T>(), _inputs[2].Pointer<T>(), result.Pointer<T>(), _space);

    /// <summary>The value where the second input, a mask, is set, else the first input.</summary>
    public void MaskedFill(T value)
    {
        int rank = result.Rank;
        Span<long> strides = stackalloc long[4 * IterationSpace.MaximumRank];
        strides.Clear();
        result.Strides.Steps.CopyTo(strides);
        _inputs[1].Strides.Steps.CopyTo(strides[rank..]);
        _inputs[0].Strides.Steps.CopyTo(strides[(3 * rank)..]);
        IterationSpace space = IterationSpace.Create(result.Shape.Extents, strides[..(4 * rank)], 4);
        ElementwiseEngine.Select(
            _inputs[1].Pointer<byte>(), &value, _inputs[0].Pointer<T>(), result.Pointer<T>(), space);
    }
}
