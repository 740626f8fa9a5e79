using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;

namespace GpuNN.Backends;

/// <summary>Views on the stack, so that a dispatch allocates nothing for its operands.</summary>
[InlineArray(Capacity)]
internal struct ViewList
{
    private const int Capacity = 8;

    private BufferView _first;

    [UnscopedRef]
    public Span<BufferView> Take(int count) => count <= Capacity ? ((Span<BufferView>)this)[..count] : new BufferView[count];
}
