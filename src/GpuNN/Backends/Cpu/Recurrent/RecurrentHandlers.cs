using GpuNN.Backends.Cpu.Threading;

namespace GpuNN.Backends.Cpu.Recurrent;

/// <summary>Recurrent sequences and their gradients on the CPU, in single precision.</summary>
internal static unsafe class RecurrentHandlers
{
    private const string Reason = "U packed once; a step multiplies a block of units and applies its gates in the first cache";

    /// <summary>Adds the primitives to the backend's table.</summary>
    public static void Register(PrimitiveTable<CpuBackend> table)
    {
        table.Add<LstmSequencePrimitive>(
            Lstm, (_, _, inputs, outputs) => Supports(inputs, outputs), (_, p, _, _) => Explain(p));
        table.Add<LstmSequenceGradientPrimitive>(
            LstmGradient, (_, _, inputs, outputs) => Supports(inputs, outputs), (_, p, _, _) => Explain(p));
        table.Add<GruSequencePrimitive>(
            Gru, (_, _, inputs, outputs) => Supports(inputs, outputs), (_, p, _, _) => Explain(p));
        table.Add<GruSequenceGradientPrimitive>(
            GruGradient, (_, _, inputs, outputs) => Supports(inputs, outputs), (_, p, _, _) => Explain(p));
        table.Add<ElmanSequencePrimitive>(
            Elman, (_, _, inputs, outputs) => Supports(inputs, outputs), (_, p, _, _) => Explain(p));
        table.Add<ElmanSequenceGradientPrimitive>(
            ElmanGradient, (_, _, inputs, outputs) => Supports(inputs, outputs), (_, p, _, _) => Explain(p));
    }

    private static string Explain(Primitive primitive) => $"{primitive.Name}, {CpuInstructionSets.Default}: {Reason}";

    private static Support Supports(ReadOnlySpan<BufferView> inputs, ReadOnlySpan<BufferView> outputs)
    {
        foreach (BufferView view in inputs)
        {
            if (view.DType is not (DType.Float32 or DType.Int64) || !view.IsContiguous)
            {
                return Support.No($"an operand is {view}; recurrences are vectorised for contiguous float32");
            }
        }

        foreach (BufferView view in outputs)
        {
            if (view.DType != DType.Float32 || !view.IsContiguous)
            {
                return Support.No($"a result is {view}; recurrences are vectorised for contiguous float32");
            }
        }

        return inputs[0].Count == 0 ? Support.No("the sequence is empty") : Support.Yes;
    }

    private static RecurrentSequence Sequence(BufferView state, bool isReversed, BufferView? lengths) =>
        new(
            (int)state[0],
            (int)state[1],
            (int)state[2],
            isReversed,
            lengths is null ? null : (long*)lengths.Buffer.HostAddress + lengths.Offset);

    private static float* Address(BufferView view) => (float*)view.Buffer.HostAddress + view.Offset;

    private static void Copy(BufferView from, BufferView to) =>
        new Span<float>(Address(from), (int)from.Count).CopyTo(new Span<float>(Address(to), (int)to.Count));

    private static void Lstm(
        CpuBackend backend,
        LstmSequencePrimitive primitive,
        ReadOnlySpan<BufferView> inputs,
        ReadOnlySpan<BufferView> outputs)
    {
        BufferView? lengths = primitive.HasLengths ? inputs[primitive.HasBias ? 5 : 4] : null;
        RecurrentSequence sequence = Sequence(outputs[0], primitive.IsReversed, lengths);
        Copy(inputs[2], outputs[2]);
        LstmCell cell = new()
        {
            Batch = sequence.Batch,
            Hidden = sequence.Hidden,
            Projected = Address(inputs[0]),
            Bias = primitive.HasBias ? Address(inputs[4]) : null,
            H = Address(outputs[0]),
            Cell = Address(outputs[2]),
            Gates4 = primitive.KeepsGates ? Address(outputs[3]) : null,
            Cells = primitive.KeepsGates ? Address(outputs[4]) : null,
        };
        RecurrentForward.Run(
            sequence, cell, Address(inputs[3]), Address(inputs[1]), Address(outputs[0]), Address(outputs[1]));
    }

