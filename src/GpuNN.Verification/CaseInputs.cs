namespace GpuNN.Verification;

/// <summary>The inputs of a case on the device and in the precision in which it is run.</summary>
/// <param name="Device">The device.</param>
/// <param name="Precision">The floating-point type of the inputs.</param>
/// <param name="Tensors">The inputs.</param>
public sealed record CaseInputs(Device Device, DType Precision, Tensor[] Tensors)
{
    /// <summary>An input.</summary>
    public Tensor this[int index] => Tensors[index];
}
