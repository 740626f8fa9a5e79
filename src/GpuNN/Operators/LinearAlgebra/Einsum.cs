using GpuNN.Autograd;
using GpuNN.Backends;

namespace GpuNN;

/// <content>Einsum.</content>
public static partial class Operators
{
    /// <summary>Einstein's summation: products of elements whose axes have equal labels, summed over the labels that the
    /// result lacks. <c>Einsum("bij,bjk->bik", x, y)</c> is a batched matrix product; "ii" takes a diagonal; "..." stands for
    /// the axes that are not named; without an arrow the result has the labels that come once, in alphabetical order.</summary>
    /// <remarks>Operands are joined from left to right, each pair by one batched matrix product.</remarks>
    /// <exception cref="ShapeMismatchException">The equation does not fit the tensors.</exception>
    /// <exception cref="DTypeMismatchException">The types differ.</exception>
    public static Tensor Einsum(string equation, params ReadOnlySpan<Tensor> tensors)
    {
        EinsumEquation parsed = EinsumEquation.Parse(equation, tensors);
        var extents = new Dictionary<char, long>();
        for (int index = 0; index < tensors.Length; index++)
        {
            for (int axis = 0; axis < tensors[index].Rank; axis++)
            {
                char label = parsed.Operands[index][axis];
                long extent = tensors[index].Shape[axis];
                if (!extents.TryGetValue(label, out long known) || known == 1) extents[label] = extent;
                else if (extent != known && extent != 1)
                    throw new ShapeMismatchException(nameof(Einsum), nameof(tensors), $"'{label}' with extents {known} and {extent} in '{equation}'", "one extent for each label");
            }
        }

        LabelledTensor joined = LabelledTensor.Of(tensors[0], parsed.Operands[0], extents);
        for (int index = 1; index < tensors.Length; index++)
        {
            string needed = parsed.Result + string.Concat(parsed.Operands[(index + 1)..]);
            joined = joined.Join(LabelledTensor.Of(tensors[index], parsed.Operands[index], extents), needed);
        }

        joined = joined.SumBut(parsed.Result);
        return joined.Tensor.Permute([.. parsed.Result.Select(label => joined.Labels.IndexOf(label))]);
    }

    /// <summary>A view of the elements whose positions on two axes are equal; the second axis is dropped.</summary>
    private static Tensor TakeDiagonal(Tensor x, int first, int second)
    {
        Tensor result = DiagonalView(x, first, second);
        return Tape.Records(x)
            ? Tape.Record(nameof(TakeDiagonal), result, x, gradient => PutDiagonal(gradient, x.Shape, first, second))
            : result;
    }

    /// <summary>The transpose of <see cref="TakeDiagonal"/>: zeros but for the diagonal.</summary>
    private static Tensor PutDiagonal(Tensor x, Shape shape, int first, int second)
    {
        Tensor result = Tensor.Zeros(shape, x.DType, x.Device);
        Dispatcher.Run(nameof(PutDiagonal), CopyPrimitive.Instance, [x], [DiagonalView(result, first, second)]);
        return Tape.Records(x)
            ? Tape.Record(nameof(PutDiagonal), result, x, gradient => TakeDiagonal(gradient, first, second))
            : result;
    }

    private static Tensor DiagonalView(Tensor x, int first, int second)
    {
        Span<long> steps = stackalloc long[x.Rank];
        x.Strides.Steps.CopyTo(steps);
        steps[first] += steps[second];
        steps[(second + 1)..].CopyTo(steps[second..]);
        return new(x, x.Shape.Remove(second), Strides.Create(steps[..^1]), x.Offset);
    }

    /// <summary>A tensor with a label for each axis, all different.</summary>
    private readonly record struct LabelledTensor(Tensor Tensor, string Labels)
    {
        /// <summary>Takes diagonals of labels that come twice, and expands extents of 1.</summary>
        public static LabelledTensor Of(Tensor tensor, string labels, Dictionary<char, long> extents)
        {
            Tensor single = tensor;
            string rest = labels;
            for (int axis = rest.Length - 1; axis > 0; axis--)
            {
                int before = rest.IndexOf(rest[axis]);
                if (before == axis) continue;
                if (single.Shape[before] != single.Shape[axis])
                    throw new ShapeMismatchException(nameof(Einsum), nameof(tensor), $"{tensor.Shape} for '{labels}'", "equal extents under equal labels");
                single = TakeDiagonal(single, before, axis);
                rest = rest.Remove(axis, 1);
            }

            return new(single.Expand(Shape.Create([.. rest.Select(label => extents[label])])), rest);
        }

        /// <summary>The product with another tensor, summed over the labels that nothing else needs.</summary>
        public LabelledTensor Join(LabelledTensor other, string needed)
        {
            LabelledTensor left = SumBut(other.Labels + needed), right = other.SumBut(Labels + needed);
            string shared = Keep(left.Labels, right.Labels);
            string batch = Keep(shared, needed), inner = Drop(shared, needed);
            string rows = Drop(left.Labels, right.Labels), columns = Drop(right.Labels, left.Labels);
            Tensor product = left.Arrange(batch, rows, inner).MatMul(right.Arrange(batch, inner, columns));
            string labels = batch + rows + columns;
            LabelledTensor a = left, b = right;
            return new(product.Reshape(Shape.Create([.. labels.Select(label => a.Labels.Contains(label) ? a.Extent(label) : b.Extent(label))])), labels);
        }

        /// <summary>The sum over all labels but some.</summary>
        public LabelledTensor SumBut(string kept)
        {
            string labels = Labels;
            int[] axes = [.. Enumerable.Range(0, labels.Length).Where(axis => !kept.Contains(labels[axis]))];
            return axes.Length == 0 ? this : new(Tensor.Sum(axes), Keep(labels, kept));
        }

        private long Extent(char label) => Tensor.Shape[Labels.IndexOf(label)];

        /// <summary>As a batch of matrices: the axes of each group made one.</summary>
        private Tensor Arrange(string batch, string rows, string columns)
        {
            string labels = Labels;
            Tensor ordered = Tensor.Permute([.. (batch + rows + columns).Select(label => labels.IndexOf(label))]);
            return ordered.Reshape(Shape.Create(
                ordered.Shape[..batch.Length].Count,
                ordered.Shape[batch.Length..(batch.Length + rows.Length)].Count,
                ordered.Shape[(batch.Length + rows.Length)..].Count));
        }

        private static string Keep(string labels, string kept) => new([.. labels.Where(kept.Contains)]);

        private static string Drop(string labels, string dropped) => new([.. labels.Where(label => !dropped.Contains(label))]);
    }
}
