using System.Numerics;

namespace GpuNN.Backends.Cpu.Normalization;

/// <summary>Normalisations on the CPU, float32 and float64.</summary>
internal static unsafe class NormalizationHandlers
{
    public static void Register(PrimitiveTable<CpuBackend> table)
    {
        table.Add<BatchNormPrimitive>(BatchNorm, (_, _, inputs, outputs) => Supports(inputs, outputs));
        table.Add<BatchNormPredictionPrimitive>(BatchNormPrediction, (_, _, inputs, outputs) => Supports(inputs, outputs));
        table.Add<BatchNormGradientPrimitive>(BatchNormGradient, (_, _, inputs, outputs) => Supports(inputs, outputs));
        table.Add<GroupNormPrimitive>(GroupNorm, (_, _, inputs, outputs) => Supports(inputs, outputs));
        table.Add<GroupNormGradientPrimitive>(GroupNormGradient, (_, _, inputs, outputs) => Supports(inputs, outputs));
        table.Add<LayerNormPrimitive>(LayerNorm, (_, _, inputs, outputs) => Supports(inputs, outputs));
        table.Add<LayerNormGradientPrimitive>(LayerNormGradient, (_, _, inputs, outputs) => Supports(inputs, outputs));
        table.Add<RmsNormPrimitive>(RmsNorm, (_, _, inputs, outputs) => Supports(inputs, outputs));
        table.Add<RmsNormGradientPrimitive>(RmsNormGradient, (_, _, inputs, outputs) => Supports(inputs, outputs));
    }

    private static Support Supports(ReadOnlySpan<BufferView> inputs, ReadOnlySpan<BufferView> outputs)
    {
        DType dtype = inputs[0].DType;
        if (dtype is not (DType.Float32 or DType.Float64))
        {
            return Support.No($"it is vectorised for float32 and float64, not {dtype}");
        }

        if (inputs[0].Count > int.MaxValue)
        {
            return Support.No("there are more than 2^31 - 1 elements");
        }

        return HostOperands.AreAll(dtype, inputs) && HostOperands.AreAll(dtype, outputs)
            ? Support.Yes
            : Support.No("it is vectorised for contiguous operands of one type");
    }

    private static T* Optional<T>(bool exists, ReadOnlySpan<BufferView> views, int index)
        where T : unmanaged => exists ? views[index].Pointer<T>() : null;

    private static void BatchNorm(
        CpuBackend backend, BatchNormPrimitive primitive, ReadOnlySpan<BufferView> inputs, ReadOnlySpan<BufferView> outputs)
    {
        if (inputs[0].DType == DType.Float32)
        {
            BatchNorm<float>(primitive, inputs, outputs);
        }
        else
        {
            BatchNorm<double>(primitive, inputs, outputs);
        }
    }

    private static void BatchNorm<T>(
        BatchNormPrimitive primitive, ReadOnlySpan<BufferView> inputs, ReadOnlySpan<BufferView> outputs)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>, IMinMaxValue<T>
    {
        BufferView x = inputs[0];
        int channels = (int)x[1];
        T* mean = outputs[1].Pointer<T>();
        using Threading.ScratchMemory memory = Threading.ScratchMemory.Rent<T>(channels);
        T* variance = primitive.TracksStatistics ? memory.As<T>() : null;
        BatchNormEngine.Train(
            x.Pointer<T>(),
            Optional<T>(primitive.IsAffine, inputs, 1),
            Optional<T>(primitive.IsAffine, inputs, 2),
            primitive.Epsilon,
            (int)x[0],
            channels,
            (int)x[2],
            outputs[0].Pointer<T>(),
            mean,
            outputs[2].Pointer<T>(),
            variance);
        if (primitive.TracksStatistics)
        {
            T momentum = T.CreateTruncating(primitive.Momentum);
            T rest = T.One - momentum;
            T* runningMean = outputs[3].Pointer<T>();
            T* runningVariance = outputs[4].Pointer<T>();
            for (int c = 0; c < channels; c++)
            {
                runningMean[c] = rest * runningMean[c] + momentum * mean[c];
                runningVariance[c] = rest * runningVariance[c] + momentum * variance[c];
            }
        }
    }

