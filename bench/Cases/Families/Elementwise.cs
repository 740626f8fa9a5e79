using GpuNN.Bench.Limits;

namespace GpuNN.Bench.Cases.Families;

/// <summary>One pass over the elements: transcendentals, sums with and without broadcasting, reduction, transposition.</summary>
internal sealed class Elementwise : OperatorFamily
{
    public override IReadOnlyList<string> Names =>
    [
        "elementwise-exp", "elementwise-tanh", "elementwise-sigmoid", "elementwise-gelu", "elementwise-gelu-backward",
        "elementwise-relu",
        "elementwise-add", "broadcast-add", "reduce-sum", "transpose",
    ];

    public override string Group => "elementwise";

    public override string Operator(BenchmarkCase one) => Function(one);

    public override void Fill(BenchmarkCase one, CaseInputs inputs)
    {
        if (one.Fields.ContainsKey("rows"))
            inputs.Uniform("x", 1, one.Integer("rows"), one.Integer("cols"));
        else
            inputs.Uniform("x", 4, one.Integer("n"));
        if (one.Family == "elementwise-add")
            inputs.Uniform("y", 1, one.Integer("n"));
        if (one.Direction == Direction.Backward)
            inputs.Uniform("dy", 1, one.Integer("n"));
        if (one.Family == "broadcast-add")
            inputs.Uniform("y", 1, one.Integer("cols"));
    }

    public override Work Work(BenchmarkCase one, CaseInputs inputs)
    {
        double count = one.Fields.ContainsKey("rows") ? (double)one.Integer("rows") * one.Integer("cols") : one.Integer("n");
        return one.Family switch
        {
            "elementwise-add" => new Work(count, Floats(2 * count), Floats(count)),
            "reduce-sum" => new Work(count, Floats(count), Floats(one.Integer(one.Integer("axis") == 0 ? "cols" : "rows"))),
            "elementwise-gelu-backward" => new Work(count, Floats(2 * count), Floats(count)),
            "transpose" => new Work(0, Floats(count), Floats(count)),
            _ => new Work(count, Floats(count), Floats(count)),
        };
    }

    public override IReadOnlyList<string> RowInputs(BenchmarkCase one) => one.Family switch
    {
        "transpose" => [],
        "reduce-sum" => one.Integer("axis") == 0 ? [] : ["x"],
        "elementwise-add" => ["x", "y"],
        _ => one.Direction == Direction.Backward ? ["x", "dy"] : ["x"],
    };

    public override double Budget(BenchmarkCase one) =>
        Registered(Function(one), one.Family == "reduce-sum" ? one.Integer(one.Integer("axis") == 0 ? "rows" : "cols") : 1);

    protected override Func<Tensor> Bind(BenchmarkCase one, CaseTensors tensors)
    {
        Tensor x = tensors["x"];
        switch (Function(one))
        {
            case "Exp": return () => x.Exp();
            case "Tanh": return () => x.Tanh();
            case "Sigmoid": return () => x.Sigmoid();
            case "GELU": return () => x.GELU();
            case "ReLU": return () => x.ReLU();
            case "Transpose": return () => x.Transpose().Contiguous();
            case "Sum":
                int[] axes = [one.Integer("axis")];
                return () => x.Sum(axes);
            default:
                Tensor y = tensors["y"];
                return () => x.Add(y);
        }
    }

    private static string Function(BenchmarkCase one) => one.Family.Split('-') switch
    {
        ["elementwise", "exp", ..] => "Exp",
        ["elementwise", "tanh", ..] => "Tanh",
        ["elementwise", "sigmoid", ..] => "Sigmoid",
        ["elementwise", "gelu", ..] => "GELU",
        ["elementwise", "relu", ..] => "ReLU",
        ["reduce", ..] => "Sum",
        ["transpose", ..] => "Transpose",
        _ => "Add",
    };
}
