namespace GpuNN.Tests.Backends.Cpu.Recurrent;

internal enum RecurrentKind
{
    Elman,
    Gru,
    Lstm,
}

/// <summary>Elman, GRU and LSTM by their formulas, in double precision, one number after the other.</summary>
internal sealed class PlainRecurrence(RecurrentKind kind, int steps, int batch, int hidden, bool isReversed, long[]? lengths)
{
    public int Gates => kind switch
    {
        RecurrentKind.Elman => 1,
        RecurrentKind.Gru => 3,
        _ => 4,
    };

    /// <summary>h [T, N, H], the last h and the last c [N, H].</summary>
    public (double[] H, double[] LastH, double[] LastC) Forward(
        double[] p, double[] h0, double[] c0, double[] u, double[] b)
    {
        double[] h = new double[steps * batch * hidden];
        double[] lastH = (double[])h0.Clone();
        double[] lastC = (double[])c0.Clone();
        for (int n = 0; n < batch; n++)
        {
            for (int i = 0; i < steps; i++)
            {
                int t = isReversed ? steps - 1 - i : i;
                if (t < (lengths?[n] ?? steps))
                {
                    Step(t, n, p, u, b, lastH.AsSpan(n * hidden, hidden), lastC.AsSpan(n * hidden, hidden));
                    lastH.AsSpan(n * hidden, hidden).CopyTo(h.AsSpan(((t * batch) + n) * hidden));
                }
            }
        }

        return (h, lastH, lastC);
    }

    private static double Sigmoid(double x) => 1 / (1 + Math.Exp(-x));

    private void Step(int t, int n, double[] p, double[] u, double[] b, Span<double> h, Span<double> c)
    {
        double[] product = new double[Gates * hidden];
        for (int j = 0; j < product.Length; j++)
        {
            product[j] = b[j];
            for (int k = 0; k < hidden; k++)
            {
                product[j] += h[k] * u[(j * hidden) + k];
            }
        }

        ReadOnlySpan<double> own = p.AsSpan(((t * batch) + n) * Gates * hidden, Gates * hidden);
        for (int j = 0; j < hidden; j++)
        {
            double first = own[j] + product[j];
            if (kind == RecurrentKind.Elman)
            {
                h[j] = Math.Tanh(first);
                continue;
            }

            double second = own[hidden + j] + product[hidden + j];
            if (kind == RecurrentKind.Gru)
            {
                double z = Sigmoid(second);
                double candidate = Math.Tanh(own[(2 * hidden) + j] + (Sigmoid(first) * product[(2 * hidden) + j]));
                h[j] = ((1 - z) * candidate) + (z * h[j]);
                continue;
            }

            double third = own[(2 * hidden) + j] + product[(2 * hidden) + j];
            double fourth = own[(3 * hidden) + j] + product[(3 * hidden) + j];
            c[j] = (Sigmoid(second) * c[j]) + (Sigmoid(first) * Math.Tanh(third));
            h[j] = Sigmoid(fourth) * Math.Tanh(c[j]);
        }
    }
}
