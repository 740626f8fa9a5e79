using GpuNN.Autograd;

namespace GpuNN;

/// <summary>A function of tensors whose gradient is written by hand. Derive from it, override <see cref="Forward"/> and
/// <see cref="Backward"/>, and call <see cref="Apply"/>. One object may be applied any number of times: what a call has to
/// remember goes to its <see cref="FunctionContext"/>.</summary>
public abstract class DifferentiableFunction
{
    /// <summary>Whether <see cref="Backward"/> computes with operators on inputs, outputs and the incoming gradients alone,
    /// so that it can itself be differentiated. By default it is not, and a second derivative throws instead of losing
    /// terms.</summary>
    protected virtual bool IsTwiceDifferentiable => false;

    /// <summary>Computes the outputs. The tape does not record what happens here.</summary>
    /// <param name="context">Keeps what the backward direction needs.</param>
    /// <param name="inputs">The inputs.</param>
    protected abstract Tensor[] Forward(FunctionContext context, Tensor[] inputs);

    /// <summary>Computes the gradient of each input from those of the outputs.</summary>
    /// <param name="context">What the forward direction kept.</param>
    /// <param name="gradients">∂L/∂output, null for outputs that were not used.</param>
    /// <returns>∂L/∂input for each input, of its shape; null where none flows.</returns>
    protected abstract Tensor?[] Backward(FunctionContext context, Tensor?[] gradients);

    /// <summary>Applies the function; the tape records it where an input requires a gradient.</summary>
    /// <exception cref="ShapeMismatchException">In the backward pass: <see cref="Backward"/> returned more or fewer gradients
    /// than there are inputs, or one of another shape.</exception>
    /// <exception cref="TapeException">In a second backward pass through a function that is not twice
    /// differentiable.</exception>
    public Tensor[] Apply(params Tensor[] inputs)
    {
        string name = GetType().Name;
        var context = new FunctionContext(name, [.. inputs.Select(input => input.RequiresGrad)]);
        Tensor[] outputs;
        using (NoGrad.Begin()) outputs = Forward(context, inputs);
        if (!Tape.Records(inputs)) return outputs;
        for (int index = 0; index < outputs.Length; index++)
        {
            // An output that is an input, or that something else has on the tape, gets a place of its own there.
            if (outputs[index].RequiresGrad || inputs.Contains(outputs[index])) outputs[index] = outputs[index].Detach();
        }

        Shape[] shapes = [.. inputs.Select(input => input.Shape)];
        Tape.Record(name, outputs, inputs, gradients => RunBackward(name, context, inputs, shapes, gradients));
        return outputs;
    }

    /// <summary>Applies a function with one output.</summary>
    /// <inheritdoc cref="Apply(Tensor[])" path="/exception"/>
    public Tensor ApplyToOne(params Tensor[] inputs) => Apply(inputs)[0];

    private Tensor?[] RunBackward(
        string name, FunctionContext context, Tensor[] inputs, Shape[] shapes, Tensor?[] incoming)
    {
        Tensor?[] gradients;
        if (IsTwiceDifferentiable)
        {
            gradients = Backward(context, incoming);
        }
        else
        {
            using (NoGrad.Begin()) gradients = Backward(context, incoming);
        }

        if (gradients.Length != shapes.Length)
            throw new ShapeMismatchException(name, nameof(gradients), $"{gradients.Length} gradients", $"one for each of {shapes.Length} inputs");
        for (int index = 0; index < gradients.Length; index++)
        {
            if (gradients[index] is not { } gradient) continue;
            if (gradient.Shape != shapes[index])
                throw new ShapeMismatchException(name, $"gradient {index}", $"{gradient.Shape}", $"{shapes[index]}");
            if (!IsTwiceDifferentiable && Tape.Records([.. incoming, .. inputs]))
                gradients[index] = Tape.RecordFirstOrderOnly(name, gradient.Detach(), [.. incoming, .. inputs]);
        }

        return gradients;
    }
}