    private static void BatchNormPrediction(
        CpuBackend backend,
        BatchNormPredictionPrimitive primitive,
        ReadOnlySpan<BufferView> inputs,
        ReadOnlySpan<BufferView> outputs)
    {
        if (inputs[0].DType == DType.Float32)
        {
            BatchNormPrediction<float>(primitive, inputs, outputs);
        }
        else
        {
            BatchNormPrediction<double>(primitive, inputs, outputs);
        }
    }

    private static void BatchNormPrediction<T>(
        BatchNormPredictionPrimitive primitive, ReadOnlySpan<BufferView> inputs, ReadOnlySpan<BufferView> outputs)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>, IMinMaxValue<T> =>
        BatchNormEngine.Predict(
            inputs[0].Pointer<T>(),
            inputs[1].Pointer<T>(),
            inputs[2].Pointer<T>(),
            Optional<T>(primitive.IsAffine, inputs, 3),
            Optional<T>(primitive.IsAffine, inputs, 4),
            primitive.Epsilon,
            (int)inputs[0][0],
            (int)inputs[0][1],
            (int)inputs[0][2],
            outputs[0].Pointer<T>());

    private static void BatchNormGradient(
        CpuBackend backend,
        BatchNormGradientPrimitive primitive,
        ReadOnlySpan<BufferView> inputs,
        ReadOnlySpan<BufferView> outputs)
    {
        if (inputs[0].DType == DType.Float32)
        {
            BatchNormGradient<float>(primitive, inputs, outputs);
        }
        else
        {
            BatchNormGradient<double>(primitive, inputs, outputs);
        }
    }

    private static void BatchNormGradient<T>(
        BatchNormGradientPrimitive primitive, ReadOnlySpan<BufferView> inputs, ReadOnlySpan<BufferView> outputs)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>, IMinMaxValue<T> =>
        BatchNormEngine.Backward(
            inputs[0].Pointer<T>(),
            inputs[1].Pointer<T>(),
            inputs[2].Pointer<T>(),
            inputs[3].Pointer<T>(),
            Optional<T>(primitive.IsAffine, inputs, 4),
            (int)inputs[0][0],
            (int)inputs[0][1],
            (int)inputs[0][2],
            outputs[0].Pointer<T>(),
            outputs[1].Pointer<T>(),
            outputs[2].Pointer<T>());

    private static void GroupNorm(
        CpuBackend backend, GroupNormPrimitive primitive, ReadOnlySpan<BufferView> inputs, ReadOnlySpan<BufferView> outputs)
    {
        if (inputs[0].DType == DType.Float32)
        {
            GroupNorm<float>(primitive, inputs, outputs);
        }
        else
        {
            GroupNorm<double>(primitive, inputs, outputs);
        }
    }

    private static void GroupNorm<T>(
        GroupNormPrimitive primitive, ReadOnlySpan<BufferView> inputs, ReadOnlySpan<BufferView> outputs)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>, IMinMaxValue<T> =>
        GroupNormEngine.Forward(
            inputs[0].Pointer<T>(),
            Optional<T>(primitive.IsAffine, inputs, 1),
            Optional<T>(primitive.IsAffine, inputs, 2),
            primitive.Epsilon,
            (int)inputs[0][0],
            (int)inputs[0][1],
            primitive.Groups,
            (int)inputs[0][2],
            outputs[0].Pointer<T>(),
            outputs[1].Pointer<T>(),
            outputs[2].Pointer<T>());

    private static void GroupNormGradient(
        CpuBackend backend,
        GroupNormGradientPrimitive primitive,
        ReadOnlySpan<BufferView> inputs,
        ReadOnlySpan<BufferView> outputs)
    {
        if (inputs[0].DType == DType.Float32)
        {
            GroupNormGradient<float>(primitive, inputs, outputs);
        }
        else
        {
            GroupNormGradient<double>(primitive, inputs, outputs);
        }
    }

