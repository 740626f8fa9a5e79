namespace GpuNN.Bench.Cases;

/// <summary>Whether two sets of outputs are the same computation.</summary>
/// <param name="Agrees">Every output is within its budget.</param>
/// <param name="UsedBudget">The largest error found over the error allowed.</param>
/// <param name="Reason">What differs, or an empty string.</param>
internal readonly record struct Agreement(bool Agrees, double UsedBudget, string Reason)
{
    public static Agreement Failed(string reason) => new(false, double.NaN, reason);

    /// <summary>
    /// Holds |ours − peer| ≤ <paramref name="budget"/>·max|peer| for each element of each output.
    /// Each side may be off the truth by half of it, in either direction.
    /// </summary>
    public static Agreement Between(IReadOnlyList<HostTensor> ours, IReadOnlyList<HostTensor> peers, double budget)
    {
        if (ours.Count != peers.Count)
            return Failed($"{ours.Count} outputs against {peers.Count}");
        double used = 0;
        for (int i = 0; i < ours.Count; i++)
        {
            if (!ours[i].Shape.AsSpan().SequenceEqual(peers[i].Shape))
                return Failed($"{ours[i].Name}: shape [{string.Join(", ", ours[i].Shape)}] against [{string.Join(", ", peers[i].Shape)}]");
            double error = LargestError(ours[i].Floats!, peers[i].Floats!, out double norm);
            double share = error == 0 ? 0 : error / (budget * norm);
            if (!(share <= 1))
                return new Agreement(false, share, ours[i].Name + ": " + string.Create(System.Globalization.CultureInfo.InvariantCulture, $"off by {share:G3} budgets"));
            used = Math.Max(used, share);
        }
        return new Agreement(true, used, "");
    }

    /// <summary>max |x − y| and max |y|; NaN where one side alone has one.</summary>
    private static double LargestError(ReadOnlySpan<float> x, ReadOnlySpan<float> y, out double norm)
    {
        double error = 0, largest = 0;
        for (int i = 0; i < x.Length; i++)
        {
            if (x[i] == y[i] || (float.IsNaN(x[i]) && float.IsNaN(y[i])))
                continue;
            double difference = Math.Abs((double)x[i] - y[i]);
            if (!(difference <= error))
                error = difference;
        }
        for (int i = 0; i < y.Length; i++)
        {
            if (float.IsFinite(y[i]))
                largest = Math.Max(largest, Math.Abs(y[i]));
        }
        norm = largest;
        return error;
    }
}
