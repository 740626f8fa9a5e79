using System.Runtime.CompilerServices;
using GpuNN.Autograd;
using GpuNN.Backends;
using GpuNN.Memory;

namespace GpuNN;

/// <summary>An array of numbers on a device. A tensor is a strided view of a buffer that it may share with other views; its
/// shape and type never change. A tensor made by an operator remembers, where the tape records, how gradients flow back.
/// Reading and using a tensor is thread-safe; changing it in place is not.</summary>
/// <remarks>Memory: a tensor made in a training step is freed when the step ends (<see cref="Step"/>), unless
/// <see cref="Keep"/> or <see cref="Carry"/> say otherwise; other tensors are freed by <see cref="Dispose()"/>, or by the
/// garbage collector as the last resort.</remarks>
public partial class Tensor : IDisposable
{
    private BufferView _view;
    private BufferLoan? _loan;
    private Tensor? _grad;
    private bool _requiresGrad;

    /// <summary>The first tensor of a storage.</summary>
    internal Tensor(TensorStorage storage, DType dtype, in Shape shape, in Strides strides, long offset)
        : this(storage, new BufferView(storage.Buffer(nameof(Tensor)), dtype, shape, strides, offset))
    {
    }

    /// <summary>The first tensor of a storage, contiguous from its start.</summary>
    internal Tensor(TensorStorage storage, DType dtype, in Shape shape)
        : this(storage, new BufferView(storage.Buffer(nameof(Tensor)), dtype, shape))
    {
    }

    /// <summary>A view of another tensor's elements, outside the tape.</summary>
    internal Tensor(Tensor source, in Shape shape, in Strides strides, long offset)
        : this(source, new BufferView(source.Storage.Buffer(nameof(Tensor)), source.DType, shape, strides, offset))
    {
    }

    /// <summary>A tensor over the same elements: what <see cref="Parameter"/> is made from.</summary>
    private protected Tensor(Tensor source)
        : this(source, source._view)
    {
    }

    private Tensor(TensorStorage storage, BufferView view)
    {
        Storage = storage;
        _view = view;
        _loan = BufferLoan.Of(storage);
        storage.AddFirstTensor();
    }

    private Tensor(Tensor source, BufferView view)
    {
        Storage = source.Storage;
        _ = Storage.Buffer(nameof(Tensor));
        _view = view;
        _loan = source._loan ?? throw Disposed(nameof(Tensor), Storage);
        Storage.AddTensor();
    }

    /// <summary>The number of elements.</summary>
    public long Count => _view.Count;

    /// <summary>The extents.</summary>
    public ref readonly Shape Shape => ref _view.Shape;

    /// <summary>Steps between neighbours along each axis, in elements.</summary>
    public ref readonly Strides Strides => ref _view.Strides;

    /// <summary>The number of axes.</summary>
    public int Rank => _view.Shape.Rank;

    /// <summary>The type of the elements.</summary>
    public DType DType => _view.DType;

    /// <summary>The device it lives on.</summary>
    public Device Device => Storage.Device;

    /// <summary>Whether the elements lie in row-major order without gaps.</summary>
    public bool IsContiguous => _view.IsContiguous;

    /// <summary>Whether a gradient flows through this tensor. Setting it makes a leaf whose gradient
    /// <see cref="Backward"/> collects in <see cref="Grad"/>.</summary>
    /// <exception cref="DTypeMismatchException">The elements are not floating-point numbers.</exception>
    /// <exception cref="TapeException">The tensor was made by an operator on the tape.</exception>
    public bool RequiresGrad
    {
        get => _requiresGrad;
        set
        {
            if (value && !DType.IsFloatingPoint())
                throw new DTypeMismatchException(nameof(RequiresGrad), null, $"{DType}", "a floating-point type");
            if (GradientNode is not null && !value)
                throw new TapeException(nameof(RequiresGrad), null, $"a tensor made by {GradientNode.Operator}", "a leaf; use Detach()");
            _requiresGrad = value;
        }
    }

    /// <summary>What <see cref="Backward"/> has collected; null before.</summary>
    public Tensor? Grad
    {
        get => _grad;
        set
        {
            if (value is not null && value.Shape != Shape)
                throw new ShapeMismatchException(nameof(Grad), nameof(value), $"{value.Shape}", $"{Shape}");
            _grad = value;
        }
    }

    /// <summary>Whether no operator on the tape made it.</summary>
    public bool IsLeaf => GradientNode is null;

    /// <summary>Whether its memory was given back.</summary>
    public bool IsReleased => _loan is null || Storage.IsReleased;

    internal static bool FinalizersReleaseMemory { get; set; } = true;

    internal TensorStorage Storage { get; private set; }

    internal GradientNode? GradientNode { get; private set; }

    internal int GradientOutput { get; private set; }

    internal long Offset => _view.Offset;

    /// <summary>The tensor as a backend sees it.</summary>
    /// <exception cref="TensorReleasedException">Its memory was given back.</exception>
    public BufferView View(string operatorName = nameof(View))
    {
        if (_loan is null) throw Disposed(operatorName, Storage);
        _ = Storage.Buffer(operatorName);
        return _view;
    }

