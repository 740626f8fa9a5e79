using GpuNN.Onnx.Execution;

namespace GpuNN.Onnx.Import;

/// <summary>Softmax and its kin. Until operator set 12 all axes from the named one on are one, by default from 1; later the named
/// axis alone, by default the last.</summary>
internal static class SoftmaxNodes
{
    public static OperatorDefinition[] Definitions =>
    [
        Along("Softmax", (x, axis) => x.Softmax(axis)),
        Along("LogSoftmax", (x, axis) => x.LogSoftmax(axis)),
        Along("Hardmax", Hardmax),
    ];

    private static OperatorDefinition Along(string name, Func<Tensor, int, Tensor> compute) => new(name, (OperatorCall call) =>
    {
        Tensor x = call[0];
        if (call.Version >= 13) return compute(x, call.Axis(call.Node.Integer("axis", -1), x.Rank));
        long named = call.Node.Integer("axis", 1);
        int axis = named == x.Rank ? x.Rank : call.Axis(named, x.Rank);
        return compute(x.Reshape(x.Shape[..axis].Count, x.Shape[axis..].Count), 1).Reshape(x.Shape);
    })
    { Attributes = ["axis"] };

    /// <summary>1 at the first maximum, 0 elsewhere.</summary>
    private static Tensor Hardmax(Tensor x, int axis)
    {
        Tensor places = x.ArgMax(axis, keepAxis: true);
        Shape along = Shape.Create([.. Enumerable.Range(0, x.Rank).Select(index => index == axis ? x.Shape[axis] : 1)]);
        return Tensor.Arange(x.Shape[axis], DType.Int64, x.Device).Reshape(along).Equal(places).Cast(x.DType);
    }
}
