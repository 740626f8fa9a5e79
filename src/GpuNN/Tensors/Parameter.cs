namespace GpuNN;

/// <summary>A tensor that training changes: it requires a gradient and belongs to its module, not to a step.</summary>
public sealed class Parameter : Tensor
{
    /// <summary>Makes a parameter of a tensor's memory, which it then owns together with the tensor.</summary>
    public Parameter(Tensor value)
        : base(value)
    {
        Keep();
        RequiresGrad = true;
    }
}
