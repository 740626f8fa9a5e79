using GpuNN.Autograd;
using GpuNN.Backends;

namespace GpuNN;

/// <content>What recurrent sequences share. The products of all steps' inputs with W are one product; only the recurrence runs
/// step by step.</content>
public static partial class Operators
{
    /// <summary>One layer in one direction: from inputs projected by W, and the initial states, to results and last
    /// states.</summary>
    private delegate (Tensor Output, Tensor[] Last) RecurrentLayer(
        Tensor projected, Tensor[] initial, RecurrentWeights weights, Tensor? lengths, bool isReversed);

    private static (Tensor Output, Tensor[] Last) RunRecurrent(
        string name,
        Tensor x,
        Tensor?[] initial,
        IReadOnlyList<RecurrentWeights> weights,
        int gates,
        RecurrentOptions? options,
        RecurrentLayer layer)
    {
        options ??= new();
        int directions = options.IsBidirectional ? 2 : 1;
        if (x.Rank != 3) throw new ShapeMismatchException(name, nameof(x), $"{x.Shape}", "[steps, samples, inputs]");
        if (weights.Count == 0 || weights.Count % directions != 0)
            throw new ShapeMismatchException(name, nameof(weights), $"{weights.Count} sets of weights", $"{directions} for each layer");
        long samples = x.Shape[1], hidden = weights[0].Hidden.Rank == 2 ? weights[0].Hidden.Shape[1] : 0;
        CheckLengths(name, options.Lengths, samples);
        Shape states = [weights.Count, samples, hidden];
        foreach (Tensor? state in initial)
        {
            if (state is not null && state.Shape != states)
                throw new ShapeMismatchException(name, nameof(initial), $"{state.Shape}", $"{states}");
        }

        var last = new Tensor[initial.Length][];
        for (int kind = 0; kind < initial.Length; kind++) last[kind] = new Tensor[weights.Count];
        Tensor value = x;
        for (int index = 0; index < weights.Count; index += directions)
        {
            var outputs = new Tensor[directions];
            for (int direction = 0; direction < directions; direction++)
            {
                int at = index + direction;
                CheckWeights(name, weights[at], gates, hidden, value.Shape[2]);
                Tensor[] start = [.. initial.Select(state =>
                    state?.Select(0, at) ?? Tensor.Zeros([samples, hidden], x.DType, x.Device))];
                Tensor projected = value.Linear(weights[at].Input, weights[at].InputBias);
                (outputs[direction], Tensor[] ends) = layer(projected, start, weights[at], options.Lengths, direction == 1);
                for (int kind = 0; kind < initial.Length; kind++) last[kind][at] = ends[kind];
                FreeUnrecorded(outputs[direction], [projected, .. start]);
            }

            Tensor joined = directions == 1 ? outputs[0] : Concat(2, outputs);
            if (directions > 1) FreeUnrecorded(joined, outputs);
            Tensor result = index + directions < weights.Count ? joined.Dropout(options.Dropout, options.IsTraining) : joined;
            if (result != joined) FreeUnrecorded(result, [joined]);
            if (index > 0) FreeUnrecorded(result, [value]);
            value = result;
        }

        return (value, [.. last.Select(Join)]);

        static Tensor Join(Tensor[] ends)
        {
            Tensor joined = Stack(0, ends);
            FreeUnrecorded(joined, ends);
            return joined;
        }
    }

    /// <summary>Gives back what a result was computed from, where no tape holds it.</summary>
    private static void FreeUnrecorded(Tensor result, ReadOnlySpan<Tensor> sources)
    {
        if (result.RequiresGrad) return;
        foreach (Tensor source in sources) source.Dispose();
    }

    /// <summary>A cell is a sequence of one step.</summary>
    private static Tensor[] RunCell(
        string name, Tensor x, Tensor[] states, RecurrentWeights weights, int gates, RecurrentLayer layer)
    {
        if (x.Rank != 2) throw new ShapeMismatchException(name, nameof(x), $"{x.Shape}", "[samples, inputs]");
        long hidden = weights.Hidden.Rank == 2 ? weights.Hidden.Shape[1] : 0;
        CheckWeights(name, weights, gates, hidden, x.Shape[1]);
        Shape shape = [x.Shape[0], hidden];
        foreach (Tensor state in states)
        {
            if (state.Shape != shape) throw new ShapeMismatchException(name, nameof(states), $"{state.Shape}", $"{shape}");
        }

        Tensor projected = x.Linear(weights.Input, weights.InputBias);
        Tensor sequence = projected.Unsqueeze(0);
        (Tensor output, Tensor[] last) = layer(sequence, states, weights, null, false);
        FreeUnrecorded(output, [projected, sequence, output]);
        return last;
    }

