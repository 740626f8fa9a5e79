using GpuNN.Autograd;

namespace GpuNN;

/// <content>Indexers.</content>
public partial class Tensor
{
    /// <summary>A view by a position or a range for each of the leading axes: <c>x[0, 1..3, ^1]</c>; a position drops its axis.
    /// Setting it copies into that part, broadcasting, outside of the tape.</summary>
    /// <exception cref="ShapeMismatchException">There are more ranges than axes, one reaches outside, or what is set does not
    /// broadcast to the part.</exception>
    /// <exception cref="TapeException">A part of a tensor on the tape is set.</exception>
    public Tensor this[params ReadOnlySpan<AxisRange> ranges]
    {
        get => this.Slice(ranges);
        set
        {
            if (Tape.Records(this))
                throw new TapeException("this[]", null, "a tensor that requires a gradient", "one that does not; use Where or ScatterAdd, or NoGrad");
            using var restoration = NoGrad.Begin();
            this.Slice(ranges).CopyFrom(value);
        }
    }
}