    private static void GroupNormGradient<T>(
        GroupNormGradientPrimitive primitive, ReadOnlySpan<BufferView> inputs, ReadOnlySpan<BufferView> outputs)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>, IMinMaxValue<T> =>
        GroupNormEngine.Backward(
            inputs[0].Pointer<T>(),
            inputs[1].Pointer<T>(),
            inputs[2].Pointer<T>(),
            inputs[3].Pointer<T>(),
            Optional<T>(primitive.IsAffine, inputs, 4),
            (int)inputs[0][0],
            (int)inputs[0][1],
            primitive.Groups,
            (int)inputs[0][2],
            outputs[0].Pointer<T>(),
            Optional<T>(primitive.IsAffine, outputs, 1),
            Optional<T>(primitive.IsAffine, outputs, 2));

    private static void LayerNorm(
        CpuBackend backend, LayerNormPrimitive primitive, ReadOnlySpan<BufferView> inputs, ReadOnlySpan<BufferView> outputs)
    {
        if (inputs[0].DType == DType.Float32)
        {
            Rows<float>(primitive.IsAffine, primitive.IsAffine, primitive.Epsilon, true, inputs, outputs);
        }
        else
        {
            Rows<double>(primitive.IsAffine, primitive.IsAffine, primitive.Epsilon, true, inputs, outputs);
        }
    }

    private static void RmsNorm(
        CpuBackend backend, RmsNormPrimitive primitive, ReadOnlySpan<BufferView> inputs, ReadOnlySpan<BufferView> outputs)
    {
        if (inputs[0].DType == DType.Float32)
        {
            Rows<float>(primitive.HasScale, false, primitive.Epsilon, false, inputs, outputs);
        }
        else
        {
            Rows<double>(primitive.HasScale, false, primitive.Epsilon, false, inputs, outputs);
        }
    }

    private static void Rows<T>(
        bool hasScale,
        bool hasShift,
        double epsilon,
        bool isCentred,
        ReadOnlySpan<BufferView> inputs,
        ReadOnlySpan<BufferView> outputs)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>, IMinMaxValue<T> =>
        LayerNormEngine.Forward(
            inputs[0].Pointer<T>(),
            Optional<T>(hasScale, inputs, 1),
            Optional<T>(hasShift, inputs, 2),
            epsilon,
            (int)inputs[0][0],
            (int)inputs[0][1],
            outputs[0].Pointer<T>(),
            Optional<T>(isCentred, outputs, 1),
            outputs[isCentred ? 2 : 1].Pointer<T>());

    private static void LayerNormGradient(
        CpuBackend backend,
        LayerNormGradientPrimitive primitive,
        ReadOnlySpan<BufferView> inputs,
        ReadOnlySpan<BufferView> outputs)
    {
        if (inputs[0].DType == DType.Float32)
        {
            RowsGradient<float>(primitive.IsAffine, true, inputs, outputs);
        }
        else
        {
            RowsGradient<double>(primitive.IsAffine, true, inputs, outputs);
        }
    }

    private static void RmsNormGradient(
        CpuBackend backend,
        RmsNormGradientPrimitive primitive,
        ReadOnlySpan<BufferView> inputs,
        ReadOnlySpan<BufferView> outputs)
    {
        if (inputs[0].DType == DType.Float32)
        {
            RowsGradient<float>(primitive.HasScale, false, inputs, outputs);
        }
        else
        {
            RowsGradient<double>(primitive.HasScale, false, inputs, outputs);
        }
    }

    private static void RowsGradient<T>(
        bool hasScale, bool isCentred, ReadOnlySpan<BufferView> inputs, ReadOnlySpan<BufferView> outputs)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>, IMinMaxValue<T>
    {
        int scale = isCentred ? 3 : 2;
        LayerNormEngine.Backward(
            inputs[0].Pointer<T>(),
            inputs[1].Pointer<T>(),
            Optional<T>(isCentred, inputs, 2),
            inputs[scale].Pointer<T>(),
            Optional<T>(hasScale, inputs, scale + 1),
            (int)inputs[0][0],
            (int)inputs[0][1],
            outputs[0].Pointer<T>(),
            Optional<T>(hasScale, outputs, 1),
            Optional<T>(hasScale && isCentred, outputs, 2));
    }
}
