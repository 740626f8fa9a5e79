namespace GpuNN.Autograd;

/// <summary>Where the gradient of an operator's input goes: to the node that made it, or to a leaf that collects it, or
/// nowhere.</summary>
internal readonly record struct GradientEdge(GradientNode? Node, int OutputIndex, Tensor? Leaf)
{
    public static GradientEdge To(Tensor tensor) => tensor.GradientNode is { } node
        ? new(node, tensor.GradientOutput, null)
        : new(null, 0, tensor.RequiresGrad ? tensor : null);
}