    private static void LstmGradient(
        CpuBackend backend,
        LstmSequenceGradientPrimitive primitive,
        ReadOnlySpan<BufferView> inputs,
        ReadOnlySpan<BufferView> outputs)
    {
        RecurrentSequence sequence = Sequence(inputs[0], primitive.IsReversed, primitive.HasLengths ? inputs[9] : null);
        Copy(inputs[2], outputs[2]);
        LstmGradientCell cell = new()
        {
            Sequence = sequence,
            Dh = Address(inputs[0]),
            DhLast = Address(inputs[1]),
            Gates4 = Address(inputs[4]),
            Cells = Address(inputs[5]),
            InitialCell = Address(inputs[7]),
            Dc = Address(outputs[2]),
            Delta = Address(outputs[0]),
        };
        RecurrentBackward.Run(
            sequence,
            cell,
            Address(inputs[8]),
            Address(outputs[0]),
            Address(inputs[6]),
            Address(inputs[3]),
            Address(outputs[1]),
            false,
            Address(outputs[3]),
            primitive.HasBias ? Address(outputs[4]) : null);
    }

    private static void Gru(
        CpuBackend backend,
        GruSequencePrimitive primitive,
        ReadOnlySpan<BufferView> inputs,
        ReadOnlySpan<BufferView> outputs)
    {
        BufferView? lengths = primitive.HasLengths ? inputs[primitive.HasBias ? 4 : 3] : null;
        RecurrentSequence sequence = Sequence(outputs[0], primitive.IsReversed, lengths);
        if (!primitive.ResetsAfter)
        {
            GruResetBeforeForward(primitive, sequence, inputs, outputs);
            return;
        }

        GruCell cell = new()
        {
            Batch = sequence.Batch,
            Hidden = sequence.Hidden,
            Projected = Address(inputs[0]),
            Bias = primitive.HasBias ? Address(inputs[3]) : null,
            H = Address(outputs[0]),
            Gates3 = primitive.KeepsGates ? Address(outputs[2]) : null,
            Products = primitive.KeepsGates ? Address(outputs[3]) : null,
        };
        RecurrentForward.Run(
            sequence, cell, Address(inputs[2]), Address(inputs[1]), Address(outputs[0]), Address(outputs[1]));
    }

    private static void GruResetBeforeForward(
        GruSequencePrimitive primitive,
        in RecurrentSequence sequence,
        ReadOnlySpan<BufferView> inputs,
        ReadOnlySpan<BufferView> outputs)
    {
        float* gates = primitive.KeepsGates ? Address(outputs[2]) : null;
        float* products = primitive.KeepsGates ? Address(outputs[3]) : null;
        GruResetCell first = new()
        {
            Batch = sequence.Batch,
            Hidden = sequence.Hidden,
            Projected = Address(inputs[0]),
            Bias = primitive.HasBias ? Address(inputs[3]) : null,
            Gates3 = gates,
            Products = products,
        };
        GruCandidateCell second = new()
        {
            Batch = sequence.Batch,
            Hidden = sequence.Hidden,
            Projected = first.Projected,
            Bias = first.Bias,
            H = Address(outputs[0]),
            Gates3 = gates,
            Products = products,
        };
        GruResetBefore.Forward(
            sequence, first, second, Address(inputs[2]), Address(inputs[1]), Address(outputs[0]), Address(outputs[1]));
    }

