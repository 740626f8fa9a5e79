using GpuNN.Onnx.Execution;
using GpuNN.Onnx.Schema;

namespace GpuNN.Onnx.Import;

/// <summary>Dropout: nothing in prediction; in training elements are dropped at random, so it is never computed
/// beforehand.</summary>
internal static class DropoutNodes
{
    public static OperatorDefinition[] Definitions =>
    [
        new("Dropout", call => Drop(call, call.Node.Float("ratio", 0.5), call.IsTraining && !call.Node.Flag("is_test")))
        {
            Results = 2,
            Attributes = ["is_test", "ratio"],
            Until = 11,
            IsRandom = true,
        },
        new("Dropout", DropWithInputs) { Most = 3, Results = 2, Attributes = ["seed"], Since = 12, Settings = 0b110, IsRandom = true },
    ];

    private static Tensor?[] DropWithInputs(OperatorCall call) => Drop(
        call, call.Has(1) ? call.Coefficient(1) : 0.5, call.Has(2) ? call.Coefficient(2) != 0 : call.IsTraining);

    private static Tensor?[] Drop(OperatorCall call, double ratio, bool drops)
    {
        Tensor x = call[0];
        // The mask has the data's type until operator set 6, and is a bool later.
        ElementType maskType = call.Version < 7 ? call.TypeOf(0) : ElementType.Bool;
        DType maskStorage = ElementTypes.Storage(maskType)!.Value;
        if (!drops || ratio == 0) return [x, call.Node.Wants(1) ? call.As(maskType, Tensor.Ones(x.Shape, maskStorage, call.Device), 1) : null];
        if (!call.Node.Wants(1)) return [x.Dropout(ratio)];
        Tensor mask;
        using (NoGrad.Begin()) mask = Tensor.Ones(x.Shape, x.DType, call.Device).Dropout(ratio);
        return [x.Multiply(mask), call.As(maskType, mask.NotEqual(0).Cast(maskStorage), 1)];
    }
}