    private static void CheckWeights(string name, RecurrentWeights weights, int gates, long hidden, long inputs)
    {
        Shape input = [gates * hidden, inputs], recurrent = [gates * hidden, hidden], bias = [gates * hidden];
        Check(nameof(weights.Input), weights.Input, input);
        Check(nameof(weights.Hidden), weights.Hidden, recurrent);
        Check(nameof(weights.InputBias), weights.InputBias, bias);
        Check(nameof(weights.HiddenBias), weights.HiddenBias, bias);

        void Check(string argument, Tensor? tensor, in Shape shape)
        {
            if (tensor is not null && tensor.Shape != shape)
                throw new ShapeMismatchException(name, argument, $"{tensor.Shape}", $"{shape}");
        }
    }

    private static void CheckLengths(string name, Tensor? lengths, long samples)
    {
        if (lengths is null) return;
        if (lengths.DType != DType.Int64) throw new DTypeMismatchException(name, nameof(lengths), $"{lengths.DType}", $"{DType.Int64}");
        if (lengths.Shape != Shape.Create(samples)) throw new ShapeMismatchException(name, nameof(lengths), $"{lengths.Shape}", $"[{samples}]");
    }

    /// <summary>Runs a recurrence and records its fused gradient.</summary>
    /// <param name="name">The operator.</param>
    /// <param name="forward">The recurrence, told whether the gradient will be asked for.</param>
    /// <param name="backward">Its gradient.</param>
    /// <param name="projected">p [T, N, gates·H].</param>
    /// <param name="initial">The initial states.</param>
    /// <param name="weights">U and its bias.</param>
    /// <param name="lengths">The samples' lengths, or none.</param>
    /// <param name="kept">The shapes of what the gradient needs beside the results.</param>
    private static (Tensor Output, Tensor[] Last) RunRecurrence(
        string name,
        Func<bool, Primitive> forward,
        Primitive backward,
        Tensor projected,
        Tensor[] initial,
        RecurrentWeights weights,
        Tensor? lengths,
        params Shape[] kept)
    {
        Tensor? bias = weights.HiddenBias;
        Tensor[] differentiable = bias is null
            ? [projected, .. initial, weights.Hidden]
            : [projected, .. initial, weights.Hidden, bias];
        bool records = Tape.Records(differentiable);
        Shape shape = [projected.Shape[0], .. initial[0].Shape];
        Tensor output = Tensor.Empty(shape, projected.DType, projected.Device, name);
        Tensor[] last = [.. initial.Select(state => Tensor.Empty(state.Shape, projected.DType, projected.Device, name))];
        Tensor[] saved = records ? [.. kept.Select(extents => Tensor.Empty(extents, projected.DType, projected.Device, name))] : [];
        Dispatcher.Run(
            name,
            forward(records),
            lengths is null ? differentiable : [.. differentiable, lengths],
            [output, .. last, .. saved]);
        if (!records) return (output, last);

        SavedTensor savedOutput = Tape.Save(output, name), savedHidden = Tape.Save(weights.Hidden, name);
        SavedTensor[] savedInitial = [.. initial.Select(state => Tape.Save(state, name))];
        Tape.Record(name, [output, .. last], differentiable, gradients =>
        {
            string gradientName = $"{name}Gradient";
            Tensor[] incoming = [.. gradients.Select((gradient, index) => gradient
                ?? Tensor.Zeros(index == 0 ? output.Shape : last[0].Shape, output.DType, output.Device))];
            Tensor[] operands =
                [.. incoming, savedOutput.Value, .. saved, .. savedInitial.Select(state => state.Value), savedHidden.Value];
            Tensor[] results = [.. differentiable.Select(input => Tensor.Empty(input.Shape, input.DType, input.Device, gradientName))];
            Dispatcher.Run(gradientName, backward, lengths is null ? operands : [.. operands, lengths], results);
            foreach (Tensor result in results) Tape.RecordFirstOrderOnly(gradientName, result, [.. incoming, .. differentiable]);
            return results;
        });
        return (output, last);
    }
}
