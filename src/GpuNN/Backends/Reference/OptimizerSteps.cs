using System.Numerics;

namespace GpuNN.Backends.Reference;

/// <summary>Steps of optimisers, by their definitions.</summary>
internal sealed class OptimizerSteps
    : IReferenceKernel<SgdStepPrimitive>,
        IReferenceKernel<MomentumStepPrimitive>,
        IReferenceKernel<AdaGradStepPrimitive>,
        IReferenceKernel<AdaDeltaStepPrimitive>,
        IReferenceKernel<RmsPropStepPrimitive>,
        IReferenceKernel<AdamStepPrimitive>
{
    public static void Register(PrimitiveTable<ReferenceBackend> table)
    {
        ReferenceKernel.Add<SgdStepPrimitive, OptimizerSteps>(table);
        ReferenceKernel.Add<MomentumStepPrimitive, OptimizerSteps>(table);
        ReferenceKernel.Add<AdaGradStepPrimitive, OptimizerSteps>(table);
        ReferenceKernel.Add<AdaDeltaStepPrimitive, OptimizerSteps>(table);
        ReferenceKernel.Add<RmsPropStepPrimitive, OptimizerSteps>(table);
        ReferenceKernel.Add<AdamStepPrimitive, OptimizerSteps>(table);
    }

    public static void Run<T>(SgdStepPrimitive primitive, ReadOnlySpan<BufferView> inputs, ReadOnlySpan<BufferView> outputs)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        T[] gradient = Elements.Read<T>(inputs[0]), parameter = Elements.Read<T>(outputs[0]);
        T rate = T.CreateChecked(primitive.LearningRate), decay = T.CreateChecked(primitive.WeightDecay);
        for (int i = 0; i < parameter.Length; i++) parameter[i] -= rate * (gradient[i] + (decay * parameter[i]));
        Elements.Write(outputs[0], parameter);
    }

    public static void Run<T>(MomentumStepPrimitive primitive, ReadOnlySpan<BufferView> inputs, ReadOnlySpan<BufferView> outputs)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        T[] gradient = Elements.Read<T>(inputs[0]), parameter = Elements.Read<T>(outputs[0]), velocity = Elements.Read<T>(outputs[1]);
        T rate = T.CreateChecked(primitive.LearningRate), decay = T.CreateChecked(primitive.WeightDecay);
        T momentum = T.CreateChecked(primitive.Momentum), share = T.CreateChecked(1 - primitive.Dampening);
        for (int i = 0; i < parameter.Length; i++)
        {
            T direction = gradient[i] + (decay * parameter[i]);
            if (primitive.RateInside) direction *= rate;
            velocity[i] = (momentum * velocity[i]) + (share * direction);
            T step = primitive.IsNesterov ? direction + (momentum * velocity[i]) : velocity[i];
            parameter[i] -= primitive.RateInside ? step : rate * step;
        }

        Elements.Write(outputs[0], parameter);
        Elements.Write(outputs[1], velocity);
    }

    public static void Run<T>(AdaGradStepPrimitive primitive, ReadOnlySpan<BufferView> inputs, ReadOnlySpan<BufferView> outputs)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        T[] gradient = Elements.Read<T>(inputs[0]), parameter = Elements.Read<T>(outputs[0]), squares = Elements.Read<T>(outputs[1]);
        T rate = T.CreateChecked(primitive.LearningRate), decay = T.CreateChecked(primitive.WeightDecay);
        T epsilon = T.CreateChecked(primitive.Epsilon);
        for (int i = 0; i < parameter.Length; i++)
        {
            T direction = gradient[i] + (decay * parameter[i]);
            squares[i] += direction * direction;
            parameter[i] -= rate * direction / Root(squares[i], epsilon, primitive.EpsilonInside);
        }

        Elements.Write(outputs[0], parameter);
        Elements.Write(outputs[1], squares);
    }

    public static void Run<T>(AdaDeltaStepPrimitive primitive, ReadOnlySpan<BufferView> inputs, ReadOnlySpan<BufferView> outputs)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        T[] gradient = Elements.Read<T>(inputs[0]), parameter = Elements.Read<T>(outputs[0]);
        T[] squares = Elements.Read<T>(outputs[1]), steps = Elements.Read<T>(outputs[2]);
        T rate = T.CreateChecked(primitive.LearningRate), decay = T.CreateChecked(primitive.WeightDecay);
        T rho = T.CreateChecked(primitive.Rho), rest = T.CreateChecked(1 - primitive.Rho), epsilon = T.CreateChecked(primitive.Epsilon);
        for (int i = 0; i < parameter.Length; i++)
        {
            T direction = gradient[i] + (decay * parameter[i]);
            squares[i] = (rho * squares[i]) + (rest * direction * direction);
            T step = direction * Root(steps[i], epsilon, primitive.EpsilonInside) / Root(squares[i], epsilon, primitive.EpsilonInside);
            steps[i] = (rho * steps[i]) + (rest * step * step);
            parameter[i] -= rate * step;
        }

        Elements.Write(outputs[0], parameter);
        Elements.Write(outputs[1], squares);
        Elements.Write(outputs[2], steps);
    }

    public static void Run<T>(RmsPropStepPrimitive primitive, ReadOnlySpan<BufferView> inputs, ReadOnlySpan<BufferView> outputs)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        T[][] state = new T[outputs.Length][];
        for (int index = 0; index < outputs.Length; index++) state[index] = Elements.Read<T>(outputs[index]);
        T[] gradient = Elements.Read<T>(inputs[0]), parameter = state[0], squares = state[1], means = state[^1], velocity = state[^1];
        if (primitive.IsCentred) means = state[2];
        T rate = T.CreateChecked(primitive.LearningRate), decay = T.CreateChecked(primitive.WeightDecay);
        T alpha = T.CreateChecked(primitive.Alpha), rest = T.CreateChecked(1 - primitive.Alpha);
        T momentum = T.CreateChecked(primitive.Momentum), epsilon = T.CreateChecked(primitive.Epsilon);
        for (int i = 0; i < parameter.Length; i++)
        {
            T direction = gradient[i] + (decay * parameter[i]);
            squares[i] = (alpha * squares[i]) + (rest * direction * direction);
            T variance = squares[i];
            if (primitive.IsCentred)
            {
                means[i] = (alpha * means[i]) + (rest * direction);
                variance -= means[i] * means[i];
            }

            T step = direction / Root(variance, epsilon, primitive.EpsilonInside);
            if (primitive.Momentum != 0) step = velocity[i] = (momentum * velocity[i]) + step;
            parameter[i] -= rate * step;
        }

        for (int index = 0; index < outputs.Length; index++) Elements.Write(outputs[index], state[index]);
    }

    public static void Run<T>(AdamStepPrimitive primitive, ReadOnlySpan<BufferView> inputs, ReadOnlySpan<BufferView> outputs)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        T[] gradient = Elements.Read<T>(inputs[0]), parameter = Elements.Read<T>(outputs[0]);
        T[] first = Elements.Read<T>(outputs[1]), second = Elements.Read<T>(outputs[2]);
        T[] largest = primitive.IsAmsGrad ? Elements.Read<T>(outputs[3]) : second;
        T rate = T.CreateChecked(primitive.LearningRate), decay = T.CreateChecked(primitive.WeightDecay);
        T beta1 = T.CreateChecked(primitive.Beta1), beta2 = T.CreateChecked(primitive.Beta2), epsilon = T.CreateChecked(primitive.Epsilon);
        T correction1 = T.CreateChecked(1 - Math.Pow(primitive.Beta1, primitive.Step));
        T correction2 = T.CreateChecked(1 - Math.Pow(primitive.Beta2, primitive.Step));
        for (int i = 0; i < parameter.Length; i++)
        {
            T direction = gradient[i];
            if (primitive.IsDecoupled) parameter[i] -= rate * decay * parameter[i];
            else direction += decay * parameter[i];
            first[i] = (beta1 * first[i]) + ((T.One - beta1) * direction);
            second[i] = (beta2 * second[i]) + ((T.One - beta2) * direction * direction);
            largest[i] = T.Max(largest[i], second[i]);
            parameter[i] -= rate * (first[i] / correction1) / Root(largest[i] / correction2, epsilon, primitive.EpsilonInside);
        }

        Elements.Write(outputs[0], parameter);
        Elements.Write(outputs[1], first);
        Elements.Write(outputs[2], second);
        if (primitive.IsAmsGrad) Elements.Write(outputs[3], largest);
    }

    private static T Root<T>(T square, T epsilon, bool epsilonInside)
        where T : IBinaryFloatingPointIeee754<T> => epsilonInside ? T.Sqrt(square + epsilon) : T.Sqrt(square) + epsilon;
}
