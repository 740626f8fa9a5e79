using GpuNN.Onnx.Execution;
using GpuNN.Onnx.Schema;

namespace GpuNN.Onnx.Import;

/// <summary>Steps of optimisers: after the learning rate R and the step's number T come the tensors, then their gradients, then
/// their states; the results are new tensors and new states. The formulas are the standard's.</summary>
internal static class OptimizerNodes
{
    public static OperatorDefinition[] Definitions =>
    [
        Step("Adagrad", 1, AdaGrad, "decay_factor", "epsilon", "norm_coefficient"),
        Step("Adam", 2, Adam, "alpha", "beta", "epsilon", "norm_coefficient", "norm_coefficient_post"),
        Step("Momentum", 1, Momentum, "alpha", "beta", "mode", "norm_coefficient"),
    ];

    /// <summary>One tensor's step: from x, its gradient (with the norm's part added) and its states to all of them anew.</summary>
    private delegate Tensor[] Rule(GraphNode node, double rate, long step, Tensor x, Tensor gradient, Tensor[] states);

    private static OperatorDefinition Step(string name, int states, Rule rule, params string[] attributes) => new(name, call =>
    {
        int group = 2 + states, count = (call.Count - 2) / group;
        if (count < 1 || call.Count != 2 + (count * group)) throw call.Refuse("inputs", $"{call.Count}", $"2 and a multiple of {group}");
        double rate = call.Coefficient(0);
        long step = call.IntegerCoefficient(1);
        using IDisposable restoration = NoGrad.Begin();
        var results = new Tensor?[count * (states + 1)];
        for (int index = 0; index < count; index++)
        {
            Tensor x = call[2 + index], gradient = call[2 + count + index];
            int[] places = [.. Enumerable.Range(0, states).Select(state => 2 + ((2 + state) * count) + index)];
            double norm = call.Node.Float("norm_coefficient", 0);
            Tensor regularized = norm == 0 ? gradient : gradient.AddScaled(x, norm);
            Tensor[] updated = rule(call.Node, rate, step, x, regularized, [.. places.Select(place => call[place])]);
            for (int part = 0; part <= states; part++) results[(part * count) + index] = updated[part];
        }

        return results;
    })
    {
        Domain = OperatorSet.Training,
        Fewest = 3,
        Most = int.MaxValue,
        Results = int.MaxValue,
        Attributes = attributes,
        Settings = 0b11,
    };

    /// <summary>h ← h + g², x ← x − r·g/(√h + ε), with r = R/(1 + T·decay).</summary>
    private static Tensor[] AdaGrad(GraphNode node, double rate, long step, Tensor x, Tensor gradient, Tensor[] states)
    {
        double decayed = rate / (1 + (step * node.Float("decay_factor", 0)));
        Tensor squares = states[0].Add(gradient.Square());
        return [x.Subtract(gradient.Affine(decayed).Divide(squares.Sqrt().Affine(1, node.Float("epsilon", 1e-6)))), squares];
    }

    /// <summary>v ← α·v + (1 − α)·g, h ← β·h + (1 − β)·g², x ← (1 − norm after)·(x − r·v/(√h + ε)), with
    /// r = R·√(1 − βᵀ)/(1 − αᵀ) from the first step on.</summary>
    private static Tensor[] Adam(GraphNode node, double rate, long step, Tensor x, Tensor gradient, Tensor[] states)
    {
        double alpha = node.Float("alpha", 0.9), beta = node.Float("beta", 0.999);
        Tensor first = states[0].Affine(alpha).AddScaled(gradient, 1 - alpha);
        Tensor second = states[1].Affine(beta).AddScaled(gradient.Square(), 1 - beta);
        double corrected = step > 0 ? rate * Math.Sqrt(1 - Math.Pow(beta, step)) / (1 - Math.Pow(alpha, step)) : rate;
        Tensor moved = x.Subtract(first.Affine(corrected).Divide(second.Sqrt().Affine(1, node.Float("epsilon", 1e-6))));
        double after = node.Float("norm_coefficient_post", 0);
        return [after == 0 ? moved : moved.Affine(1 - after), first, second];
    }

    /// <summary>v ← α·v + β·g, with β = 1 in the first step; x ← x − R·v, or with Nesterov x − R·(g + α·v).</summary>
    private static Tensor[] Momentum(GraphNode node, double rate, long step, Tensor x, Tensor gradient, Tensor[] states)
    {
        double alpha = node.Float("alpha", 0), beta = step > 0 ? node.Float("beta", 1) : 1;
        Tensor velocity = states[0].Affine(alpha).AddScaled(gradient, beta);
        Tensor direction = node.Text("mode", "standard") == "nesterov" ? gradient.AddScaled(velocity, alpha) : velocity;
        return [x.AddScaled(direction, -rate), velocity];
    }
}
