namespace GpuNN.Jit;

/// <summary>A view of a buffer.</summary>
public interface IArrayView
{
    /// <summary>The buffer, or null for the view of nothing.</summary>
    MemoryBuffer? Buffer { get; }

    /// <summary>True if the view has a buffer.</summary>
    bool IsValid { get; }

    /// <summary>The number of elements.</summary>
    long Length { get; }

    /// <summary>The size of the elements in bytes.</summary>
    long LengthInBytes { get; }
}

/// <summary>A view whose elements follow each other.</summary>
public interface IContiguousArrayView : IArrayView
{
    /// <summary>Where in the buffer the view begins.</summary>
    long IndexInBytes { get; }

    /// <summary>The same memory as bytes.</summary>
    ArrayView<byte> AsRawArrayView();
}

/// <summary>A view whose elements, of one type, follow each other.</summary>
/// <typeparam name="T">The element type.</typeparam>
public interface IContiguousArrayView<T> : IContiguousArrayView
    where T : unmanaged
{
}
