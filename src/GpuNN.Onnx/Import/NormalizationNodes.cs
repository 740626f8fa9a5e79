using GpuNN.Onnx.Execution;
using GpuNN.Onnx.Schema;

namespace GpuNN.Onnx.Import;

/// <summary>Normalisations of a sample by itself.</summary>
internal static class NormalizationNodes
{
    public static OperatorDefinition[] Definitions =>
    [
        new("InstanceNormalization", InstanceNorm) { Fewest = 3, Most = 3, Attributes = ["epsilon"] },
        new("LayerNormalization", LayerNorm) { Fewest = 2, Most = 3, Results = 3, Attributes = ["axis", "epsilon", "stash_type"], Since = 17 },
        new("GroupNormalization", GroupNorm) { Fewest = 3, Most = 3, Attributes = ["epsilon", "num_groups", "stash_type"], Since = 18 },
        new("LRN", LocalResponse) { Attributes = ["alpha", "beta", "bias", "size"] },
        new("LpNormalization", LpNormalize) { Attributes = ["axis", "p"] },
        new("MeanVarianceNormalization", MeanVariance) { Attributes = ["axes"], Since = 9 },
    ];

    /// <summary>Each channel is a group of its own.</summary>
    private static Tensor InstanceNorm(OperatorCall call)
    {
        Tensor x = call[0];
        return x.GroupNorm(Channels(call, x), call[1], call[2], call.Node.Float("epsilon", 1e-5));
    }

    private static Tensor?[] LayerNorm(OperatorCall call)
    {
        Tensor x = call[0];
        int axis = call.Axis(call.Node.Integer("axis", -1), x.Rank);
        double epsilon = call.Node.Float("epsilon", 1e-5);
        Shape normalized = x.Shape[axis..];
        Tensor scale = call[1].Expand(normalized);
        Tensor? bias = call.Optional(2)?.Expand(normalized);
        Tensor y = x.LayerNorm(normalized, scale.Contiguous(), bias?.Contiguous(), epsilon);
        if (!call.Node.Wants(1) && !call.Node.Wants(2)) return [y];
        int[] axes = [.. Enumerable.Range(axis, x.Rank - axis)];
        // The statistics are in float32 (stash_type 1), unless x is wider.
        Tensor wide = x.DType is DType.Float16 or DType.BFloat16 ? x.Cast(DType.Float32) : x;
        Tensor mean = wide.Mean(axes, keepAxes: true);
        Tensor inverse = wide.Variance(axes, correction: 0, keepAxes: true).Affine(1, epsilon).ReciprocalSqrt();
        return [y, call.As(ElementTypes.Of(wide.DType), mean, 1), call.As(ElementTypes.Of(wide.DType), inverse, 2)];
    }

    /// <summary>Until operator set 20 scale and bias have one number for each group, from 21 on one for each channel.</summary>
    private static Tensor GroupNorm(OperatorCall call)
    {
        Tensor x = call[0], scale = call[1], bias = call[2];
        int groups = call.Node.SmallInteger("num_groups", 0), channels = Channels(call, x);
        if (groups < 1 || channels % groups != 0) throw call.Refuse("attribute num_groups", $"{groups}", $"a divisor of {channels} channels");
        if (call.Version < 21)
        {
            scale = scale.Reshape(groups, 1).Expand([groups, channels / groups]).Reshape(channels);
            bias = bias.Reshape(groups, 1).Expand([groups, channels / groups]).Reshape(channels);
        }

        return x.GroupNorm(groups, scale, bias, call.Node.Float("epsilon", 1e-5));
    }

    /// <summary>ONNX puts the odd neighbour of an even size behind, the library before: the channels are turned round.</summary>
    private static Tensor LocalResponse(OperatorCall call)
    {
        Tensor x = call[0];
        int size = call.Node.SmallInteger("size", 0);
        double alpha = call.Node.Float("alpha", 1e-4), beta = call.Node.Float("beta", 0.75), k = call.Node.Float("bias", 1);
        bool isEven = size % 2 == 0;
        Tensor y = (isEven ? x.Flip(1) : x).LocalResponseNorm(size, alpha, beta, k);
        return isEven ? y.Flip(1) : y;
    }

    private static Tensor LpNormalize(OperatorCall call)
    {
        Tensor x = call[0];
        int axis = call.Axis(call.Node.Integer("axis", -1), x.Rank);
        return x.Divide(x.Norm([axis], call.Node.Integer("p", 2), keepAxes: true));
    }

    private static Tensor MeanVariance(OperatorCall call)
    {
        Tensor x = call[0];
        int[] axes = call.Axes(call.Node.Integers("axes") ?? [0, 2, 3], x.Rank);
        Tensor centred = x.Subtract(x.Mean(axes, keepAxes: true));
        return centred.Divide(centred.Square().Mean(axes, keepAxes: true).Sqrt().Affine(1, 1e-9));
    }

    private static int Channels(OperatorCall call, Tensor x) => x.Rank >= 2 && x.Shape[1] is > 0 and <= int.MaxValue
        ? (int)x.Shape[1]
        : throw call.Refuse("input 0", $"{x.Shape}", "[N, C, …]");
}
