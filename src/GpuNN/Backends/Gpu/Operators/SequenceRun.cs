using System.Numerics;
using GpuNN.Kernels;

namespace GpuNN.Backends.Gpu;

/// <summary>What the recurrent operators share: the sizes of each step and the samples' lengths, memory while the operator is
/// queued, products with U [gates·H, H], and the weights' gradients over all steps.</summary>
internal sealed class SequenceRun<T> : IDisposable
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly GpuBackend _backend;
    private readonly List<GpuBuffer> _rented = [];
    private readonly SequenceSizes _sizes;
    private readonly ArrayView<T> _weights;
    private readonly int _gates;

    /// <param name="backend">Where it runs.</param>
    /// <param name="inputs">The operator's inputs: the first [T, N, …], and where samples have lengths these as the last.</param>
    /// <param name="weights">U.</param>
    /// <param name="isReversed">Whether time runs backwards.</param>
    /// <param name="hasLengths">Whether samples have lengths.</param>
    /// <param name="hasBias">Whether there is a bias.</param>
    /// <param name="keepsGates">Whether gates are kept for the gradient.</param>
    public SequenceRun(
        GpuBackend backend, ReadOnlySpan<BufferView> inputs, BufferView weights, bool isReversed, bool hasLengths, bool hasBias, bool keepsGates = false)
    {
        _backend = backend;
        _weights = weights.Elements<T>();
        _sizes = new SequenceSizes
        {
            Steps = (int)inputs[0][0],
            Samples = (int)inputs[0][1],
            Size = (int)weights[1],
            IsReversed = isReversed ? 1 : 0,
            HasLengths = hasLengths ? 1 : 0,
            HasBias = hasBias ? 1 : 0,
            KeepsGates = keepsGates ? 1 : 0,
        };
        _gates = (int)weights[0] / Size;
        // Where there are none, a view that is not read.
        Lengths = hasLengths ? inputs[^1].Elements<long>() : backend.RentView(DType.Int64, [1], _rented).Elements<long>();
    }

    public int Steps => _sizes.Steps;

    public int Samples => _sizes.Samples;

    /// <summary>H.</summary>
    public int Size => _sizes.Size;

    public ArrayView<long> Lengths { get; }

    public SequenceSizes At(int step) => _sizes with { Step = step };

    /// <summary>Memory of a shape until the operator is queued.</summary>
    public BufferView Rent(in Shape shape) => _backend.RentView(Types.Of<T>(), shape, _rented);

    /// <summary>Sets the first output to 0, since steps behind a sample's end write nothing, and carries states (or their
    /// gradients) from the inputs behind the first to the outputs behind the first, which the steps change.</summary>
    public void Prepare(ReadOnlySpan<BufferView> inputs, ReadOnlySpan<BufferView> outputs, int states)
    {
        FillOperator.Run(_backend, outputs[0], 0);
        for (int state = 1; state <= states; state++) CopyOperator.Run(_backend, inputs[state], outputs[state]);
    }

    /// <summary>product = h·Uᵀ, of all gates.</summary>
    public void Project(ArrayView<T> hidden, ArrayView<T> product) => Project(hidden, product, 0, _gates);

    /// <summary>product = h·Uᵀ, of some gates.</summary>
    public void Project(ArrayView<T> hidden, ArrayView<T> product, int firstGate, int gates)
    {
        StridedMatrix<T> weights = StridedMatrix<T>.Rows(Gates(firstGate, gates), Size).Transposed;
        MatrixProducts.Run(_backend, StridedMatrix<T>.Rows(hidden, Size), weights, product, Samples, gates * Size, Size);
    }

    /// <summary>dh += δ·U, of the first gates of δ [N, gates·H].</summary>
    public void PassBack(ArrayView<T> delta, ArrayView<T> hiddenGradient, int gates) => MatrixProducts.Run(
        _backend,
        StridedMatrix<T>.Rows(delta, _gates * Size),
        StridedMatrix<T>.Rows(_weights, Size),
        hiddenGradient,
        Samples,
        Size,
        gates * Size,
        accumulates: true);

    /// <summary>U's rows of some gates.</summary>
    public ArrayView<T> Gates(int first, int count) => _weights.SubView((long)first * Size * Size, (long)count * Size * Size);

    /// <summary>dU = δᵀ·h[t−1] over all steps, and where it is wanted db = Σ δ.</summary>
    /// <param name="delta">δ [T, N, gates·H].</param>
    /// <param name="results">h of each step [T, N, H].</param>
    /// <param name="initial">h[−1] [N, H].</param>
    /// <param name="weightGradient">dU.</param>
    /// <param name="biasGradient">db, or none.</param>
    public void SumWeightGradients(
        BufferView delta, ArrayView<T> results, ArrayView<T> initial, ArrayView<T> weightGradient, BufferView? biasGradient)
    {
        int rows = Steps * Samples, width = _gates * Size;
        ArrayView<T> before = Rent([Steps, Samples, Size]).Elements<T>();
        _backend.Kernels.Get(static kernels => new HiddenBefore<T>(kernels)).Launch(results, initial, before, Lengths, _sizes);
        MatrixProducts.Run(
            _backend,
            StridedMatrix<T>.Rows(delta.Elements<T>(), width).Transposed,
            StridedMatrix<T>.Rows(before, Size),
            weightGradient,
            width,
            Size,
            rows);
        if (biasGradient is null) return;
        var lines = new BufferView(delta.Buffer, delta.DType, [rows, width], Strides.Contiguous([rows, width]), delta.Offset);
        ReduceOperator.Run<T, SumReduction>(_backend, lines, biasGradient, 1);
    }

    public void Dispose() => _backend.Return(_rented);
}
