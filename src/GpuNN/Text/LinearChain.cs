namespace GpuNN.Text;

/// <summary>Paths through a chain of states that is scored step by step and pair by pair: score(z) = own[1, z₁] + Σ move[z_{t−1}, z_t] +
/// own[t, z_t], all of them logarithms. A hidden Markov model and a conditional random field are the two ways to get the
/// scores; what is done with them is the same.</summary>
internal static class LinearChain
{
    /// <summary>The path with the largest score, and that score (Viterbi): of equal ones that with the smaller last states.</summary>
    /// <param name="own">[steps, states], one step at least.</param>
    /// <param name="move">[states, states], from the row's state to the column's.</param>
    public static (int[] Path, double Score) Best(double[,] own, double[,] move)
    {
        int steps = own.GetLength(0), states = own.GetLength(1);
        var score = new double[steps, states];
        var origin = new int[steps, states];
        for (int step = 0; step < steps; step++)
        {
            for (int state = 0; state < states; state++)
            {
                int best = 0;
                for (int before = 1; step > 0 && before < states; before++)
                {
                    if (score[step - 1, before] + move[before, state] > score[step - 1, best] + move[best, state]) best = before;
                }

                origin[step, state] = best;
                score[step, state] = own[step, state] + (step == 0 ? 0 : score[step - 1, best] + move[best, state]);
            }
        }

        var path = new int[steps];
        for (int state = 1; state < states; state++)
        {
            if (score[steps - 1, state] > score[steps - 1, path[^1]]) path[^1] = state;
        }

        double largest = score[steps - 1, path[^1]];
        for (int step = steps - 1; step > 0; step--) path[step - 1] = origin[step, path[step]];
        return (path, largest);
    }

    /// <summary>log Σ exp score over all paths, with what the forward and the backward recursion hold at each step:
    /// the logarithms of the sums over all beginnings that end in a state, and over all continuations from it.</summary>
    /// <inheritdoc cref="Best" path="/param"/>
    public static (double LogSum, double[,] Forward, double[,] Backward) Sums(double[,] own, double[,] move)
    {
        int steps = own.GetLength(0), states = own.GetLength(1);
        var forward = new double[steps, states];
        var backward = new double[steps, states];
        var terms = new double[states];
        for (int step = 0; step < steps; step++)
        {
            for (int state = 0; state < states; state++)
            {
                for (int before = 0; step > 0 && before < states; before++) terms[before] = forward[step - 1, before] + move[before, state];
                forward[step, state] = own[step, state] + (step == 0 ? 0 : LogSum(terms));
            }
        }

        for (int step = steps - 2; step >= 0; step--)
        {
            for (int state = 0; state < states; state++)
            {
                for (int next = 0; next < states; next++) terms[next] = move[state, next] + own[step + 1, next] + backward[step + 1, next];
                backward[step, state] = LogSum(terms);
            }
        }

        for (int state = 0; state < states; state++) terms[state] = forward[steps - 1, state];
        return (LogSum(terms), forward, backward);
    }

    /// <summary>The probability of each state at each step, p(z_t) ∝ exp(forward + backward).</summary>
    /// <inheritdoc cref="Best" path="/param"/>
    public static double[,] Marginals(double[,] own, double[,] move)
    {
        var (logSum, forward, backward) = Sums(own, move);
        for (int step = 0; step < forward.GetLength(0); step++)
        {
            for (int state = 0; state < forward.GetLength(1); state++)
                forward[step, state] = Math.Exp(forward[step, state] + backward[step, state] - logSum);
        }

        return forward;
    }

    private static double LogSum(double[] terms)
    {
        double largest = double.NegativeInfinity, sum = 0;
        foreach (double term in terms) largest = Math.Max(largest, term);
        if (double.IsNegativeInfinity(largest)) return largest;
        foreach (double term in terms) sum += Math.Exp(term - largest);
        return largest + Math.Log(sum);
    }
}
