using GpuNN.Autograd;

namespace GpuNN;

/// <content>Reshape.</content>
public static partial class Operators
{
    /// <summary>The same elements, in row-major order, in another shape; one extent may be −1 and is worked out. A view
    /// where the strides allow it, else a copy.</summary>
    /// <exception cref="ShapeMismatchException">The numbers of elements differ.</exception>
    public static Tensor Reshape(this Tensor x, params ReadOnlySpan<long> extents)
    {
        Shape shape = InferExtent(x, extents);
        return shape == x.Shape ? x : Reshape(x, shape);
    }

    /// <inheritdoc cref="Reshape(Tensor, ReadOnlySpan{long})"/>
    public static Tensor Reshape(this Tensor x, in Shape shape)
    {
        if (shape == x.Shape) return x;
        if (shape.Count != x.Count)
            throw new ShapeMismatchException(nameof(Reshape), nameof(shape), $"{shape}", $"{x.Count} elements, as {x.Shape} has");
        Tensor result = ReshapeView(x, shape);
        return Tape.Records(x)
            ? Tape.Record(nameof(Reshape), result, x, gradient => gradient.Reshape(x.Shape))
            : result;
    }

    /// <summary>What an operator has just made, in another shape. Off the tape the tensor itself is given up, so that disposing
    /// the result frees its memory.</summary>
    private static Tensor ReshapeResult(Tensor made, in Shape shape)
    {
        if (made.Shape == shape) return made;
        if (made.RequiresGrad) return made.Reshape(shape);
        using (made) return ReshapeView(made, shape);
    }

    private static Tensor ReshapeView(Tensor x, in Shape shape)
    {
        Tensor source = x;
        if (!x.IsContiguous)
        {
            using var restoration = NoGrad.Begin();
            source = x.Contiguous();
        }

        return new(source, shape, Strides.Contiguous(shape), source.Offset);
    }

    private static Shape InferExtent(Tensor x, ReadOnlySpan<long> extents)
    {
        int unknown = extents.IndexOf(-1);
        if (unknown < 0) return Shape.Create(extents);
        Span<long> known = stackalloc long[extents.Length];
        extents.CopyTo(known);
        known[unknown] = 1;
        long rest = Shape.Create(known).Count;
        if (rest == 0 || x.Count % rest != 0)
            throw new ShapeMismatchException(
                nameof(Reshape), nameof(extents), $"[{string.Join(", ", extents.ToArray())}]", $"extents that divide the {x.Count} elements of {x.Shape}");
        known[unknown] = x.Count / rest;
        return Shape.Create(known);
    }
}
