namespace GpuNN.Text;

/// <summary>Hidden states that follow each other and emit symbols: p(z, x) = π(z₁)·Π A(z_{t−1}, z_t)·Π B(z_t, x_t). Forward,
/// backward and Viterbi are those of every linear chain, in logarithms, so that long sequences do not underflow.</summary>
public sealed class HiddenMarkovModel
{
    /// <summary>A model with these probabilities; each row sums to 1.</summary>
    /// <param name="initial">π [states].</param>
    /// <param name="transition">A [states, states].</param>
    /// <param name="emission">B [states, symbols].</param>
    /// <exception cref="ArgumentException">The sizes do not fit, or a row is no distribution.</exception>
    public HiddenMarkovModel(double[] initial, double[,] transition, double[,] emission)
    {
        States = initial.Length;
        Symbols = emission.GetLength(1);
        if (transition.GetLength(0) != States || transition.GetLength(1) != States || emission.GetLength(0) != States)
            throw new ArgumentException($"{States} states, but A is {transition.GetLength(0)}×{transition.GetLength(1)} and B has {emission.GetLength(0)} rows.");
        (Initial, Transition, Emission) = ((double[])initial.Clone(), (double[,])transition.Clone(), (double[,])emission.Clone());
        CheckDistribution(Initial, nameof(initial));
        for (int state = 0; state < States; state++)
        {
            CheckDistribution(Row(Transition, state), nameof(transition));
            CheckDistribution(Row(Emission, state), nameof(emission));
        }
    }

    /// <summary>The number of hidden states.</summary>
    public int States { get; }

    /// <summary>The number of symbols.</summary>
    public int Symbols { get; }

    /// <summary>π.</summary>
    public double[] Initial { get; }

    /// <summary>A.</summary>
    public double[,] Transition { get; }

    /// <summary>B.</summary>
    public double[,] Emission { get; }

    /// <summary>A model with random probabilities, for training to start from.</summary>
    public static HiddenMarkovModel Random(int states, int symbols, int seed)
    {
        var random = new System.Random(seed);
        return new(Distribution(states), Matrix(states), Matrix(symbols));

        double[] Distribution(int count)
        {
            double[] weights = [.. Enumerable.Range(0, count).Select(_ => 0.5 + random.NextDouble())];
            double sum = weights.Sum();
            return [.. weights.Select(weight => weight / sum)];
        }

        double[,] Matrix(int columns)
        {
            var matrix = new double[states, columns];
            for (int row = 0; row < states; row++)
            {
                double[] weights = Distribution(columns);
                for (int column = 0; column < columns; column++) matrix[row, column] = weights[column];
            }

            return matrix;
        }
    }

    /// <summary>Draws hidden states and what they emit.</summary>
    /// <param name="length">How many steps.</param>
    /// <param name="random">Draws.</param>
    public (int[] States, int[] Symbols) Draw(int length, System.Random random)
    {
        var states = new int[length];
        var symbols = new int[length];
        for (int step = 0; step < length; step++)
        {
            states[step] = Choose(step == 0 ? Initial : Row(Transition, states[step - 1]));
            symbols[step] = Choose(Row(Emission, states[step]));
        }

        return (states, symbols);

        int Choose(double[] probabilities)
        {
            double left = random.NextDouble();
            int chosen = 0;
            while (chosen < probabilities.Length - 1 && left >= probabilities[chosen]) left -= probabilities[chosen++];
            return chosen;
        }
    }

    /// <summary>log p(x).</summary>
    public double LogLikelihood(ReadOnlySpan<int> symbols) =>
        symbols.IsEmpty ? 0 : LinearChain.Sums(Own(symbols), Move()).LogSum;

    /// <summary>p(z_t | x) for each step and state, by forward-backward.</summary>
    public double[,] Posterior(ReadOnlySpan<int> symbols) =>
        symbols.IsEmpty ? new double[0, States] : LinearChain.Marginals(Own(symbols), Move());

    /// <summary>The most probable states, by Viterbi's dynamic programming, and log p(z, x) of them.</summary>
    public (int[] States, double LogProbability) Decode(ReadOnlySpan<int> symbols) =>
        symbols.IsEmpty ? ([], 0) : LinearChain.Best(Own(symbols), Move());

    /// <summary>One round of Baum and Welch's EM over sequences: the expected counts under this model become the next model's
    /// probabilities, and the likelihood does not fall.</summary>
    public HiddenMarkovModel Improve(IEnumerable<int[]> sequences)
    {
        var initial = new double[States];
        var transition = new double[States, States];
        var emission = new double[States, Symbols];
        double[,] move = Move();
        foreach (int[] symbols in sequences)
        {
            if (symbols.Length == 0) continue;
            double[,] own = Own(symbols);
            var (logSum, forward, backward) = LinearChain.Sums(own, move);
            for (int step = 0; step < symbols.Length; step++)
            {
                for (int state = 0; state < States; state++)
                {
                    double posterior = Math.Exp(forward[step, state] + backward[step, state] - logSum);
                    if (step == 0) initial[state] += posterior;
                    emission[state, symbols[step]] += posterior;
                    for (int next = 0; step + 1 < symbols.Length && next < States; next++)
                    {
                        double pair = forward[step, state] + move[state, next] + own[step + 1, next] + backward[step + 1, next];
                        transition[state, next] += Math.Exp(pair - logSum);
                    }
                }
            }
        }

        Normalize(initial);
        NormalizeRows(transition, Transition);
        NormalizeRows(emission, Emission);
        return new(initial, transition, emission);
    }

    /// <summary>The chain's scores of single steps: log π(z₁) at the first, and log B(z_t, x_t).</summary>
    private double[,] Own(ReadOnlySpan<int> symbols)
    {
        var own = new double[symbols.Length, States];
        for (int step = 0; step < symbols.Length; step++)
        {
            for (int state = 0; state < States; state++)
                own[step, state] = Math.Log(Emission[state, symbols[step]]) + (step == 0 ? Math.Log(Initial[state]) : 0);
        }

        return own;
    }

    /// <summary>The chain's scores of pairs: log A.</summary>
    private double[,] Move()
    {
        var move = new double[States, States];
        for (int state = 0; state < States; state++)
        {
            for (int next = 0; next < States; next++) move[state, next] = Math.Log(Transition[state, next]);
        }

        return move;
    }

    private static double[] Row(double[,] matrix, int row) =>
        [.. Enumerable.Range(0, matrix.GetLength(1)).Select(column => matrix[row, column])];

    private static void Normalize(double[] weights)
    {
        double sum = weights.Sum();
        for (int index = 0; index < weights.Length; index++) weights[index] /= sum;
    }

    /// <summary>A state that was never visited keeps its row.</summary>
    private static void NormalizeRows(double[,] matrix, double[,] before)
    {
        for (int row = 0; row < matrix.GetLength(0); row++)
        {
            double sum = Row(matrix, row).Sum();
            for (int column = 0; column < matrix.GetLength(1); column++)
                matrix[row, column] = sum > 0 ? matrix[row, column] / sum : before[row, column];
        }
    }

    private static void CheckDistribution(double[] weights, string name)
    {
        if (!(Math.Abs(weights.Sum() - 1) <= 1e-9) || weights.Any(weight => weight < 0))
            throw new ArgumentException($"[{string.Join(", ", weights)}] is no distribution.", name);
    }
}