    private static void GruResetBeforeGradient(
        GruSequenceGradientPrimitive primitive,
        in RecurrentSequence sequence,
        ReadOnlySpan<BufferView> inputs,
        ReadOnlySpan<BufferView> outputs)
    {
        GruUpdateGradientCell first = new()
        {
            Sequence = sequence,
            Dh = Address(inputs[0]),
            DhLast = Address(inputs[1]),
            H = Address(inputs[2]),
            InitialState = Address(inputs[5]),
            Gates3 = Address(inputs[3]),
            Kept = Address(outputs[1]),
            Projected = Address(outputs[0]),
        };
        GruResetGradientCell second = new()
        {
            Sequence = sequence,
            H = first.H,
            InitialState = first.InitialState,
            Gates3 = first.Gates3,
            Kept = first.Kept,
            Projected = first.Projected,
        };
        GruResetBefore.Backward(
            sequence,
            first,
            second,
            Address(inputs[6]),
            Address(inputs[4]),
            Address(outputs[2]),
            primitive.HasBias ? Address(outputs[3]) : null);
    }

    private static void GruGradient(
        CpuBackend backend,
        GruSequenceGradientPrimitive primitive,
        ReadOnlySpan<BufferView> inputs,
        ReadOnlySpan<BufferView> outputs)
    {
        RecurrentSequence sequence = Sequence(inputs[0], primitive.IsReversed, primitive.HasLengths ? inputs[7] : null);
        if (!primitive.ResetsAfter)
        {
            GruResetBeforeGradient(primitive, sequence, inputs, outputs);
            return;
        }

        using ScratchMemory delta = ScratchMemory.Rent<float>(3L * sequence.Steps * sequence.StateSize);
        GruGradientCell cell = new()
        {
            Sequence = sequence,
            Dh = Address(inputs[0]),
            DhLast = Address(inputs[1]),
            H = Address(inputs[2]),
            InitialState = Address(inputs[5]),
            Gates3 = Address(inputs[3]),
            Products = Address(inputs[4]),
            Kept = Address(outputs[1]),
            Projected = Address(outputs[0]),
            Delta = delta.Floats,
        };
        RecurrentBackward.Run(
            sequence,
            cell,
            Address(inputs[6]),
            delta.Floats,
            Address(inputs[5]),
            Address(inputs[2]),
            Address(outputs[1]),
            true,
            Address(outputs[2]),
            primitive.HasBias ? Address(outputs[3]) : null);
    }

    private static void Elman(
        CpuBackend backend,
        ElmanSequencePrimitive primitive,
        ReadOnlySpan<BufferView> inputs,
        ReadOnlySpan<BufferView> outputs)
    {
        BufferView? lengths = primitive.HasLengths ? inputs[primitive.HasBias ? 4 : 3] : null;
        RecurrentSequence sequence = Sequence(outputs[0], primitive.IsReversed, lengths);
        ElmanCell cell = new()
        {
            Batch = sequence.Batch,
            Hidden = sequence.Hidden,
            Activation = primitive.Activation,
            Projected = Address(inputs[0]),
            Bias = primitive.HasBias ? Address(inputs[3]) : null,
            H = Address(outputs[0]),
        };
        RecurrentForward.Run(
            sequence, cell, Address(inputs[2]), Address(inputs[1]), Address(outputs[0]), Address(outputs[1]));
    }

    private static void ElmanGradient(
        CpuBackend backend,
        ElmanSequenceGradientPrimitive primitive,
        ReadOnlySpan<BufferView> inputs,
        ReadOnlySpan<BufferView> outputs)
    {
        RecurrentSequence sequence = Sequence(inputs[0], primitive.IsReversed, primitive.HasLengths ? inputs[5] : null);
        ElmanGradientCell cell = new()
        {
            Sequence = sequence,
            Activation = primitive.Activation,
            Dh = Address(inputs[0]),
            DhLast = Address(inputs[1]),
            H = Address(inputs[2]),
            Delta = Address(outputs[0]),
        };
        RecurrentBackward.Run(
            sequence,
            cell,
            Address(inputs[4]),
            Address(outputs[0]),
            Address(inputs[3]),
            Address(inputs[2]),
            Address(outputs[1]),
            false,
            Address(outputs[2]),
            primitive.HasBias ? Address(outputs[3]) : null);
    }
}
