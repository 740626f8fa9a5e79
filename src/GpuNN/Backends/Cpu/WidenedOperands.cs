using GpuNN.Backends.Cpu.VectorMath;

namespace GpuNN.Backends.Cpu;

/// <summary>
/// The operands of a computation on 16-bit numbers, in single precision: the inputs are widened, which is exact, and the
/// results are rounded once, when they are complete. What is accumulated into is widened too.
/// </summary>
internal sealed class WidenedOperands : IDisposable
{
    private readonly PrimitiveTable<CpuBackend> _table;
    private readonly CpuBackend _backend;
    private readonly List<(BufferView Narrow, BufferView Wide)> _widened = [];

    /// <summary>Widens all that is narrow.</summary>
    public WidenedOperands(
        CpuBackend backend, PrimitiveTable<CpuBackend> table, ReadOnlySpan<BufferView> inputs, ReadOnlySpan<BufferView> outputs)
    {
        _backend = backend;
        _table = table;
        Inputs = Array.ConvertAll(inputs.ToArray(), Widen);
        Outputs = Array.ConvertAll(outputs.ToArray(), Widen);
    }

    public BufferView[] Inputs { get; }

    public BufferView[] Outputs { get; }

    /// <summary>Whether there is something to widen, and no computation in double precision; copies from and to that go through
    /// float32, which changes none of the numbers of 16 bits.</summary>
    public static bool Apply(Primitive primitive, ReadOnlySpan<BufferView> inputs, ReadOnlySpan<BufferView> outputs)
    {
        bool isNarrow = false;
        bool isDouble = false;
        foreach (BufferView view in (ReadOnlySpan<BufferView>)[.. inputs, .. outputs])
        {
            isNarrow |= NarrowFloats.IsNarrow(view.DType);
            isDouble |= view.DType == DType.Float64;
        }

        return isNarrow && (!isDouble || primitive is CopyPrimitive);
    }

    /// <summary>Rounds the results.</summary>
    public void Complete(ReadOnlySpan<BufferView> outputs)
    {
        for (int i = 0; i < outputs.Length; i++)
        {
            if (outputs[i] != Outputs[i])
            {
                Copy(Outputs[i], outputs[i]);
            }
        }
    }

    public void Dispose()
    {
        foreach ((_, BufferView wide) in _widened)
        {
            wide.Buffer.Dispose();
        }
    }

    /// <summary>One copy for each view, so that what is updated in place stays one operand.</summary>
    private BufferView Widen(BufferView view)
    {
        if (!NarrowFloats.IsNarrow(view.DType))
        {
            return view;
        }

        foreach ((BufferView narrow, BufferView known) in _widened)
        {
            if (AreSame(narrow, view))
            {
                return known;
            }
        }

        BufferView wide = new(_backend.Allocate(view.Count * sizeof(float)), DType.Float32, view.Shape);
        _widened.Add((view, wide));
        Copy(view, wide);
        return wide;
    }

    private static bool AreSame(BufferView x, BufferView y) =>
        x.Buffer == y.Buffer && x.Offset == y.Offset && x.DType == y.DType && x.Shape == y.Shape && x.Strides == y.Strides;

    private void Copy(BufferView from, BufferView to) => _table.Execute(_backend, CopyPrimitive.Instance, [from], [to]);
}
