using GpuNN.Backends;
using GpuNN.Metrics;

namespace GpuNN.Tests.OperatorLaws;

/// <summary>Back-propagation through time against the notes' closed forms, for one sample in float64.</summary>
public sealed class BackPropagationThroughTimeTests
{
    private const int Steps = 5, Inputs = 3, Hidden = 4;
    private readonly Random _random = new(31);

    /// <summary>(9.1)-(9.5), the identity as activation: ∂L/∂h[t] = Σᵢ₌ₜ (Uᵀ)^(i−t)·g[i], ∂L/∂U = Σ ∂L/∂h[t]·h[t−1]ᵀ,
    /// ∂L/∂W = Σ ∂L/∂h[t]·x[t]ᵀ; 003 §7.10's expansion forgets the term of step t itself.</summary>
    [Fact]
    public void Identity_gives_powers_of_the_recurrent_weights()
    {
        var (x, w, u, g, output) = Run(Activation.Identity);
        double[,] states = AsMatrix(output), weights = AsMatrix(u), incoming = AsMatrix(g), inputs = AsMatrix(x);
        double[,] dw = new double[Hidden, Inputs], du = new double[Hidden, Hidden];
        for (int t = 0; t < Steps; t++)
        {
            var total = new double[Hidden];
            for (int i = t; i < Steps; i++)
            {
                double[] term = Row(incoming, i);
                for (int power = 0; power < i - t; power++) term = TransposedProduct(weights, term);
                for (int j = 0; j < Hidden; j++) total[j] += term[j];
            }

            AddOuter(dw, total, Row(inputs, t));
            if (t > 0) AddOuter(du, total, Row(states, t - 1));
        }

        AssertClose(dw, w.Grad!);
        AssertClose(du, u.Grad!);
    }

    /// <summary>Every other activation puts diag(f′) into the chain at each step (004 §2; for ReLU diag(1[z &gt; 0]), not
    /// I).</summary>
    [Theory]
    [InlineData(Activation.Tanh)]
    [InlineData(Activation.Sigmoid)]
    [InlineData(Activation.ReLU)]
    public void Activations_put_their_derivative_into_the_chain(Activation activation)
    {
        var (x, w, u, g, output) = Run(activation);
        double[,] states = AsMatrix(output), weights = AsMatrix(u), incoming = AsMatrix(g), inputs = AsMatrix(x);
        double[,] dw = new double[Hidden, Inputs], du = new double[Hidden, Hidden];
        for (int i = 0; i < Steps; i++)
        {
            double[] chain = Row(incoming, i);
            for (int t = i; t >= 0; t--)
            {
                for (int j = 0; j < Hidden; j++) chain[j] *= Derivative(activation, states[t, j]);
                AddOuter(dw, chain, Row(inputs, t));
                if (t > 0) AddOuter(du, chain, Row(states, t - 1));
                chain = TransposedProduct(weights, chain);
            }
        }

        AssertClose(dw, w.Grad!);
        AssertClose(du, u.Grad!);
    }

    /// <summary>The identity as weight and ReLU as activation neither shrink nor blow up the gradient; half of it or twice of it
    /// does, by its power.</summary>
    [Theory]
    [InlineData(1.0)]
    [InlineData(0.5)]
    [InlineData(2.0)]
    public void Scaled_identity_scales_the_gradient_by_its_power(double scale)
    {
        const int Long = 12;
        Tensor x = Tensor.Ones([Long, 1, Hidden], DType.Float64);
        x.RequiresGrad = true;
        var identity = new double[Hidden * Hidden];
        for (int j = 0; j < Hidden; j++) identity[j * (Hidden + 1)] = 1;
        Tensor eye = Tensor.From(identity, [Hidden, Hidden]);
        var (_, last) = x.RnnSequence(null, [new(eye, eye * scale)], Activation.ReLU);
        double[] norms = GradientFlow.NormPerStep(last.Sum(), x);
        for (int t = 0; t < Long; t++) Assert.Equal(2 * Math.Pow(scale, Long - 1 - t), norms[t], 12);
    }

    private (Tensor X, Tensor W, Tensor U, Tensor G, Tensor Output) Run(Activation activation)
    {
        Tensor x = Numbers(Steps, 1, Inputs), w = Numbers(Hidden, Inputs), u = Numbers(Hidden, Hidden), g = Numbers(Steps, 1, Hidden);
        w.RequiresGrad = u.RequiresGrad = true;
        var (output, _) = x.RnnSequence(null, [new(w, u)], activation);
        output.Backward(g);
        return (x, w, u, g, output);
    }

    private static double Derivative(Activation activation, double y) => activation switch
    {
        Activation.Tanh => 1 - (y * y),
        Activation.Sigmoid => y * (1 - y),
        _ => y > 0 ? 1 : 0,
    };

    private static double[] TransposedProduct(double[,] matrix, double[] vector)
    {
        var result = new double[matrix.GetLength(1)];
        for (int i = 0; i < vector.Length; i++)
        {
            for (int j = 0; j < result.Length; j++) result[j] += matrix[i, j] * vector[i];
        }

        return result;
    }

    private static void AddOuter(double[,] sum, double[] left, double[] right)
    {
        for (int i = 0; i < left.Length; i++)
        {
            for (int j = 0; j < right.Length; j++) sum[i, j] += left[i] * right[j];
        }
    }

    private static double[] Row(double[,] matrix, int row) =>
        [.. Enumerable.Range(0, matrix.GetLength(1)).Select(column => matrix[row, column])];

    private static double[,] AsMatrix(Tensor tensor)
    {
        double[] elements = tensor.Detach().ToArray<double>();
        int columns = (int)tensor.Shape[-1];
        var matrix = new double[elements.Length / columns, columns];
        Buffer.BlockCopy(elements, 0, matrix, 0, elements.Length * sizeof(double));
        return matrix;
    }

    private static void AssertClose(double[,] expected, Tensor actual)
    {
        double[] elements = actual.ToArray<double>();
        int index = 0;
        foreach (double value in expected) Assert.Equal(value, elements[index++], 1e-12 * Math.Max(1, Math.Abs(value)));
    }

    private Tensor Numbers(params long[] extents)
    {
        Shape shape = Shape.Create(extents);
        var elements = new double[shape.Count];
        for (int index = 0; index < elements.Length; index++) elements[index] = (_random.NextDouble() * 1.4) - 0.7;
        return Tensor.From(elements, shape);
    }
}
