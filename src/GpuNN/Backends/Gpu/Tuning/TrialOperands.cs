namespace GpuNN.Backends.Gpu;

/// <summary>What candidates are tried on: the operator's own inputs, and copies of its outputs that lie in the same way, so that
/// nobody sees what a candidate did, and what adds to its output begins with the same numbers each time.</summary>
internal sealed class TrialOperands
{
    private const int Vector = 16;

    private readonly GpuBackend _backend;
    private readonly BufferView[] _originals;

    public TrialOperands(
        GpuBackend backend, ReadOnlySpan<BufferView> inputs, ReadOnlySpan<BufferView> outputs, List<GpuBuffer> rented)
    {
        _backend = backend;
        _originals = outputs.ToArray();
        Inputs = inputs.ToArray();
        Outputs = Array.ConvertAll(_originals, view => Twin(view, rented));
    }

    public BufferView[] Inputs { get; }

    public BufferView[] Outputs { get; }

    /// <summary>Queues that the outputs hold again what they held.</summary>
    public void Restore()
    {
        for (int i = 0; i < _originals.Length; i++) CopyOperator.Run(_backend, _originals[i], Outputs[i]);
    }

    private BufferView Twin(BufferView view, List<GpuBuffer> rented)
    {
        long span = 1, lead = view.Offset % (Vector / Math.Min(view.DType.Size(), Vector));
        for (int axis = 0; axis < view.Rank; axis++) span += Math.Max(view[axis] - 1, 0) * view.Strides[axis];
        BufferView memory = _backend.RentView(view.DType, [lead + span], rented);
        return new BufferView(memory.Buffer, view.DType, view.Shape, view.Strides, lead);
    }
}
