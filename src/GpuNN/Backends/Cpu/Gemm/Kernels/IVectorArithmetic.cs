namespace GpuNN.Backends.Cpu.Gemm.Kernels;

/// <summary>
/// The four operations a micro-kernel needs of a vector type, as a type parameter: the kernel is written once and compiled
/// for each width. <typeparamref name="TVector"/> itself is the hardware type, so that values stay in registers.
/// </summary>
internal unsafe interface IVectorArithmetic<TVector, T>
    where TVector : struct
    where T : unmanaged
{
    /// <summary>Elements in a vector.</summary>
    static abstract int Count { get; }

    /// <summary>Loads consecutive elements, unaligned.</summary>
    static abstract TVector Load(T* source);

    /// <summary>Stores consecutive elements, unaligned.</summary>
    static abstract void Store(T* target, TVector value);

    /// <summary>One element in every lane.</summary>
    static abstract TVector Broadcast(T value);

    /// <summary>a · b.</summary>
    static abstract TVector Multiply(TVector a, TVector b);

    /// <summary>a · b + c, rounded once where the hardware can.</summary>
    static abstract TVector MultiplyAdd(TVector a, TVector b, TVector c);

    /// <summary>a + b.</summary>
    static abstract TVector Add(TVector a, TVector b);

    /// <summary>The bits that both have.</summary>
    static abstract TVector And(TVector a, TVector b);

    /// <summary>The sum of the lanes.</summary>
    static abstract T Sum(TVector value);
}
