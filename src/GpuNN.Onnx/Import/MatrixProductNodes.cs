using GpuNN.Onnx.Execution;

namespace GpuNN.Onnx.Import;

/// <summary>Products of matrices. Integers are multiplied in float64, which is exact below 2⁵³.</summary>
internal static class MatrixProductNodes
{
    public static OperatorDefinition[] Definitions =>
    [
        new("MatMul", MatMul) { Fewest = 2, Most = 2 },
        new("Gemm", Gemm) { Fewest = 2, Most = 3, Attributes = ["alpha", "beta", "broadcast", "transA", "transB"] },
        new("Einsum", Einsum) { Most = int.MaxValue, Attributes = ["equation"], Since = 12 },
    ];

    private static Tensor MatMul(OperatorCall call) => Exact(call[0], x => x.MatMul(Like(call[1], x)));

    /// <summary>α·A·B + β·C with A and B transposed where asked; C broadcasts.</summary>
    private static Tensor Gemm(OperatorCall call)
    {
        GraphNode node = call.Node;
        double alpha = node.Float("alpha", 1), beta = node.Float("beta", 1);
        return Exact(call[0], a =>
        {
            Tensor b = Like(call[1], a);
            if (a.Rank != 2 || b.Rank != 2) throw call.Refuse("inputs", $"{a.Shape} and {b.Shape}", "two matrices");
            Tensor? c = call.Optional(2) is { } addend ? Like(addend, a) : null;
            bool transposesA = node.Flag("transA"), transposesB = node.Flag("transB");
            if (!transposesA && transposesB && alpha == 1 && beta == 1 && c is { Rank: 1 } && c.Count == b.Shape[0] && a.DType.IsFloatingPoint())
                return a.Linear(b, c);
            Tensor product = (transposesA ? a.Transpose() : a).MatMul(transposesB ? b.Transpose() : b);
            if (alpha != 1) product = product.Affine(alpha);
            if (c is null || beta == 0) return product;
            if (!Shape.TryBroadcast(product.Shape, c.Shape, out Shape shape) || shape != product.Shape)
                throw call.Refuse("input 2", $"{c.Shape}", $"a shape that broadcasts to {product.Shape}");
            return product.Add(beta == 1 ? c : c.Affine(beta));
        });
    }

    private static Tensor Einsum(OperatorCall call)
    {
        Tensor[] tensors = call.All();
        return Exact(tensors[0], _ => Operators.Einsum(call.Node.Text("equation", ""), [.. tensors.Select(tensor => Wide(tensor))]));
    }

    private static Tensor Exact(Tensor first, Func<Tensor, Tensor> compute) =>
        first.DType.IsFloatingPoint() ? compute(first) : compute(Wide(first)).Cast(first.DType);

    private static Tensor Wide(Tensor x) => x.DType.IsFloatingPoint() ? x : x.Cast(DType.Float64);

    private static Tensor Like(Tensor x, Tensor first) => first.DType.IsFloatingPoint() ? x : Wide(x);
}
