using System.Numerics;
using GpuNN.Kernels;

namespace GpuNN.Backends.Gpu;

/// <summary>Matrix products with bias and activation in the epilogue.</summary>
internal sealed class MatrixMultiplyOperator : IGpuOperator<MatrixMultiplyPrimitive>
{
    private const int MaximumBatchAxes = 4;

    public static bool ReadsOutputs(MatrixMultiplyPrimitive primitive) => primitive.Beta != 0;

    public static string Explain(
        GpuBackend backend, MatrixMultiplyPrimitive primitive, ReadOnlySpan<BufferView> inputs, ReadOnlySpan<BufferView> outputs)
    {
        return $"{primitive.Name}: {Choose(inputs[0], outputs[0])}";
    }

    public static void Run<T>(
        GpuBackend backend, MatrixMultiplyPrimitive primitive, ReadOnlySpan<BufferView> inputs, ReadOnlySpan<BufferView> outputs)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        switch (primitive.Activation)
        {
            case Activation.ReLU: Run<T, ReLUFunction>(backend, primitive, inputs, outputs[0]); break;
            case Activation.Sigmoid: Run<T, SigmoidFunction>(backend, primitive, inputs, outputs[0]); break;
            case Activation.Tanh: Run<T, TanhFunction>(backend, primitive, inputs, outputs[0]); break;
            default: Run<T, IdentityActivation>(backend, primitive, inputs, outputs[0]); break;
        }
    }

    private static ProductStrategy Choose(BufferView a, BufferView c)
    {
        long m = c[-2], n = c[-1];
        return ProductStrategy.Choose(m, n, a[-1], c.Count / Math.Max(m * n, 1));
    }

    private static void Run<T, TActivation>(
        GpuBackend backend, MatrixMultiplyPrimitive primitive, ReadOnlySpan<BufferView> inputs, BufferView c)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        where TActivation : struct, IActivation
    {
        var rented = new List<GpuBuffer>();
        BufferView a = inputs[0], b = inputs[1];
        var batches = new StridedWalk([a, b], 0, a.Rank - 2);
        if (batches.Rank > MaximumBatchAxes)
        {
            a = Contiguous(backend, a, rented);
            b = Contiguous(backend, b, rented);
            batches = new StridedWalk([a, b], 0, a.Rank - 2);
        }

        var size = new ProductSize((int)c[-2], (int)c[-1], (int)a[-1], batches.Count);
        int aRow = Stride(a, 2), aColumn = Stride(a, 1), bRow = Stride(b, 2), bColumn = Stride(b, 1);
        ArrayView<T> elements = c.Elements<T>();
        var left = new MatrixOperand<T>(a.Elements<T>(), aRow, aColumn, batches.Layout4(0));
        var right = new MatrixOperand<T>(b.Elements<T>(), bColumn, bRow, batches.Layout4(1));
        var output = new MatrixOutput<T, TActivation>(
            elements,
            primitive.HasBias ? inputs[2].Elements<T>() : elements,
            primitive.HasBias ? 1 : 0,
            size.M,
            size.N,
            T.CreateChecked(primitive.Alpha),
            T.CreateChecked(primitive.Beta));
        ProductStrategy strategy = Choose(a, c);
        switch (aColumn <= aRow, bRow < bColumn)
        {
            case (true, true): Launch<InnerFirst, InnerFirst>(); break;
            case (true, false): Launch<InnerFirst, OuterFirst>(); break;
            case (false, true): Launch<OuterFirst, InnerFirst>(); break;
            default: Launch<OuterFirst, OuterFirst>(); break;
        }

        backend.Return(rented);

        void Launch<TAOrder, TBOrder>()
            where TAOrder : struct, ITileOrder
            where TBOrder : struct, ITileOrder =>
            ProductLauncher.Run<T, MatrixOperand<T>, MatrixOperand<T>, MatrixOutput<T, TActivation>, TAOrder, TBOrder>(
                backend, strategy, left, right, output, size);
    }

    private static BufferView Contiguous(GpuBackend backend, BufferView view, List<GpuBuffer> rented)
    {
        BufferView copy = backend.RentView(view.DType, view.Shape, rented);
        CopyOperator.Run(backend, view, copy);
        return copy;
    }

    private static int Stride(BufferView view, int back) => (int)view.Strides[view.Rank - back];
}
