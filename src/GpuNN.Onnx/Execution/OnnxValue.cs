using GpuNN.Onnx.Schema;

namespace GpuNN.Onnx.Execution;

/// <summary>A value between nodes. One that is known (made of constants and shapes alone) lies in the host's memory: shapes,
/// axes and indices are read there without waiting for the device, and recordings hold it as a constant.</summary>
internal sealed class OnnxValue
{
    private readonly Tensor? _known;
    private Tensor? _computed;

    private OnnxValue(ElementType type, Tensor? known, Tensor? computed)
    {
        Type = type;
        _known = known;
        _computed = computed;
    }

    /// <summary>The type in ONNX's terms.</summary>
    public ElementType Type { get; }

    /// <summary>Whether it is known on the host.</summary>
    public bool IsKnown => _known is not null;

    /// <summary>The tensor, wherever it is.</summary>
    public Tensor Tensor => _computed ?? _known!;

    /// <summary>A value computed on the model's device.</summary>
    public static OnnxValue Computed(Tensor tensor, ElementType type) => new(type, null, tensor);

    /// <summary>A value that the host knows.</summary>
    public static OnnxValue Known(Tensor tensor, ElementType type) => new(type, tensor, null);

    /// <summary>The tensor on a device. A known one is copied there once, outside of tape and recordings.</summary>
    public Tensor On(Device device)
    {
        if (_known is null) return _computed!.To(device);
        if (device == _known.Device) return _known;
        if (_computed is null || _computed.Device != device || _computed.IsReleased)
        {
            using (HostEvaluation.Begin()) _computed = _known.To(device).Keep();
        }

        return _computed;
    }

    /// <summary>The tensor where the host can read it; of a computed one this waits for the device.</summary>
    /// <exception cref="UnknownNumbersException">It is a shape without numbers.</exception>
    public Tensor OnHost()
    {
        if (_known is not null) return _known;
        return _computed!.Device == Device.Shapes ? throw new UnknownNumbersException() : _computed.Detach().To(Device.Cpu);
    }
}
