using System.Runtime.CompilerServices;

namespace GpuNN;

/// <summary>One number per axis, inline.</summary>
[InlineArray(Shape.MaximumRank)]
internal struct Axes
{
    private long _first;
}
