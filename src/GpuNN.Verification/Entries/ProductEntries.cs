using static GpuNN.Verification.InputSpecification;

namespace GpuNN.Verification.Entries;

/// <summary>Products with names of their own, and Einstein's summation.</summary>
internal static class ProductEntries
{
    public static IEnumerable<OperatorEntry> All =>
    [
        new("BatchedMatMul", "linear algebra", "Σₖ x[b,i,k]·y[b,k,j]", "x [b, m, k], y [b, k, n] → [b, m, n]")
        {
            Cases =
            [
                new("odd sizes", [Normal(3, 5, 7), Normal(3, 7, 4)], i => [i[0].BatchedMatMul(i[1])], Budget.Sum(7)),
                new("views", [Normal(2, 6, 5) with { IsTransposedView = true }, Normal(2, 5, 3) with { IsTransposedView = true }], i => [i[0].BatchedMatMul(i[1])], Budget.Sum(5)),
                new("exact", [SmallIntegers(4, 9, 8), SmallIntegers(4, 8, 6)], i => [i[0].BatchedMatMul(i[1])], Budget.Exact),
                new("no batches", [Normal(0, 2, 3), Normal(0, 3, 2)], i => [i[0].BatchedMatMul(i[1])], Budget.Exact),
            ],
            BadInputs =
            [
                BadInput.Throws<ShapeMismatchException>("matrices", device => Tensor.Ones([2, 3], device: device).BatchedMatMul(Tensor.Ones([3, 2], device: device))),
                BadInput.Throws<ShapeMismatchException>("other batches", device => Tensor.Ones([2, 2, 3], device: device).BatchedMatMul(Tensor.Ones([1, 3, 2], device: device))),
            ],
        },
        new("Gemm", "linear algebra", "α·op(A)·op(B) + β·C", "A, B matrices, C broadcasts → [m, n]")
        {
            Cases =
            [
                new("product", [Normal(5, 7), Normal(7, 4)], i => [i[0].Gemm(i[1])], Budget.Sum(7)),
                new("sum", [Normal(5, 7), Normal(7, 4), Normal(5, 4)], i => [i[0].Gemm(i[1], i[2], 0.5, -2)], Budget.Composite()),
                new("transposed, row added", [Normal(7, 5), Normal(4, 7), Normal(4)], i => [i[0].Gemm(i[1], i[2], transposeA: true, transposeB: true)], Budget.Composite()),
                new("column added", [Normal(6, 3), Normal(3, 8), Normal(6, 1)], i => [i[0].Gemm(i[1], i[2])], Budget.Composite()),
                new("exact", [SmallIntegers(9, 33), SmallIntegers(33, 6), SmallIntegers(9, 6)], i => [i[0].Gemm(i[1], i[2], 2, 4)], Budget.Exact),
            ],
            BadInputs =
            [
                BadInput.Throws<ShapeMismatchException>("a vector", device => Tensor.Ones([3], device: device).Gemm(Tensor.Ones([3, 2], device: device))),
                BadInput.Throws<ShapeMismatchException>(
                    "C that does not broadcast",
                    device => Tensor.Ones([2, 3], device: device).Gemm(Tensor.Ones([3, 2], device: device), Tensor.Ones([3], device: device))),
            ],
        },
        new("MatVec", "linear algebra", "Σₖ A[i,k]·v[k]", "A [m, n], v [n] → [m]")
        {
            Cases =
            [
                new("odd sizes", [Normal(13, 37), Normal(37)], i => [i[0].MatVec(i[1])], Budget.Sum(37)),
                new("transposed", [Normal(13, 37) with { IsTransposedView = true }, Normal(37)], i => [i[0].MatVec(i[1])], Budget.Sum(37)),
                new("exact", [SmallIntegers(40, 65), SmallIntegers(65)], i => [i[0].MatVec(i[1])], Budget.Exact),
            ],
            BadInputs = [BadInput.Throws<ShapeMismatchException>("lengths", device => Tensor.Ones([2, 3], device: device).MatVec(Tensor.Ones([2], device: device)))],
        },
        new("Dot", "linear algebra", "Σ xᵢ·yᵢ", "x, y [n] → scalar")
        {
            Cases =
            [
                new("odd length", [Normal(137), Normal(137)], i => [i[0].Dot(i[1])], Budget.Sum(137)),
                new("exact", [SmallIntegers(300), SmallIntegers(300)], i => [i[0].Dot(i[1])], Budget.Exact),
                new("of none", [Normal(0), Normal(0)], i => [i[0].Dot(i[1])], Budget.Exact),
            ],
            BadInputs = [BadInput.Throws<ShapeMismatchException>("lengths", device => Tensor.Ones([2], device: device).Dot(Tensor.Ones([3], device: device)))],
        },
        new("Outer", "linear algebra", "xᵢ·yⱼ", "x [m], y [n] → [m, n]")
        {
            Cases =
            [
                new("odd lengths", [Normal(13), Normal(7)], i => [i[0].Outer(i[1])], Budget.Ulps(0.5, "IEEE 754: correctly rounded")),
                new("one and none", [Normal(1), Normal(0)], i => [i[0].Outer(i[1])], Budget.Exact),
            ],
            BadInputs = [BadInput.Throws<ShapeMismatchException>("a matrix", device => Tensor.Ones([2, 2], device: device).Outer(Tensor.Ones([3], device: device)))],
        },
        new("Bilinear", "linear algebra", "xᵀ·Wₒ·y + bₒ", "x [..., m], y [..., n], W [out, m, n], b [out] → [..., out]")
        {
            Cases =
            [
                new("with bias", [Normal(6, 5), Normal(6, 3), Normal(4, 5, 3), Normal(4)], i => [i[0].Bilinear(i[1], i[2], i[3])], Budget.Composite()),
                new("leading axes", [Normal(2, 3, 5), Normal(2, 3, 4), Normal(2, 5, 4)], i => [i[0].Bilinear(i[1], i[2])], Budget.Composite()),
                new("exact", [SmallIntegers(6, 5), SmallIntegers(6, 3), SmallIntegers(4, 5, 3)], i => [i[0].Bilinear(i[1], i[2])], Budget.Exact),
            ],
            BadInputs =
            [
                BadInput.Throws<ShapeMismatchException>(
                    "extents", device => Tensor.Ones([2, 3], device: device).Bilinear(Tensor.Ones([2, 3], device: device), Tensor.Ones([1, 3, 4], device: device))),
            ],
        },
        new("Einsum", "linear algebra", "Σ over labels that the result lacks", "any")
        {
            Cases =
            [
                new("matrix product", [Normal(5, 7), Normal(7, 4)], i => [Operators.Einsum("ij,jk->ik", i.Tensors)], Budget.Sum(7)),
                new("implicit", [Normal(5, 7), Normal(7, 4)], i => [Operators.Einsum("ij,jk", i.Tensors)], Budget.Sum(7)),
                new("attention", [Normal(2, 3, 4, 5), Normal(2, 3, 6, 5)], i => [Operators.Einsum("bhqd, bhkd -> bhqk", i.Tensors)], Budget.Sum(5)),
                new("ellipsis", [Normal(2, 3, 4, 5), Normal(3, 5, 6)], i => [Operators.Einsum("...ij,...jk->...ik", i.Tensors)], Budget.Sum(5)),
                new("transpose", [Normal(4, 6)], i => [Operators.Einsum("ij->ji", i.Tensors)], Budget.Exact),
                new("trace", [Normal(5, 5)], i => [Operators.Einsum("ii", i.Tensors)], Budget.Composite()),
                new("diagonal", [Normal(5, 5, 3)], i => [Operators.Einsum("iij->ij", i.Tensors)], Budget.Exact),
                new("sum", [Normal(4, 6)], i => [Operators.Einsum("ij->", i.Tensors)], Budget.Sum(24)),
                new("outer product", [Normal(3), Normal(4)], i => [Operators.Einsum("i,j->ij", i.Tensors)], Budget.Composite()),
                new("three operands", [Normal(3, 4), Normal(4, 5), Normal(5, 2)], i => [Operators.Einsum("ij,jk,kl->il", i.Tensors)], Budget.Composite()),
                new("bilinear", [Normal(6, 5), Normal(4, 5, 3), Normal(6, 3)], i => [Operators.Einsum("bi,oij,bj->bo", i.Tensors)], Budget.Composite()),
                new("an extent of 1", [Normal(1, 4), Normal(3, 4)], i => [Operators.Einsum("ij,ij->i", i.Tensors)], Budget.Composite()),
                new("exact view", [SmallIntegers(6, 5) with { IsTransposedView = true }, SmallIntegers(6, 4)], i => [Operators.Einsum("ki,kj->ij", i.Tensors)], Budget.Exact),
            ],
            BadInputs =
            [
                BadInput.Throws<ShapeMismatchException>("extents", device => Operators.Einsum("ij,jk", Tensor.Ones([2, 3], device: device), Tensor.Ones([2, 3], device: device))),
                BadInput.Throws<ShapeMismatchException>("too few labels", device => Operators.Einsum("i", Tensor.Ones([2, 3], device: device))),
                BadInput.Throws<ShapeMismatchException>("too few tensors", device => Operators.Einsum("ij,jk", Tensor.Ones([2, 3], device: device))),
                BadInput.Throws<ShapeMismatchException>("an unknown label", device => Operators.Einsum("ij->ik", Tensor.Ones([2, 3], device: device))),
                BadInput.Throws<ShapeMismatchException>("a sign that is no label", device => Operators.Einsum("i*->i", Tensor.Ones([2, 3], device: device))),
            ],
        },
    ];
}
