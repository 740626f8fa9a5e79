using static GpuNN.Verification.InputSpecification;

namespace GpuNN.Verification.Entries;

/// <summary>Changes in place, on copies.</summary>
internal static class InPlaceEntries
{
    public static IEnumerable<OperatorEntry> All =>
    [
        new("AddInPlace", "elementwise", "x ← x + y", "x [...], y broadcasts to it")
        {
            Gradient = GradientKind.None,
            Cases =
            [
                new("same shape", [SmallIntegers(5, 7), SmallIntegers(5, 7)], i => [i[0].Clone().AddInPlace(i[1])], Budget.Exact),
                new("a row", [SmallIntegers(5, 7), SmallIntegers(7)], i => [i[0].Clone().AddInPlace(i[1])], Budget.Exact),
                new("part of a tensor", [SmallIntegers(5, 7), SmallIntegers(5, 2)], i => AddToColumns(i[0].Clone(), i[1]), Budget.Exact),
                new("converted", [SmallIntegers(6), Indices(9, 6)], i => [i[0].Clone().AddInPlace(i[1])], Budget.Exact),
                new("empty", [Normal(0, 3), Normal(3)], i => [i[0].Clone().AddInPlace(i[1])], Budget.Exact),
            ],
            BadInputs =
            [
                BadInput.Throws<ShapeMismatchException>(
                    "a larger operand", device => Tensor.Ones([3], device: device).AddInPlace(Tensor.Ones([2, 3], device: device))),
                BadInput.Throws<TapeException>("a leaf of the tape", device =>
                {
                    Tensor leaf = Tensor.Ones([2], device: device);
                    leaf.RequiresGrad = true;
                    leaf.AddInPlace(Tensor.Ones([2], device: device));
                }),
            ],
        },
        new("CopyFrom", "shape", "x ← source", "x [...], source broadcasts to it")
        {
            Gradient = GradientKind.None,
            Cases =
            [
                new("same shape", [Normal(5, 7), Normal(5, 7)], i => [i[0].Clone().CopyFrom(i[1])], Budget.Exact),
                new("a column, broadcast", [Normal(5, 7), Normal(5, 1)], i => [i[0].Clone().CopyFrom(i[1])], Budget.Exact),
                new("a view", [Normal(5, 7), Normal(5, 7) with { IsTransposedView = true }], i => [i[0].Clone().CopyFrom(i[1])], Budget.Exact),
                new("converted", [Indices(9, 6), Uniform(-5, 5, 6)], i => [i[0].Clone().CopyFrom(i[1])], Budget.Exact),
                new("from another device", [Normal(4)], i => [Tensor.Zeros([4], i.Precision, i.Device).CopyFrom(i[0].To(Device.Reference))], Budget.Exact),
            ],
            BadInputs =
            [
                BadInput.Throws<ShapeMismatchException>(
                    "a larger source", device => Tensor.Ones([3], device: device).CopyFrom(Tensor.Ones([2, 3], device: device))),
            ],
        },
    ];

    private static Tensor[] AddToColumns(Tensor x, Tensor y)
    {
        x.Narrow(1, 3, 2).AddInPlace(y);
        return [x];
    }
}
