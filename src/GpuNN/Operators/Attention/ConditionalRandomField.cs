namespace GpuNN;

/// <content>CrfLogLikelihood and ViterbiDecode.</content>
public static partial class Operators
{
    /// <summary>The logarithm of the probability of each tag sequence in a linear-chain conditional random field: the score
    /// start[y₀] + Σ emission[t, y_t] + Σ transition[y_t, y_{t+1}] + end[y_last], less the logarithm of the sum of
    /// exponentials of the scores of all sequences, by the forward algorithm.</summary>
    /// <param name="emissions">[N, T, K].</param>
    /// <param name="tags">[N, T], int64; those beyond a sample's length do not count, but are from 0 to below K too.</param>
    /// <param name="transitions">[K, K], from the row's tag to the column's.</param>
    /// <param name="start">[K].</param>
    /// <param name="end">[K].</param>
    /// <param name="lengths">The number of steps of each sample [N] (int64, 1 to T), or none where all have T.</param>
    /// <returns>[N].</returns>
    /// <exception cref="ShapeMismatchException">The shapes do not fit.</exception>
    /// <exception cref="DTypeMismatchException">Tags or lengths are not int64.</exception>
    public static Tensor CrfLogLikelihood(
        this Tensor emissions, Tensor tags, Tensor transitions, Tensor start, Tensor end, Tensor? lengths = null)
    {
        const string Name = nameof(CrfLogLikelihood);
        CheckChain(Name, emissions, transitions, start, end, lengths);
        if (tags.Shape != emissions.Shape[..2])
            throw new ShapeMismatchException(Name, nameof(tags), $"{tags.Shape}", $"{emissions.Shape[..2]}");
        if (tags.DType != DType.Int64) throw new DTypeMismatchException(Name, nameof(tags), $"{tags.DType}", $"{DType.Int64}");
        return ChainScore(emissions, tags, transitions, start, end, lengths)
            - ChainForward(emissions, transitions, start, lengths, static (scores, axes) => scores.LogSumExp(axes))
                .Add(end).LogSumExp([1]);
    }

    /// <summary>The tag sequence with the largest score (see <see cref="CrfLogLikelihood"/>) of each sample, by Viterbi's
    /// algorithm. Of equal ones that with the smaller last tags.</summary>
    /// <param name="emissions">[N, T, K].</param>
    /// <param name="transitions">[K, K], from the row's tag to the column's.</param>
    /// <param name="start">[K].</param>
    /// <param name="end">[K].</param>
    /// <param name="lengths">The number of steps of each sample [N] (int64, 1 to T), or none where all have T.</param>
    /// <returns>The scores [N], and the tags [N, T] (int64), −1 beyond a sample's length.</returns>
    /// <exception cref="ShapeMismatchException">The shapes do not fit.</exception>
    /// <exception cref="DTypeMismatchException">The lengths are not int64.</exception>
    public static (Tensor Scores, Tensor Tags) ViterbiDecode(
        this Tensor emissions, Tensor transitions, Tensor start, Tensor end, Tensor? lengths = null)
    {
        CheckChain(nameof(ViterbiDecode), emissions, transitions, start, end, lengths);
        int steps = (int)emissions.Shape[1];
        var origins = new List<Tensor>(steps);
        Tensor own = Tensor.Arange(emissions.Shape[2], DType.Int64, emissions.Device);
        Tensor last = ChainForward(emissions, transitions, start, lengths, (scores, axes) =>
        {
            Tensor origin = scores.ArgMax(axes[0]);
            origins.Add(lengths is null ? origin : IsInside(lengths, origins.Count + 1).Where(origin, own));
            return scores.Max(axes);
        }).Add(end);
        Tensor tag = last.ArgMax(1, keepAxis: true);
        var path = new Tensor[steps];
        path[^1] = tag;
        for (int step = steps - 2; step >= 0; step--) path[step] = origins[step].Gather(1, path[step + 1]);
        Tensor tags = Concat(1, path);
        if (lengths is not null) tags = tags.MaskedFill(ChainMask(lengths, steps).Not(), -1);
        return (last.Max([1]), tags);
    }

    /// <summary>The forward recursion α[t, j] = reduceᵢ(α[t−1, i] + transition[i, j]) + emission[t, j]; a sample's α stays once
    /// its length is reached.</summary>
    private static Tensor ChainForward(
        Tensor emissions, Tensor transitions, Tensor start, Tensor? lengths, Func<Tensor, int[], Tensor> reduce)
    {
        Tensor alpha = emissions.Select(1, 0) + start;
        for (int step = 1; step < emissions.Shape[1]; step++)
        {
            Tensor next = reduce(alpha.Unsqueeze(2) + transitions, [1]) + emissions.Select(1, step);
            alpha = lengths is null ? next : IsInside(lengths, step).Where(next, alpha);
        }

        return alpha;
    }

    private static Tensor ChainScore(
        Tensor emissions, Tensor tags, Tensor transitions, Tensor start, Tensor end, Tensor? lengths)
    {
        long samples = emissions.Shape[0], steps = emissions.Shape[1], classes = emissions.Shape[2];
        Tensor own = emissions.Gather(2, tags.Unsqueeze(2)).Squeeze(2);
        Tensor pairs = tags.Slice(1, 0, steps - 1) * Tensor.Full([], classes, DType.Int64, tags.Device) + tags.Slice(1, 1);
        Tensor moves = transitions.Reshape(classes * classes).TakeRows(pairs.Reshape(pairs.Count)).Reshape(pairs.Shape);
        Tensor last = tags.Select(1, steps - 1);
        if (lengths is not null)
        {
            Tensor outside = ChainMask(lengths, steps).Not();
            own = own.MaskedFill(outside, 0);
            moves = moves.MaskedFill(outside.Slice(1, 1), 0);
            Tensor final = lengths - Tensor.Ones([], DType.Int64, tags.Device);
            last = tags.Gather(1, final.Unsqueeze(1)).Reshape(samples);
        }

        return own.Sum([1]) + moves.Sum([1]) + start.TakeRows(tags.Select(1, 0)) + end.TakeRows(last);
    }

    /// <summary>Whether each sample has such a step, as a column [N, 1].</summary>
    private static Tensor IsInside(Tensor lengths, long step) => lengths.Greater(step).Unsqueeze(1);

    /// <summary>Which steps each sample has [N, T].</summary>
    private static Tensor ChainMask(Tensor lengths, long steps) =>
        lengths.Unsqueeze(1).Greater(Tensor.Arange(steps, DType.Int64, lengths.Device));

    private static void CheckChain(string name, Tensor emissions, Tensor transitions, Tensor start, Tensor end, Tensor? lengths)
    {
        if (emissions.Rank != 3 || emissions.Shape[1] == 0 || emissions.Shape[2] == 0)
            throw new ShapeMismatchException(name, nameof(emissions), $"{emissions.Shape}", "[N, T, K] with a step and a tag");
        long classes = emissions.Shape[2];
        if (transitions.Shape != Shape.Create(classes, classes))
            throw new ShapeMismatchException(name, nameof(transitions), $"{transitions.Shape}", $"[{classes}, {classes}]");
        if (start.Shape != Shape.Create(classes)) throw new ShapeMismatchException(name, nameof(start), $"{start.Shape}", $"[{classes}]");
        if (end.Shape != Shape.Create(classes)) throw new ShapeMismatchException(name, nameof(end), $"{end.Shape}", $"[{classes}]");
        CheckLengths(name, lengths, emissions.Shape[0]);
    }
}
