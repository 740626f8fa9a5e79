using GpuNN.Bench.Limits;

namespace GpuNN.Bench.Cases.Families;

/// <summary>Operators on next to nothing: what a call costs. No gradient; the operator allocates its result.</summary>
internal sealed class Dispatches : OperatorFamily
{
    private const int Features = 16;

    public override IReadOnlyList<string> Names => ["dispatch"];

    public override string Group => "dispatch";

    public override string Operator(BenchmarkCase one) => IsLinear(one) ? "Linear" : "Add";

    public override void Fill(BenchmarkCase one, CaseInputs inputs)
    {
        int count = one.Integer("n");
        if (IsLinear(one))
            inputs.Uniform("x", 1, count, Features).Uniform("w", 1, Features, Features).Uniform("b", 1, Features);
        else
            inputs.Uniform("x", 1, count).Uniform("y", 1, count);
    }

    public override Work Work(BenchmarkCase one, CaseInputs inputs)
    {
        double count = one.Integer("n");
        return IsLinear(one)
            ? new Work(2 * count * Features * Features, Floats(Features * (count + Features + 1)), Floats(count * Features))
            : new Work(count, Floats(2 * count), Floats(count));
    }

    public override double Budget(BenchmarkCase one) => Registered(Operator(one), IsLinear(one) ? Features : 1);

    protected override Func<Tensor> Bind(BenchmarkCase one, CaseTensors tensors)
    {
        Tensor x = tensors["x"];
        if (!IsLinear(one))
        {
            Tensor y = tensors["y"];
            return () => x.Add(y);
        }
        (Tensor weight, Tensor bias) = (tensors["w"], tensors["b"]);
        return () => x.Linear(weight, bias);
    }

    private static bool IsLinear(BenchmarkCase one) => one.Id.Contains("linear", StringComparison.Ordinal);
}
