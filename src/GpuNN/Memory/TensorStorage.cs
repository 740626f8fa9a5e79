using System.Diagnostics;
using System.Runtime.CompilerServices;
using GpuNN.Backends;

namespace GpuNN.Memory;

/// <summary>A buffer shared by a tensor and its views: counts them, owns the buffer, and remembers who made it and why it
/// was released.</summary>
internal sealed class TensorStorage
{
    private DeviceBuffer? _buffer;
    private int _tensors;
    private readonly bool _isBorrowed;

    public TensorStorage(Device device, DeviceBuffer buffer, string maker, bool isBorrowed = false)
    {
        Device = device;
        _buffer = buffer;
        Maker = maker;
        _isBorrowed = isBorrowed;
    }

    public Device Device { get; }

    /// <summary>The operator or factory that made it.</summary>
    public string Maker { get; }

    /// <summary>Why it was released; null while it is not.</summary>
    public string? ReleaseReason { get; private set; }

    public bool IsReleased => _buffer is null;

    /// <summary>The scope that frees it; null where its holders do.</summary>
    public LifetimeScope? Scope { get; set; }

    /// <summary>Whether it lives for one more step.</summary>
    public bool IsCarried { get; set; }

    /// <summary>Counts changes in place.</summary>
    public int Version { get; set; }

    /// <summary>What changed it last.</summary>
    public string? LastChange { get; set; }

    /// <summary>How many gradients waiting in a backward pass lie in it.</summary>
    public int PendingGradients { get; set; }

    public DeviceBuffer Buffer(string operatorName) => _buffer ?? throw Released(operatorName);

    /// <summary>Counts the first tensor, while nobody else knows of the storage.</summary>
    public void AddFirstTensor()
    {
        Debug.Assert(_tensors == 0, "A storage has one first tensor; others are views of it.");
        _tensors = 1;
    }

    public void AddTensor() => Interlocked.Increment(ref _tensors);

    /// <summary>Counts these tensors alone from now on: the others were made by the library on the way, and nobody holds
    /// them.</summary>
    public void LeaveTo(int tensors) => _tensors = tensors;

    /// <summary>Counts a disposed tensor out, which has let go of the loan; the last one ends it.</summary>
    public void RemoveTensor(string reason, BufferLoan loan)
    {
        if (Interlocked.Decrement(ref _tensors) != 0) return;
        Release(reason);
        loan.End();
    }

    public void Release(string reason, bool byFinalizer = false)
    {
        DeviceBuffer? buffer = Interlocked.Exchange(ref _buffer, null);
        if (buffer is null) return;
        ReleaseReason = reason;
        if (!_isBorrowed) Device.Memory.Free(buffer, byFinalizer);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private TensorReleasedException Released(string operatorName) => new(
        operatorName,
        null,
        $"a tensor made by {Maker} and released by {ReleaseReason}",
        "a live tensor; call Keep() on one that shall outlive its step, or Carry() on one that shall live a step longer");
}