    /// <summary>Lets the tensor outlive its step; its memory then belongs to whoever holds it.</summary>
    /// <returns>This tensor.</returns>
    public Tensor Keep()
    {
        Storage.Buffer(nameof(Keep));
        Storage.Scope = null;
        return this;
    }

    /// <summary>Lets the tensor live to the end of the next step: for the hidden state between batches.</summary>
    /// <returns>This tensor.</returns>
    public Tensor Carry()
    {
        Storage.Buffer(nameof(Carry));
        Storage.IsCarried = true;
        return this;
    }

    /// <summary>A view of the same memory that the tape does not follow.</summary>
    public Tensor Detach() => new(this, _view);

    /// <summary>Collects the gradients of this tensor with respect to all leaves that require one, adding them to
    /// <see cref="Grad"/>.</summary>
    /// <param name="gradient">The gradient of this tensor itself; 1 where it is left out, which takes a scalar.</param>
    /// <param name="retainTape">Keep what the tape saved, so that it can be walked again.</param>
    /// <param name="differentiable">Record the backward pass itself, for second derivatives.</param>
    /// <exception cref="TapeException">Nothing was recorded, or it was used and released.</exception>
    /// <exception cref="ShapeMismatchException">The gradient has another shape, or is left out and this is no scalar.</exception>
    public void Backward(Tensor? gradient = null, bool retainTape = false, bool differentiable = false) =>
        BackwardPass.Accumulate(this, InitialGradient(gradient), retainTape, differentiable);

    /// <summary>The gradients of this tensor with respect to chosen tensors, leaves or not; <see cref="Grad"/> stays as it
    /// is.</summary>
    /// <returns>A gradient per tensor, null where this one does not depend on it.</returns>
    /// <inheritdoc cref="Backward" path="/param"/>
    /// <inheritdoc cref="Backward" path="/exception"/>
    public Tensor?[] GradientsOf(
        ReadOnlySpan<Tensor> tensors, Tensor? gradient = null, bool retainTape = false, bool differentiable = false) =>
        BackwardPass.Collect(this, InitialGradient(gradient), tensors, retainTape, differentiable);

    /// <summary>Gives the memory back, if no other view holds it.</summary>
    public void Dispose()
    {
        if (_loan is not { } loan) return;
        _loan = null;
        Storage.RemoveTensor("Dispose()", loan);
    }

    internal void AttachTo(GradientNode node, int output)
    {
        GradientNode = node;
        GradientOutput = output;
        _requiresGrad = true;
    }

    /// <summary>Takes over the memory, type and device of another tensor of the same shape; the gradient collected so far
    /// is dropped.</summary>
    internal void Become(Tensor value)
    {
        if (_loan is not { } loan) throw Disposed(nameof(Become), Storage);
        TensorStorage before = Storage;
        _loan = value._loan ?? throw Disposed(nameof(Become), value.Storage);
        Storage = value.Storage;
        Storage.AddTensor();
        _view = value._view;
        _grad = null;
        before.RemoveTensor("a move of its module", loan);
        Keep();
    }

    /// <summary>Marks a change in place; what the tape saved of it can no longer be used.</summary>
    internal void MarkChanged(string operatorName)
    {
        Storage.Version++;
        Storage.LastChange = operatorName;
    }

    /// <summary>Adds to <see cref="Grad"/>. A gradient that the pass made and nobody else uses is taken over as it is.</summary>
    internal void AccumulateGradient(Tensor gradient, LifetimeScope pass, bool differentiable)
    {
        if (gradient.Shape != Shape)
            throw new ShapeMismatchException(nameof(Backward), nameof(gradient), $"{gradient.Shape}", $"{Shape}");
        if (_grad is not null)
        {
            if (differentiable) _grad = Operators.Add(_grad, gradient).Keep();
            else Operators.AddInPlace(_grad, gradient);
            return;
        }

        TensorStorage storage = gradient.Storage;
        bool isOurs = storage.PendingGradients == 0 && storage.Scope == pass && gradient.IsContiguous;
        if (isOurs && !differentiable) storage.LeaveTo(1);
        _grad = isOurs || differentiable ? gradient.Keep() : Operators.Clone(gradient).Keep();
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static TensorReleasedException Disposed(string operatorName, TensorStorage storage) =>
        new(operatorName, null, $"a tensor made by {storage.Maker} and disposed", "a live tensor");

    private Tensor InitialGradient(Tensor? gradient)
    {
        if (!RequiresGrad)
            throw new TapeException(nameof(Backward), null, $"a tensor made by {Storage.Maker} that needs no gradient", "one that the tape recorded");
        if (gradient is not null)
        {
            return gradient.Shape == Shape
                ? gradient
                : throw new ShapeMismatchException(nameof(Backward), nameof(gradient), $"{gradient.Shape}", $"{Shape}");
        }

        return Count == 1
            ? Full(Shape, 1, DType, Device)
            : throw new ShapeMismatchException(nameof(Backward), null, $"{Shape}", "a scalar, or a gradient of this shape");
    }
}
