using System.Runtime.CompilerServices;

namespace GpuNN.Jit;

/// <summary>The dynamic shared memory that a launch requests.</summary>
public readonly struct SharedMemoryConfig
{
    /// <summary>No dynamic shared memory.</summary>
    public static readonly SharedMemoryConfig Empty;

    /// <summary>Requests <paramref name="numElements"/> elements of <paramref name="elementSize"/> bytes each.</summary>
    /// <exception cref="ArgumentOutOfRangeException">A number is negative, or the product exceeds an int.</exception>
    public SharedMemoryConfig(int numElements, int elementSize)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(numElements);
        ArgumentOutOfRangeException.ThrowIfNegative(elementSize);
        ArgumentOutOfRangeException.ThrowIfGreaterThan((long)numElements * elementSize, int.MaxValue, nameof(numElements));
        NumElements = numElements;
        ElementSize = elementSize;
    }

    /// <summary>The number of elements.</summary>
    public int NumElements { get; }

    /// <summary>The size of an element in bytes.</summary>
    public int ElementSize { get; }

    /// <summary>The size in bytes.</summary>
    public int ArraySize => NumElements * ElementSize;

    /// <summary>Whether any dynamic shared memory is requested.</summary>
    public bool UsesDynamicSharedMemory => ArraySize > 0;

    /// <summary>Requests <paramref name="numElements"/> elements of type <typeparamref name="T"/>.</summary>
    public static SharedMemoryConfig RequestDynamic<T>(int numElements)
        where T : unmanaged => new(numElements, Unsafe.SizeOf<T>());
}
