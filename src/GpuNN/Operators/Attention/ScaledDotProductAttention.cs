using GpuNN.Autograd;
using GpuNN.Backends;
using GpuNN.Backends.Cpu;

namespace GpuNN;

/// <content>ScaledDotProductAttention.</content>
public static partial class Operators
{
    /// <summary>softmax(α·q·kᵀ + mask)·v: each query's mean of the values, weighted by how well their keys match. Runs as one
    /// fused computation where the device has one and nothing is dropped.</summary>
    /// <param name="query">q [..., L, E].</param>
    /// <param name="key">k [..., S, E].</param>
    /// <param name="value">v [..., S, V].</param>
    /// <param name="mask">Broadcasts to [..., L, S]: bool, true where a query may look at a key; or numbers that are added to
    /// the scores; or none.</param>
    /// <param name="isCausal">Whether query i sees only the keys 0 to i; also beside a mask.</param>
    /// <param name="scale">α; 1/√E where left out.</param>
    /// <param name="dropout">The probability that a weight is dropped.</param>
    /// <returns>[..., L, V]. A query that may look at nothing gives NaN.</returns>
    /// <exception cref="ShapeMismatchException">The shapes do not fit.</exception>
    /// <exception cref="DTypeMismatchException">The types differ or are not floating point.</exception>
    public static Tensor ScaledDotProductAttention(
        this Tensor query,
        Tensor key,
        Tensor value,
        Tensor? mask = null,
        bool isCausal = false,
        double? scale = null,
        double dropout = 0)
    {
        const string Name = nameof(ScaledDotProductAttention);
        Shape batch = CheckAttention(Name, query, key, value, mask);
        double alpha = scale ?? 1 / Math.Sqrt(query.Shape[-1]);
        Tensor? fused = dropout > 0 ? null : FusedAttention(Name, query, key, value, mask, batch, alpha, isCausal);
        return fused is null
            ? AttentionWeights(query, key, mask, isCausal, alpha).Dropout(dropout).MatMul(value)
            : ReshapeResult(fused, [.. batch, query.Shape[-2], value.Shape[-1]]);
    }

    /// <summary><see cref="ScaledDotProductAttention"/>, and the weights [..., L, S].</summary>
    /// <inheritdoc cref="ScaledDotProductAttention"/>
    public static (Tensor Output, Tensor Weights) ScaledDotProductAttentionWithWeights(
        this Tensor query,
        Tensor key,
        Tensor value,
        Tensor? mask = null,
        bool isCausal = false,
        double? scale = null,
        double dropout = 0)
    {
        CheckAttention(nameof(ScaledDotProductAttention), query, key, value, mask);
        Tensor weights = AttentionWeights(query, key, mask, isCausal, scale ?? 1 / Math.Sqrt(query.Shape[-1])).Dropout(dropout);
        return (weights.MatMul(value), weights);
    }

    /// <summary>softmax(α·q·kᵀ + mask), made of operators.</summary>
    private static Tensor AttentionWeights(Tensor query, Tensor key, Tensor? mask, bool isCausal, double scale)
    {
        Tensor scores = query.Affine(scale).MatMul(key.Transpose());
        if (mask is not null)
            scores = mask.DType == DType.Bool ? scores.MaskedFill(mask.Not(), double.NegativeInfinity) : scores + mask;
        if (isCausal)
        {
            Tensor ahead = Tensor.Ones([query.Shape[-2], key.Shape[-2]], DType.Bool, query.Device).Triu(1);
            scores = scores.MaskedFill(ahead, double.NegativeInfinity);
        }

        return scores.Softmax();
    }

