using System.Numerics;
using GpuNN.Kernels;

namespace GpuNN.Backends.Gpu;

/// <summary>Matrix products with bias and activation in the epilogue. float16 and bfloat16 are read and written by the kernels
/// themselves, with sums in float32.</summary>
internal sealed class MatrixMultiplyOperator : IGpuOperator<MatrixMultiplyPrimitive>
{
    private const int MaximumBatchAxes = 4, Four = 4, PieceBytes = 16;

    public static bool ReadsOutputs(MatrixMultiplyPrimitive primitive) => primitive.Beta != 0;

    public static bool TakesStored(DType stored, DType compute) =>
        compute == DType.Float32 && stored is DType.Float16 or DType.BFloat16;

    public static string Explain(
        GpuBackend backend, MatrixMultiplyPrimitive primitive, ReadOnlySpan<BufferView> inputs, ReadOnlySpan<BufferView> outputs) =>
        $"{primitive.Name}: {ProductStrategy.Choose(ShapeOf(backend, inputs, outputs))}";

    /// <summary>What the choice for these operands depends on.</summary>
    public static ProductShape ShapeOf(GpuBackend backend, ReadOnlySpan<BufferView> inputs, ReadOnlySpan<BufferView> outputs)
    {
        bool hasTensorCores = outputs[0].DType switch
        {
            DType.Float16 => Float16Products.HasTensorCores(backend),
            DType.BFloat16 => BFloat16Products.HasTensorCores(backend),
            DType.Float32 => SingleProducts.HasTensorCores(backend),
            _ => false,
        };
        return ShapeOf(backend, inputs[0], inputs[1], outputs[0], hasTensorCores);
    }

    public static void Run<T>(
        GpuBackend backend, MatrixMultiplyPrimitive primitive, ReadOnlySpan<BufferView> inputs, ReadOnlySpan<BufferView> outputs)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        switch (outputs[0].DType)
        {
            case DType.Float16: Run<ushort, float, Float16Storage, Float16Products>(backend, primitive, inputs, outputs[0]); break;
            case DType.BFloat16: Run<ushort, float, BFloat16Storage, BFloat16Products>(backend, primitive, inputs, outputs[0]); break;
            case DType.Float32: Run<float, float, PlainStorage<float>, SingleProducts>(backend, primitive, inputs, outputs[0]); break;
            default: Run<T, T, PlainStorage<T>, CommonProducts<T, T, PlainStorage<T>>>(backend, primitive, inputs, outputs[0]); break;
        }
    }

    private static void Run<TStored, T, TStorage, TProducts>(
        GpuBackend backend, MatrixMultiplyPrimitive primitive, ReadOnlySpan<BufferView> inputs, BufferView c)
        where TStored : unmanaged
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        where TStorage : struct, IElementStorage<TStored, T>
        where TProducts : struct, IMatrixProducts<TStored, T, TStorage>
    {
        switch (primitive.Activation)
        {
            case Activation.ReLU: Run<TStored, T, TStorage, TProducts, ReLUFunction>(backend, primitive, inputs, c); break;
            case Activation.Sigmoid: Run<TStored, T, TStorage, TProducts, SigmoidFunction>(backend, primitive, inputs, c); break;
            case Activation.Tanh: Run<TStored, T, TStorage, TProducts, TanhFunction>(backend, primitive, inputs, c); break;
            default: Run<TStored, T, TStorage, TProducts, IdentityActivation>(backend, primitive, inputs, c); break;
        }
    }

    private static ProductShape ShapeOf(GpuBackend backend, BufferView a, BufferView b, BufferView c, bool hasTensorCores)
    {
        long m = c[-2], n = c[-1];
        bool isAlongSums = Stride(a, 1) <= Stride(a, 2) && Stride(b, 2) < Stride(b, 1);
        return new(
            m, n, a[-1], c.Count / Math.Max(m * n, 1), isAlongSums, backend.Kind, hasTensorCores && HasPieces(a) && HasPieces(b));
    }

    private static void Run<TStored, T, TStorage, TProducts, TActivation>(
        GpuBackend backend, MatrixMultiplyPrimitive primitive, ReadOnlySpan<BufferView> inputs, BufferView c)
        where TStored : unmanaged
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        where TStorage : struct, IElementStorage<TStored, T>
        where TProducts : struct, IMatrixProducts<TStored, T, TStorage>
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
        ArrayView<TStored> elements = c.Elements<TStored>();
        var output = new MatrixOutput<TStored, T, TStorage, TActivation>(
            elements,
            primitive.HasBias ? inputs[2].Elements<TStored>() : elements,
            primitive.HasBias ? 1 : 0,
            size.M,
            size.N,
            T.CreateChecked(primitive.Alpha),
            T.CreateChecked(primitive.Beta),
            c[-1] % Four == 0 && c.Offset % Four == 0 ? 1 : 0);
        TProducts.Run(
            backend,
            ProductStrategy.Choose(ShapeOf(backend, a, b, c, TProducts.HasTensorCores(backend))),
            Matrix<TStored>(a),
            batches.Layout4(0),
            Matrix<TStored>(b),
            batches.Layout4(1),
            output,
            size);
        backend.Return(rented);
    }

    private static StridedMatrix<T> Matrix<T>(BufferView view)
        where T : unmanaged =>
        new(view.Elements<T>(), Stride(view, 2), Stride(view, 1), HasQuads(view), HasPieces(view));

    /// <summary>Whether one of the last two axes has stride 1 and an extent that is a multiple of four, and everything else
    /// begins at multiples of four.</summary>
    private static bool HasQuads(BufferView view)
    {
        int unit = UnitAxis(view);
        return view[unit] % Four == 0 && BeginsLinesAt(view, unit, Four);
    }

    /// <summary>Whether one of them has stride 1, and everything else begins at multiples of 16 bytes.</summary>
    private static bool HasPieces(BufferView view) => BeginsLinesAt(view, UnitAxis(view), PieceBytes / view.DType.Size());

    private static int UnitAxis(BufferView view) => Stride(view, 1) <= Stride(view, 2) ? view.Rank - 1 : view.Rank - 2;

    private static bool BeginsLinesAt(BufferView view, int unit, int multiple)
    {
        if (view.Strides[unit] != 1 || view.Offset % multiple != 0) return false;
        for (int axis = 0; axis < view.Rank; axis++)
        {
            if (axis != unit && view.Strides[axis] % multiple != 0) return false;
        }

        return true;
    }

    private static BufferView Contiguous(GpuBackend backend, BufferView view, List<GpuBuffer> rented)
    {
        BufferView copy = backend.RentView(view.DType, view.Shape, rented);
        CopyOperator.Run(backend, view, copy);
        return copy;
    }

    private static int Stride(BufferView view, int back) => (int)view.Strides[view.Rank - back];
}
