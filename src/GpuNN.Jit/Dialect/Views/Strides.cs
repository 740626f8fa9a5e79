namespace GpuNN.Jit;

/// <summary>How a one-dimensional index becomes an element's number.</summary>
public interface IStride1D
{
    /// <summary>The distance of neighbours, in elements.</summary>
    int XStride { get; }

    /// <summary>The number of the element at an index.</summary>
    int ComputeElementIndex(Index1D index);

    /// <inheritdoc cref="ComputeElementIndex(Index1D)"/>
    long ComputeElementIndex(LongIndex1D index);
}

/// <summary>How a two-dimensional index becomes an element's number.</summary>
public interface IStride2D
{
    /// <summary>The distance of neighbours along X, in elements.</summary>
    int XStride { get; }

    /// <summary>The distance of neighbours along Y, in elements.</summary>
    int YStride { get; }

    /// <summary>The number of the element at an index.</summary>
    int ComputeElementIndex(Index2D index);

    /// <inheritdoc cref="ComputeElementIndex(Index2D)"/>
    long ComputeElementIndex(LongIndex2D index);
}

/// <summary>Strides of one-dimensional views.</summary>
public static class Stride1D
{
    /// <summary>Neighbours follow each other.</summary>
    public readonly struct Dense : IStride1D
    {
        /// <inheritdoc/>
        public int XStride => 1;

        /// <inheritdoc/>
        public int ComputeElementIndex(Index1D index) => index.X;

        /// <inheritdoc/>
        public long ComputeElementIndex(LongIndex1D index) => index.X;
    }

    /// <summary>Neighbours are a fixed number of elements apart.</summary>
    public readonly struct General(Index1D stride) : IStride1D
    {
        /// <inheritdoc/>
        public int XStride { get; } = stride.X;

        /// <inheritdoc/>
        public int ComputeElementIndex(Index1D index) => index.X * XStride;

        /// <inheritdoc/>
        public long ComputeElementIndex(LongIndex1D index) => index.X * XStride;
    }
}

/// <summary>Strides of two-dimensional views.</summary>
public static class Stride2D
{
    /// <summary>Neighbours along X follow each other.</summary>
    public readonly struct DenseX(int yStride) : IStride2D
    {
        /// <inheritdoc/>
        public int XStride => 1;

        /// <inheritdoc/>
        public int YStride { get; } = yStride;

        /// <inheritdoc/>
        public int ComputeElementIndex(Index2D index) => index.X + index.Y * YStride;

        /// <inheritdoc/>
        public long ComputeElementIndex(LongIndex2D index) => index.X + index.Y * YStride;
    }

    /// <summary>Neighbours along Y follow each other: row-major.</summary>
    public readonly struct DenseY(int xStride) : IStride2D
    {
        /// <inheritdoc/>
        public int XStride { get; } = xStride;

        /// <inheritdoc/>
        public int YStride => 1;

        /// <inheritdoc/>
        public int ComputeElementIndex(Index2D index) => index.X * XStride + index.Y;

        /// <inheritdoc/>
        public long ComputeElementIndex(LongIndex2D index) => index.X * XStride + index.Y;
    }

    /// <summary>Any distance along either axis.</summary>
    public readonly struct General(Index2D stride) : IStride2D
    {
        /// <inheritdoc/>
        public int XStride { get; } = stride.X;

        /// <inheritdoc/>
        public int YStride { get; } = stride.Y;

        /// <inheritdoc/>
        public int ComputeElementIndex(Index2D index) => index.X * XStride + index.Y * YStride;

        /// <inheritdoc/>
        public long ComputeElementIndex(LongIndex2D index) => index.X * XStride + index.Y * YStride;
    }
}
