using System.Runtime.CompilerServices;
using GpuNN.Backends.Cpu;

namespace GpuNN.Backends;

/// <summary>Hands primitives from the operators to the backend of their tensors: checks that they share a device, makes
/// inputs contiguous where the primitive wants it, tells the observer, and falls back to the CPU where the policy
/// allows.</summary>
internal static class Dispatcher
{
    /// <summary>Runs a primitive with one output, which it allocates.</summary>
    public static Tensor Run(
        string operatorName, Primitive primitive, DType dtype, in Shape shape, params ReadOnlySpan<Tensor> inputs)
    {
        Tensor output = Tensor.Empty(shape, dtype, inputs[0].Device, operatorName);
        Run(operatorName, primitive, inputs, [output]);
        return output;
    }

    /// <summary>Runs a primitive into tensors that are there.</summary>
    /// <exception cref="DeviceMismatchException">The tensors live on several devices.</exception>
    /// <exception cref="UnsupportedOperatorException">The device lacks it and the policy is
    /// <see cref="FallbackPolicy.Throw"/>, or computes it with other bits each time where determinism is
    /// demanded.</exception>
    public static void Run(
        string operatorName, Primitive primitive, ReadOnlySpan<Tensor> inputs, ReadOnlySpan<Tensor> outputs)
    {
        Device device = outputs[0].Device;
        CheckDevices(operatorName, device, inputs, outputs);
        if (IsEmpty(outputs)) return;

        AmbientState state = AmbientState.Current;
        IExecutionObserver? observer = state.Observer;
        observer?.Executing(operatorName, primitive);
        ViewList inputStorage = default, outputStorage = default;
        Span<BufferView> inputViews = inputStorage.Take(inputs.Length), outputViews = outputStorage.Take(outputs.Length);
        Tensor[]? copies = null;
        for (int index = 0; index < inputs.Length; index++)
        {
            BufferView view = inputs[index].View(operatorName);
            if (!view.IsContiguous && !primitive.AcceptsStrides)
                view = Copy(operatorName, inputs, index, ref copies).View(operatorName);
            inputViews[index] = view;
        }

        for (int index = 0; index < outputs.Length; index++) outputViews[index] = outputs[index].View(operatorName);

        if (state.RequiresDeterminism) CheckDeterminism(operatorName, primitive, device, inputViews, outputViews);
        Support support = device.Backend.TryExecute(primitive, inputViews, outputViews);
        if (!support.IsSupported) FallBack(operatorName, primitive, device, inputs, outputs, support.Reason!);
        observer?.Executed(operatorName, primitive, copies ?? inputs, outputs);
        if (copies is not null) Free(copies, inputs);
    }

    /// <summary>A contiguous copy of one input.</summary>
    private static Tensor Copy(string operatorName, ReadOnlySpan<Tensor> inputs, int index, ref Tensor[]? copies)
    {
        Tensor input = inputs[index];
        Tensor copy = Tensor.Empty(input.Shape, input.DType, input.Device, operatorName);
        Run(operatorName, CopyPrimitive.Instance, [input], [copy]);
        (copies ??= inputs.ToArray())[index] = copy;
        return copy;
    }

    private static void Free(Tensor[] copies, ReadOnlySpan<Tensor> inputs)
    {
        for (int index = 0; index < copies.Length; index++)
        {
            if (copies[index] != inputs[index]) copies[index].Dispose();
        }
    }

    private static void CheckDeterminism(
        string operatorName,
        Primitive primitive,
        Device device,
        ReadOnlySpan<BufferView> inputs,
        ReadOnlySpan<BufferView> outputs)
    {
        if (!device.Backend.IsDeterministic(primitive, inputs, outputs))
            throw new UnsupportedOperatorException(
                operatorName, null, $"{primitive.Name} on {device}, whose bits depend on the order in which threads run", "an operator that gives the same bits each time, as Determinism.Require() demands");
    }

    private static void FallBack(
        string operatorName,
        Primitive primitive,
        Device device,
        ReadOnlySpan<Tensor> inputs,
        ReadOnlySpan<Tensor> outputs,
        string reason)
    {
        if (Fallback.Policy == FallbackPolicy.Throw || device.Backend is CpuBackend)
            throw new UnsupportedOperatorException(operatorName, null, reason, $"an operator that {device} offers");
        Fallback.Count(device.Name, operatorName, reason);
        using var restoration = NoGrad.Begin();
        var hostInputs = new Tensor[inputs.Length];
        var hostOutputs = new Tensor[outputs.Length];
        for (int index = 0; index < inputs.Length; index++) hostInputs[index] = inputs[index].To(Device.Cpu);
        for (int index = 0; index < outputs.Length; index++)
            hostOutputs[index] = Tensor.Empty(outputs[index].Shape, outputs[index].DType, Device.Cpu, operatorName);
        Run(operatorName, primitive, hostInputs, hostOutputs);
        for (int index = 0; index < outputs.Length; index++) outputs[index].CopyFrom(hostOutputs[index]);
    }

    private static void CheckDevices(
        string operatorName, Device device, ReadOnlySpan<Tensor> inputs, ReadOnlySpan<Tensor> outputs)
    {
        for (int index = 0; index < inputs.Length; index++)
        {
            if (inputs[index].Device != device)
                throw Elsewhere(operatorName, "input", index, inputs[index], device);
        }

        for (int index = 1; index < outputs.Length; index++)
        {
            if (outputs[index].Device != device)
                throw Elsewhere(operatorName, "output", index, outputs[index], device);
        }
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static DeviceMismatchException Elsewhere(
        string operatorName, string operand, int index, Tensor tensor, Device device) =>
        new(operatorName, $"{operand} {index}", $"a tensor on {tensor.Device}", $"one on {device}");

    private static bool IsEmpty(ReadOnlySpan<Tensor> outputs)
    {
        foreach (Tensor output in outputs)
        {
            if (output.Count > 0) return false;
        }

        return true;
    }
}
