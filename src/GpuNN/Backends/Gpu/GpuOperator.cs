namespace GpuNN.Backends.Gpu;

/// <summary>Puts an <see cref="IGpuOperator{TPrimitive}"/> into the table: it computes in float64 where an operand is float64
/// or all are integers, else in float32, and operands of other types (half precision, bool, integers) are converted on the
/// device before and after, unless the kernels take them as they are.</summary>
internal static class GpuOperator
{
    public static void Add<TPrimitive, TOperator>(PrimitiveTable<GpuBackend> table)
        where TPrimitive : Primitive
        where TOperator : IGpuOperator<TPrimitive> =>
        table.Add<TPrimitive>(Run<TPrimitive, TOperator>, Supports<TPrimitive, TOperator>, TOperator.Explain);

    private static Support Supports<TPrimitive, TOperator>(
        GpuBackend backend, TPrimitive primitive, ReadOnlySpan<BufferView> inputs, ReadOnlySpan<BufferView> outputs)
        where TPrimitive : Primitive
        where TOperator : IGpuOperator<TPrimitive>
    {
        Support limits = GpuLimits.Check(inputs, outputs);
        if (!limits.IsSupported) return limits;
        if (!backend.HasFloat64 && ComputeType<TPrimitive, TOperator>(primitive, inputs, outputs) == DType.Float64)
            return Support.No($"{backend.Name} has no float64, which {primitive.Name} of these types is computed in");
        return TOperator.Supports(backend, primitive, inputs, outputs);
    }

    private static void Run<TPrimitive, TOperator>(
        GpuBackend backend, TPrimitive primitive, ReadOnlySpan<BufferView> inputs, ReadOnlySpan<BufferView> outputs)
        where TPrimitive : Primitive
        where TOperator : IGpuOperator<TPrimitive>
    {
        DType compute = ComputeType<TPrimitive, TOperator>(primitive, inputs, outputs);
        if (NeedsConversion<TPrimitive, TOperator>(primitive, inputs, outputs, compute))
            RunConverted<TPrimitive, TOperator>(backend, primitive, inputs, outputs, compute);
        else Run<TPrimitive, TOperator>(backend, primitive, inputs, outputs, compute);
    }

    private static void Run<TPrimitive, TOperator>(
        GpuBackend backend, TPrimitive primitive, ReadOnlySpan<BufferView> inputs, ReadOnlySpan<BufferView> outputs, DType compute)
        where TPrimitive : Primitive
        where TOperator : IGpuOperator<TPrimitive>
    {
        if (compute == DType.Float64) TOperator.Run<double>(backend, primitive, inputs, outputs);
        else TOperator.Run<float>(backend, primitive, inputs, outputs);
    }

    private static void RunConverted<TPrimitive, TOperator>(
        GpuBackend backend, TPrimitive primitive, ReadOnlySpan<BufferView> inputs, ReadOnlySpan<BufferView> outputs, DType compute)
        where TPrimitive : Primitive
        where TOperator : IGpuOperator<TPrimitive>
    {
        var temporaries = new List<GpuBuffer>();
        var convertedInputs = new BufferView[inputs.Length];
        var convertedOutputs = new BufferView[outputs.Length];
        for (int i = 0; i < inputs.Length; i++)
        {
            DType wanted = TOperator.IsIndex(primitive, i, false) ? DType.Int64 : compute;
            convertedInputs[i] = inputs[i];
            if (inputs[i].DType == wanted) continue;
            convertedInputs[i] = backend.RentView(wanted, inputs[i].Shape, temporaries);
            CopyOperator.Run(backend, inputs[i], convertedInputs[i]);
        }

        for (int i = 0; i < outputs.Length; i++)
        {
            DType wanted = TOperator.IsIndex(primitive, i, true) ? DType.Int64 : compute;
            convertedOutputs[i] = outputs[i];
            if (outputs[i].DType == wanted) continue;
            convertedOutputs[i] = backend.RentView(wanted, outputs[i].Shape, temporaries);
            if (TOperator.ReadsOutputs(primitive)) CopyOperator.Run(backend, outputs[i], convertedOutputs[i]);
        }

        Run<TPrimitive, TOperator>(backend, primitive, convertedInputs, convertedOutputs, compute);
        for (int i = 0; i < outputs.Length; i++)
        {
            if (convertedOutputs[i] != outputs[i]) CopyOperator.Run(backend, convertedOutputs[i], outputs[i]);
        }

        backend.Return(temporaries);
    }

    private static bool NeedsConversion<TPrimitive, TOperator>(
        TPrimitive primitive, ReadOnlySpan<BufferView> inputs, ReadOnlySpan<BufferView> outputs, DType compute)
        where TPrimitive : Primitive
        where TOperator : IGpuOperator<TPrimitive>
    {
        DType stored = outputs[0].DType;
        DType taken = TOperator.TakesStored(stored, compute) ? stored : compute;
        for (int i = 0; i < inputs.Length; i++)
        {
            if (inputs[i].DType != (TOperator.IsIndex(primitive, i, false) ? DType.Int64 : taken)) return true;
        }

        for (int i = 0; i < outputs.Length; i++)
        {
            if (outputs[i].DType != (TOperator.IsIndex(primitive, i, true) ? DType.Int64 : taken)) return true;
        }

        return false;
    }

    private static DType ComputeType<TPrimitive, TOperator>(
        TPrimitive primitive, ReadOnlySpan<BufferView> inputs, ReadOnlySpan<BufferView> outputs)
        where TPrimitive : Primitive
        where TOperator : IGpuOperator<TPrimitive>
    {
        bool hasSingle = false;
        for (int i = 0; i < inputs.Length + outputs.Length; i++)
        {
            bool isOutput = i >= inputs.Length;
            int operand = isOutput ? i - inputs.Length : i;
            if (TOperator.IsIndex(primitive, operand, isOutput)) continue;
            DType dtype = isOutput ? outputs[operand].DType : inputs[operand].DType;
            if (dtype == DType.Float64) return DType.Float64;
            hasSingle |= dtype.IsFloatingPoint();
        }

        return hasSingle ? DType.Float32 : DType.Float64;
    }
}
