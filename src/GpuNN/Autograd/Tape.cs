using GpuNN.Memory;

namespace GpuNN.Autograd;

/// <summary>Records operators for the backward pass. An operator computes its output first, then, where
/// <see cref="Records(Tensor)"/>, records how gradients flow back; the functions it hands in are written with operators
/// where a second derivative is to work.</summary>
internal static class Tape
{
    public static bool Records(Tensor a) => a.RequiresGrad && AmbientState.Current.GradientsEnabled;

    public static bool Records(Tensor a, Tensor? b) =>
        (a.RequiresGrad || b is { RequiresGrad: true }) && AmbientState.Current.GradientsEnabled;

    public static bool Records(params ReadOnlySpan<Tensor?> tensors)
    {
        foreach (Tensor? tensor in tensors)
        {
            if (tensor is { RequiresGrad: true }) return AmbientState.Current.GradientsEnabled;
        }

        return false;
    }

    /// <summary>Records an operator with one input.</summary>
    public static Tensor Record(string operatorName, Tensor output, Tensor input, Func<Tensor, Tensor?> gradient) =>
        Record(operatorName, output, [input], incoming => [gradient(incoming)]);

    /// <summary>Records an operator with one output; the function returns a gradient per input, null where none flows
    /// or none is wanted.</summary>
    public static Tensor Record(
        string operatorName, Tensor output, ReadOnlySpan<Tensor> inputs, Func<Tensor, Tensor?[]> gradients)
    {
        Record(operatorName, [output], inputs, incoming => incoming[0] is { } gradient ? gradients(gradient) : []);
        return output;
    }

    /// <summary>Records an operator with several outputs; gradients of outputs that were not used, or are no floating-point
    /// numbers, are null.</summary>
    public static void Record(
        string operatorName, ReadOnlySpan<Tensor> outputs, ReadOnlySpan<Tensor> inputs, Func<Tensor?[], Tensor?[]> gradients)
    {
        var node = new GradientNode(operatorName, outputs.Length, inputs, gradients);
        for (int index = 0; index < outputs.Length; index++)
        {
            if (outputs[index].DType.IsFloatingPoint()) outputs[index].AttachTo(node, index);
        }

        OpenStep(outputs, inputs);
    }

    /// <summary>Marks the result of a fused gradient: used as a value it is right, differentiated again it throws instead
    /// of losing terms.</summary>
    public static Tensor RecordFirstOrderOnly(string operatorName, Tensor output, params ReadOnlySpan<Tensor?> inputs)
    {
        if (!Records(inputs)) return output;
        foreach (Tensor? input in inputs)
        {
            if (input is not { RequiresGrad: true } differentiable) continue;
            return Record(operatorName, output, differentiable, _ => throw new TapeException(
                operatorName, null, "a second derivative of a fused gradient", "first derivatives only"));
        }

        return output;
    }

    /// <summary>Keeps a tensor for a gradient, guarded against changes in place.</summary>
    public static SavedTensor Save(Tensor tensor, string operatorName) => new(tensor, operatorName);

    /// <summary>The first recorded operator opens the step, which owns its outputs; a view of a parameter stays the
    /// parameter's.</summary>
    private static void OpenStep(ReadOnlySpan<Tensor> outputs, ReadOnlySpan<Tensor> inputs)
    {
        LifetimeScope? scope = AmbientState.Current.Scope;
        if (scope is null || scope.IsOpen) return;
        scope.IsOpen = true;
        foreach (Tensor output in outputs)
        {
            if (output.Storage.Scope is null && !IsViewOf(inputs, output)) scope.Add(output.Storage);
        }
    }

    private static bool IsViewOf(ReadOnlySpan<Tensor> inputs, Tensor output)
    {
        foreach (Tensor input in inputs)
        {
            if (input.Storage == output.Storage) return true;
        }

        return false;
    }
}
