namespace GpuNN.Text;

/// <summary>Hidden states that follow each other and emit symbols: p(z, x) = π(z₁)·Π A(z_{t−1}, z_t)·Π B(z_t, x_t). Forward and
/// backward are scaled at each step, so that long sequences do not underflow.</summary>
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

    /// <summary>log p(x).</summary>
    public double LogLikelihood(ReadOnlySpan<int> symbols) => Forward(symbols, out _).Sum(Math.Log);

    /// <summary>p(z_t | x) for each step and state, by forward-backward.</summary>
    public double[,] Posterior(ReadOnlySpan<int> symbols)
    {
        double[] scales = Forward(symbols, out double[,] alpha);
        double[,] beta = Backward(symbols, scales);
        for (int step = 0; step < symbols.Length; step++)
        {
            for (int state = 0; state < States; state++) alpha[step, state] *= beta[step, state];
        }

        return alpha;
    }

    /// <summary>The most probable states, by Viterbi's dynamic programming, and log p(z, x) of them.</summary>
    public (int[] States, double LogProbability) Decode(ReadOnlySpan<int> symbols)
    {
        if (symbols.IsEmpty) return ([], 0);
        var score = new double[symbols.Length, States];
        var from = new int[symbols.Length, States];
        for (int state = 0; state < States; state++)
            score[0, state] = Math.Log(Initial[state]) + Math.Log(Emission[state, symbols[0]]);
        for (int step = 1; step < symbols.Length; step++)
        {
            for (int state = 0; state < States; state++)
            {
                int best = 0;
                for (int before = 1; before < States; before++)
                {
                    if (score[step - 1, before] + Math.Log(Transition[before, state]) > score[step - 1, best] + Math.Log(Transition[best, state]))
                        best = before;
                }

                from[step, state] = best;
                score[step, state] = score[step - 1, best] + Math.Log(Transition[best, state]) + Math.Log(Emission[state, symbols[step]]);
            }
        }

        var path = new int[symbols.Length];
        for (int state = 1; state < States; state++)
        {
            if (score[symbols.Length - 1, state] > score[symbols.Length - 1, path[^1]]) path[^1] = state;
        }

        double logProbability = score[symbols.Length - 1, path[^1]];
        for (int step = symbols.Length - 1; step > 0; step--) path[step - 1] = from[step, path[step]];
        return (path, logProbability);
    }

    /// <summary>One round of Baum and Welch's EM over sequences: the expected counts under this model become the next model's
    /// probabilities, and the likelihood does not fall.</summary>
    public HiddenMarkovModel Improve(IEnumerable<int[]> sequences)
    {
        var initial = new double[States];
        var transition = new double[States, States];
        var emission = new double[States, Symbols];
        foreach (int[] symbols in sequences)
        {
            double[] scales = Forward(symbols, out double[,] alpha);
            double[,] beta = Backward(symbols, scales);
            for (int step = 0; step < symbols.Length; step++)
            {
                for (int state = 0; state < States; state++)
                {
                    double posterior = alpha[step, state] * beta[step, state];
                    if (step == 0) initial[state] += posterior;
                    emission[state, symbols[step]] += posterior;
                    for (int next = 0; step + 1 < symbols.Length && next < States; next++)
                    {
                        transition[state, next] += alpha[step, state] * Transition[state, next]
                            * Emission[next, symbols[step + 1]] * beta[step + 1, next] / scales[step + 1];
                    }
                }
            }
        }

        Normalize(initial);
        NormalizeRows(transition, Transition);
        NormalizeRows(emission, Emission);
        return new(initial, transition, emission);
    }

    /// <summary>α̂_t(z) = p(z_t | x₁..x_t); the scales are p(x_t | x₁..x_{t−1}).</summary>
    private double[] Forward(ReadOnlySpan<int> symbols, out double[,] alpha)
    {
        alpha = new double[symbols.Length, States];
        var scales = new double[symbols.Length];
        for (int step = 0; step < symbols.Length; step++)
        {
            for (int state = 0; state < States; state++)
            {
                double arriving = step == 0 ? Initial[state] : 0;
                for (int before = 0; step > 0 && before < States; before++) arriving += alpha[step - 1, before] * Transition[before, state];
                alpha[step, state] = arriving * Emission[state, symbols[step]];
                scales[step] += alpha[step, state];
            }

            for (int state = 0; state < States; state++) alpha[step, state] /= scales[step];
        }

        return scales;
    }

    private double[,] Backward(ReadOnlySpan<int> symbols, double[] scales)
    {
        var beta = new double[symbols.Length, States];
        for (int state = 0; state < States && symbols.Length > 0; state++) beta[symbols.Length - 1, state] = 1;
        for (int step = symbols.Length - 2; step >= 0; step--)
        {
            for (int state = 0; state < States; state++)
            {
                for (int next = 0; next < States; next++)
                    beta[step, state] += Transition[state, next] * Emission[next, symbols[step + 1]] * beta[step + 1, next];
                beta[step, state] /= scales[step + 1];
            }
        }

        return beta;
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
