namespace GpuNN.Jit.Launching;

/// <summary>What a leaf of a parameter is.</summary>
internal enum ArgumentKind
{
    /// <summary>A primitive value of up to eight bytes.</summary>
    Scalar,

    /// <summary>An <see cref="ArrayView{T}"/>.</summary>
    View,

    /// <summary>A primitive inside a <see cref="SpecializedValue{T}"/>: part of the kernel's key and not of its arguments.</summary>
    Constant,
}

/// <summary>One leaf of a kernel parameter.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Offset">Its byte offset in the managed parameter.</param>
/// <param name="Type">The primitive, or the element type of the view.</param>
/// <param name="Size">The size of the primitive, or of an element of the view.</param>
/// <param name="Path">The fields that lead to it, for messages.</param>
internal readonly record struct ArgumentLeaf(ArgumentKind Kind, int Offset, Type Type, int Size, string Path);
