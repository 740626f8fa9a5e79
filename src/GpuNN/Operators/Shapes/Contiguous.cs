using GpuNN.Autograd;
using GpuNN.Backends;

namespace GpuNN;

/// <content>Contiguous, Clone and copies in place.</content>
public static partial class Operators
{
    /// <summary>The same elements in row-major order without gaps: the tensor itself where it is so already.</summary>
    public static Tensor Contiguous(this Tensor x) => x.IsContiguous ? x : x.Clone();

    /// <summary>A copy in memory of its own, row-major.</summary>
    public static Tensor Clone(this Tensor x)
    {
        Tensor result = Dispatcher.Run(nameof(Clone), CopyPrimitive.Instance, x.DType, x.Shape, x);
        return Tape.Records(x) ? Tape.Record(nameof(Clone), result, x, gradient => gradient) : result;
    }

    /// <summary>The same elements with the channels, axis 1, innermost in memory (NHWC strides under an NCHW shape): the
    /// tensor itself where they lie so already.</summary>
    /// <param name="x">[n, c, spatial...].</param>
    /// <exception cref="ShapeMismatchException">There are fewer than three axes.</exception>
    public static Tensor ToChannelsLast(this Tensor x)
    {
        if (x.Rank < 3) throw new ShapeMismatchException(nameof(ToChannelsLast), nameof(x), $"{x.Shape}", "[n, c, spatial...]");
        if (x.Strides == Strides.ChannelsLast(x.Shape)) return x;
        Tensor result = EmptyChannelsLast(nameof(ToChannelsLast), x.Shape, x.DType, x.Device);
        Dispatcher.Run(nameof(ToChannelsLast), CopyPrimitive.Instance, [x], [result]);
        return Tape.Records(x) ? Tape.Record(nameof(ToChannelsLast), result, x, gradient => gradient) : result;
    }

    /// <summary>x ← source, converted and broadcast, outside the tape. The source may live on another device.</summary>
    /// <exception cref="ShapeMismatchException">The source does not broadcast to the shape of x.</exception>
    public static Tensor CopyFrom(this Tensor x, Tensor source)
    {
        if (!Shape.TryBroadcast(x.Shape, source.Shape, out Shape shape) || shape != x.Shape)
            throw new ShapeMismatchException(nameof(CopyFrom), nameof(source), $"{source.Shape}", $"a shape that broadcasts to {x.Shape}");
        using var restoration = NoGrad.Begin();
        Tensor local = source.To(x.Device);
        Dispatcher.Run(nameof(CopyFrom), CopyPrimitive.Instance, [Broadcast(local, shape, local.DType)], [x]);
        x.MarkChanged(nameof(CopyFrom));
        return x;
    }
}
