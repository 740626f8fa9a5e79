using GpuNN.Backends.Cpu.VectorMath;

namespace GpuNN.Backends.Cpu.Elementwise;

/// <summary>The operands of one elementwise primitive, handed to the engine with an operator struct.</summary>
/// <typeparam name="T">The type of the elements as they are computed: float for those of 16 bits.</typeparam>
internal readonly unsafe ref struct ElementwiseOperands<T>(
    ReadOnlySpan<BufferView> inputs, BufferView result, ref readonly IterationSpace space)
    where T : unmanaged
{
    private readonly ReadOnlySpan<BufferView> _inputs = inputs;
    private readonly ref readonly IterationSpace _space = ref space;
    private readonly DType _storage = NarrowFloats.IsNarrow(result.DType) ? result.DType : inputs[0].DType;

    public void Unary<TOperator>(TOperator f)
        where TOperator : struct, IUnaryOperator<T> =>
        ElementwiseEngine.Unary(f, Elements(0), (T*)result.Bytes(), _space, _storage);

    public void Binary<TOperator>(TOperator f)
        where TOperator : struct, IBinaryOperator<T> =>
        ElementwiseEngine.Binary(f, Elements(0), Elements(1), (T*)result.Bytes(), _space, _storage);

    public void Ternary<TOperator>(TOperator f)
        where TOperator : struct, ITernaryOperator<T> =>
        ElementwiseEngine.Ternary(
            f, Elements(0), Elements(1), Elements(2), (T*)result.Bytes(), _space, _storage);

    /// <summary>A predicate of two inputs, or of one.</summary>
    public void Compare<TPredicate>()
        where TPredicate : struct, IPredicate<T>
    {
        if (_inputs.Length == 1)
        {
            ReadOnlySpan<BufferView> twice = [_inputs[0], _inputs[0]];
            T* x = Elements(0);
            ElementwiseEngine.Compare<T, TPredicate>(x, x, result.Pointer<byte>(), HostOperands.Space(result, twice), _storage);
            return;
        }

        ElementwiseEngine.Compare<T, TPredicate>(
            Elements(0), Elements(1), result.Pointer<byte>(), _space, _storage);
    }

    public void Where() =>
        ElementwiseEngine.Select(
            _inputs[0].Pointer<byte>(), Elements(1), Elements(2), (T*)result.Bytes(), _space, _storage);

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
        ushort narrow;
        void* address = &value;
        if (NarrowFloats.IsNarrow(_storage))
        {
            NarrowFloats.NarrowRow(_storage, (float*)address, &narrow, 1);
            address = &narrow;
        }

        ElementwiseEngine.Select(
            _inputs[1].Pointer<byte>(), (T*)address, Elements(0), (T*)result.Bytes(), space, _storage);
    }

    private T* Elements(int input) => (T*)_inputs[input].Bytes();
}
