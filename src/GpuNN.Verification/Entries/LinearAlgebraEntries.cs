using GpuNN.Backends;
using static GpuNN.Verification.InputSpecification;

namespace GpuNN.Verification.Entries;

/// <summary>Products of matrices.</summary>
internal static class LinearAlgebraEntries
{
    public static IEnumerable<OperatorEntry> All =>
    [
        new("MatMul", "linear algebra", "Σₖ x[…,i,k]·y[…,k,j]", "x [..., m, k], y [..., k, n] → [..., m, n]")
        {
            Cases =
            [
                new("odd sizes", [Normal(13, 17), Normal(17, 19)], MatMul, Budget.Sum(17)),
                new("across tiles", [Normal(65, 130), Normal(130, 33)], MatMul, Budget.Sum(130)),
                new("transposed left", [Normal(31, 20) with { IsTransposedView = true }, Normal(20, 9)], MatMul, Budget.Sum(20)),
                new("transposed right", [Normal(7, 40), Normal(40, 23) with { IsTransposedView = true }], MatMul, Budget.Sum(40)),
                new("batches broadcast", [Normal(2, 1, 5, 6), Normal(3, 6, 4)], MatMul, Budget.Sum(6)),
                new("exact", [SmallIntegers(34, 50), SmallIntegers(50, 21)], MatMul, Budget.Exact),
                new("row times matrix", [Normal(12), Normal(12, 5)], MatMul, Budget.Sum(12)),
                new("matrix times column", [Normal(12, 5), Normal(5)], MatMul, Budget.Sum(5)),
                new("dot", [Normal(100), Normal(100)], MatMul, Budget.Sum(100)),
                new("sums long enough to cut", [Normal(5, 1100), Normal(1100, 9)], MatMul, Budget.Sum(1100)) { ChecksGradient = false },
                new("one element", [Normal(1, 1), Normal(1, 1)], MatMul, Budget.Sum(1)),
                new("no inner extent", [Normal(3, 0), Normal(0, 2)], MatMul, Budget.Exact),
                new("no rows", [Normal(0, 3), Normal(3, 2)], MatMul, Budget.Exact),
                StoredMatMul(DType.Float16, "odd sizes", Stored(DType.Float16, 13, 17), Stored(DType.Float16, 17, 19), 17),
                StoredMatMul(DType.BFloat16, "across tiles", Stored(DType.BFloat16, 65, 130), Stored(DType.BFloat16, 130, 33), 130) with { ChecksGradient = false },
                StoredMatMul(
                    DType.Float16,
                    "both transposed",
                    Stored(DType.Float16, 68, 36) with { IsTransposedView = true },
                    Stored(DType.Float16, 36, 72) with { IsTransposedView = true },
                    36) with { ChecksGradient = false, TriesVariants = false },
                StoredMatMul(
                    DType.BFloat16, "transposed right, few rows", Stored(DType.BFloat16, 7, 40), Stored(DType.BFloat16, 40, 23) with { IsTransposedView = true }, 40) with { TriesVariants = false },
                StoredMatMul(DType.Float16, "batches broadcast", Stored(DType.Float16, 2, 1, 5, 6), Stored(DType.Float16, 3, 6, 4), 6) with { TriesVariants = false },
                new("float16, exact", [SmallIntegers(34, 50), SmallIntegers(50, 21)], i => [StorageTypes.Run(i, DType.Float16, Product)], Budget.Exact) { TriesVariants = false },
            ],
            BadInputs =
            [
                BadInput.Throws<ShapeMismatchException>(
                    "inner extents", device => Tensor.Ones([2, 3], device: device).MatMul(Tensor.Ones([4, 2], device: device))),
                BadInput.Throws<ShapeMismatchException>(
                    "a scalar", device => Tensor.Ones([], device: device).MatMul(Tensor.Ones([4, 2], device: device))),
                BadInput.Throws<DTypeMismatchException>(
                    "types", device => Tensor.Ones([2, 3], device: device).MatMul(Tensor.Ones([3, 2], DType.Int64, device))),
            ],
        },
        Linear("Linear", (x, weight, bias) => x.Linear(weight, bias)),
        Linear("LinearActivation", (x, weight, bias) => x.LinearActivation(weight, bias, Activation.Tanh)),
    ];

    private static Tensor[] MatMul(CaseInputs inputs) => [inputs[0].MatMul(inputs[1])];

    private static Tensor Product(Tensor[] factors) => factors[0].MatMul(factors[1]);

    private static OperatorCase StoredMatMul(DType storage, string name, InputSpecification x, InputSpecification y, long length) => new(
        $"{storage}, {name}", [x, y], i => [StorageTypes.Run(i, storage, Product)], Budget.StoredSum(length, storage));

    private static OperatorEntry Linear(string name, Func<Tensor, Tensor, Tensor?, Tensor> run)
    {
        string formula = name == "Linear" ? "x·Wᵀ + b" : "activation(x·Wᵀ + b)";
        return new(name, "linear algebra", formula, "x [..., in], W [out, in], b [out] → [..., out]")
        {
            Cases =
            [
                new("with bias", [Normal(9, 13), Normal(5, 13), Normal(5)], i => [run(i[0], i[1], i[2])], Budget.Composite()),
                new("leading axes", [Normal(2, 3, 7), Normal(4, 7), Normal(4)], i => [run(i[0], i[1], i[2])], Budget.Composite()),
                new("without bias", [Normal(33, 70), Normal(17, 70)], i => [run(i[0], i[1], null)], Budget.Composite()),
                InStorage(DType.Float16, 33, 70, 17),
                InStorage(DType.BFloat16, 20, 24, 28),
                new("a vector", [Normal(6), Normal(2, 6), Normal(2)], i => [run(i[0], i[1], i[2])], Budget.Composite()),
            ],
            BadInputs =
            [
                BadInput.Throws<ShapeMismatchException>(
                    "input extent", device => run(Tensor.Ones([2, 3], device: device), Tensor.Ones([4, 2], device: device), null)),
                BadInput.Throws<ShapeMismatchException>(
                    "bias", device => run(Tensor.Ones([2, 3], device: device), Tensor.Ones([4, 3], device: device), Tensor.Ones([3], device: device))),
            ],
        };

        OperatorCase InStorage(DType storage, long rows, long inner, long columns) => new(
            $"{storage} with bias",
            [Stored(storage, rows, inner), Stored(storage, columns, inner), Stored(storage, columns)],
            i => [StorageTypes.Run(i, storage, tensors => run(tensors[0], tensors[1], tensors[2]))],
            Budget.Composite())
        { TriesVariants = false };
    }
}
