using GpuNN.Bench.Limits;

namespace GpuNN.Bench.Cases.Families;

/// <summary>One update of one large parameter; the outputs are the parameter after the first.</summary>
internal sealed class OptimizerSteps : CaseFamily
{
    public override IReadOnlyList<string> Names => ["adam-step", "sgd-momentum-step"];

    public override string Group => "optimiser";

    public override string Operator(BenchmarkCase one) => one.Family == "adam-step" ? "AdamStep" : "MomentumStep";

    public override void Fill(BenchmarkCase one, CaseInputs inputs) =>
        inputs.Uniform("parameter", 1, one.Integer("n")).Uniform("gradient", 1, one.Integer("n"));

    public override Work Work(BenchmarkCase one, CaseInputs inputs)
    {
        double count = one.Integer("n");
        return one.Family == "adam-step"
            ? new Work(12 * count, Floats(4 * count), Floats(3 * count), Floats(4 * count))
            : new Work(4 * count, Floats(3 * count), Floats(2 * count), Floats(3 * count));
    }

    public override double Budget(BenchmarkCase one) => Registered(Operator(one));

    public override IOurCase Prepare(BenchmarkCase one, CaseTensors tensors)
    {
        (Tensor parameter, Tensor gradient) = (tensors["parameter"], tensors["gradient"]);
        Tensor first = tensors.Constant("first moment", 0, parameter);
        if (one.Family != "adam-step")
            return new UpdateCase(tensors, "parameter", () => Operators.MomentumStep(parameter, gradient, first, learningRate: 1e-3));
        Tensor second = tensors.Constant("second moment", 0, parameter);
        long step = 0;
        return new UpdateCase(tensors, "parameter", () => Operators.AdamStep(parameter, gradient, first, second, ++step));
    }
}
