namespace GpuNN;

/// <content>AdditiveAttention.</content>
public static partial class Operators
{
    /// <summary>Bahdanau's attention: scores s = wᵀ·tanh(W·q + U·k), context Σ softmax(s)·v.</summary>
    /// <param name="query">q [N, L, Q].</param>
    /// <param name="key">k [N, S, K].</param>
    /// <param name="value">v [N, S, V].</param>
    /// <param name="queryWeight">W [H, Q].</param>
    /// <param name="keyWeight">U [H, K].</param>
    /// <param name="scoreWeight">w [H].</param>
    /// <param name="mask">Bool, broadcasts to [N, L, S], true where a query may look at a key; or none.</param>
    /// <returns>The context [N, L, V], and the weights [N, L, S].</returns>
    /// <exception cref="ShapeMismatchException">The shapes do not fit.</exception>
    /// <exception cref="DTypeMismatchException">The mask is not bool.</exception>
    public static (Tensor Context, Tensor Weights) AdditiveAttention(
        this Tensor query,
        Tensor key,
        Tensor value,
        Tensor queryWeight,
        Tensor keyWeight,
        Tensor scoreWeight,
        Tensor? mask = null)
    {
        const string Name = nameof(AdditiveAttention);
        if (query.Rank != 3) throw new ShapeMismatchException(Name, nameof(query), $"{query.Shape}", "[N, L, Q]");
        if (key.Rank != 3 || key.Shape[0] != query.Shape[0])
            throw new ShapeMismatchException(Name, nameof(key), $"{key.Shape}", $"[{query.Shape[0]}, S, K]");
        if (value.Rank != 3 || value.Shape[..2] != key.Shape[..2])
            throw new ShapeMismatchException(Name, nameof(value), $"{value.Shape}", $"[{key.Shape[0]}, {key.Shape[1]}, V]");
        if (scoreWeight.Rank != 1) throw new ShapeMismatchException(Name, nameof(scoreWeight), $"{scoreWeight.Shape}", "[H]");
        Tensor hidden = (query.Linear(queryWeight).Unsqueeze(2) + key.Linear(keyWeight).Unsqueeze(1)).Tanh();
        Tensor scores = hidden.Linear(scoreWeight.Unsqueeze(0)).Squeeze(3);
        if (mask is not null) scores = scores.MaskedFill(mask.Not(), double.NegativeInfinity);
        Tensor weights = scores.Softmax();
        return (weights.MatMul(value), weights);
    }
}