    /// <summary>The fused computation, or null where the device has none for these operands.</summary>
    private static Tensor? FusedAttention(
        string name, Tensor query, Tensor key, Tensor value, Tensor? mask, Shape batch, double scale, bool isCausal)
    {
        bool isFused = query.Device.Backend is not CpuBackend || query.DType == DType.Float32;
        if (!isFused || mask is { RequiresGrad: true }) return null;
        if (mask is not null && mask.DType != DType.Bool && mask.DType != query.DType) return null;
        Tensor q = Merge(query, batch), k = Merge(key, batch), v = Merge(value, batch);
        Tensor? merged = mask is null ? null : MergeMask(mask, [.. batch, query.Shape[-2], key.Shape[-2]]);
        AttentionMask kind = mask is null ? AttentionMask.None : mask.DType == DType.Bool ? AttentionMask.Allowed : AttentionMask.Added;
        var primitive = new AttentionPrimitive(scale, isCausal, kind);
        Tensor output = Tensor.Empty([q.Shape[0], q.Shape[1], v.Shape[2]], q.DType, q.Device, name);
        Tensor logSums = Tensor.Empty(q.Shape[..2], q.DType, q.Device, name);
        Tensor[] operands = merged is null ? [q, k, v] : [q, k, v, merged];
        BufferView[] views = [.. operands.Select(operand => operand.View(name))];
        bool isSupported = q.Device.Backend.Supports(primitive, views, [output.View(name), logSums.View(name)]).IsSupported;
        if (isSupported) Dispatcher.Run(name, primitive, operands, [output, logSums]);
        if (!isSupported || !Tape.Records(q, k, v))
        {
            logSums.Dispose();
            FreeViews((q, query), (k, key), (v, value), (merged, mask));
            if (isSupported) return output;
            output.Dispose();
            return null;
        }

        SavedTensor savedQ = Tape.Save(q, name), savedK = Tape.Save(k, name), savedV = Tape.Save(v, name);
        SavedTensor savedOutput = Tape.Save(output, name);
        return Tape.Record(name, output, [q, k, v], gradient => FusedGradient(
            $"{name}Gradient",
            new AttentionGradientPrimitive(scale, isCausal, kind),
            [gradient, savedQ.Value, savedK.Value, savedV.Value, savedOutput.Value, logSums],
            merged,
            [q.Shape, k.Shape, v.Shape],
            gradient,
            q,
            k,
            v));
    }

    private static Shape CheckAttention(string name, Tensor query, Tensor key, Tensor value, Tensor? mask)
    {
        if (!query.DType.IsFloatingPoint()) throw new DTypeMismatchException(name, nameof(query), $"{query.DType}", "a floating-point type");
        if (query.Rank < 2) throw new ShapeMismatchException(name, nameof(query), $"{query.Shape}", "[..., L, E]");
        CheckSameType(name, nameof(key), key, query);
        CheckSameType(name, nameof(value), value, query);
        if (key.Rank < 2 || key.Shape[-1] != query.Shape[-1])
            throw new ShapeMismatchException(name, nameof(key), $"{key.Shape}", $"[..., S, {query.Shape[-1]}]");
        if (value.Rank < 2 || value.Shape[-2] != key.Shape[-2])
            throw new ShapeMismatchException(name, nameof(value), $"{value.Shape}", $"[..., {key.Shape[-2]}, V]");
        if (!Shape.TryBroadcast(query.Shape[..^2], key.Shape[..^2], out Shape batch)
            || !Shape.TryBroadcast(batch, value.Shape[..^2], out batch))
            throw new ShapeMismatchException(name, nameof(key), $"{key.Shape} and {value.Shape}", $"batches that broadcast with {query.Shape}");
        Shape scores = [.. batch, query.Shape[-2], key.Shape[-2]];
        if (mask is not null && (!Shape.TryBroadcast(mask.Shape, scores, out Shape broadcast) || broadcast != scores))
            throw new ShapeMismatchException(name, nameof(mask), $"{mask.Shape}", $"a shape that broadcasts to {scores}");
        return batch;
    }

    /// <summary>Gives back views that no tape holds.</summary>
    private static void FreeViews(params ReadOnlySpan<(Tensor? View, Tensor? Source)> views)
    {
        foreach (var (view, source) in views)
        {
            if (view is not null && view != source) FreeUnrecorded(view, [view]);
        }
    }

    /// <summary>A tensor with its leading axes broadcast and made one.</summary>
    private static Tensor Merge(Tensor x, in Shape batch)
    {
        Tensor expanded = x.Expand([.. batch, .. x.Shape[^2..]]);
        Tensor merged = expanded.Reshape([batch.Count, .. x.Shape[^2..]]);
        if (expanded != merged) FreeViews((expanded, x));
        return merged;
    }

    /// <summary>A mask with its leading axes made one: by a stride of 0 where it is the same for all of them.</summary>
    private static Tensor MergeMask(Tensor mask, in Shape scores)
    {
        Shape merged = [scores[..^2].Count, scores[-2], scores[-1]];
        bool isShared = mask.Rank <= 2 || mask.Shape[..^2].Count == 1;
        return isShared
            ? mask.Reshape(mask.Rank <= 2 ? mask.Shape : mask.Shape[^2..]).Expand(merged)
            : mask.Expand(scores).Reshape(merged);
    }
}
