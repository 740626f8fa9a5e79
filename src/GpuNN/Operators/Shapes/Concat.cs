using GpuNN.Autograd;
using GpuNN.Backends;

namespace GpuNN;

/// <content>Concat.</content>
public static partial class Operators
{
    /// <summary>The tensors one after the other along an axis; types are promoted.</summary>
    /// <param name="axis">The axis; a negative one counts from the end.</param>
    /// <param name="tensors">One at least; their extents on the other axes are equal.</param>
    /// <exception cref="ArgumentException">There are no tensors.</exception>
    /// <exception cref="ArgumentOutOfRangeException">There is no such axis.</exception>
    /// <exception cref="ShapeMismatchException">The extents differ on another axis.</exception>
    public static Tensor Concat(int axis, params ReadOnlySpan<Tensor> tensors)
    {
        if (tensors.IsEmpty) throw new ArgumentException("Concat takes at least one tensor.", nameof(tensors));
        Tensor first = tensors[0];
        int along = first.Shape.NormalizeAxis(axis);
        long extent = 0;
        DType dtype = first.DType;
        foreach (Tensor tensor in tensors)
        {
            if (tensor.Rank != first.Rank || tensor.Shape.With(along, 0) != first.Shape.With(along, 0))
                throw new ShapeMismatchException(nameof(Concat), nameof(tensors), $"{tensor.Shape}", $"{first.Shape} but for axis {axis}");
            extent += tensor.Shape[along];
            dtype = DTypeExtensions.Promote(dtype, tensor.DType);
        }

        Tensor result = Tensor.Empty(first.Shape.With(along, extent), dtype, first.Device, nameof(Concat));
        var lengths = new long[tensors.Length];
        long position = 0;
        for (int index = 0; index < tensors.Length; index++)
        {
            lengths[index] = tensors[index].Shape[along];
            using Tensor part = PartView(result, along, position, lengths[index]);
            Dispatcher.Run(nameof(Concat), CopyPrimitive.Instance, [tensors[index]], [part]);
            position += lengths[index];
        }

        if (!Tape.Records(tensors!)) return result;
        Tensor[] inputs = tensors.ToArray();
        return Tape.Record(nameof(Concat), result, inputs, gradient =>
        {
            Tensor[] parts = gradient.Split(lengths, along);
            return [.. inputs.Select((input, index) => input.RequiresGrad ? parts[index].Cast(input.DType) : null)];
        });
    }

    private static Tensor PartView(Tensor x, int axis, long start, long length)
    {
        Span<long> starts = stackalloc long[x.Rank];
        Span<long> steps = stackalloc long[x.Rank];
        starts.Clear();
        starts[axis] = start;
        steps.Fill(1);
        return RegionView(x, x.Shape.With(axis, length), starts, steps);
    }
}
