using System.Numerics;
using GpuNN.Backends.Cpu.Gemm.Epilogues;
using GpuNN.Backends.Cpu.Threading;

namespace GpuNN.Backends.Cpu.Gemm;

/// <summary><see cref="MatrixMultiplyPrimitive"/> on the CPU.</summary>
internal static unsafe class MatrixMultiplyHandler
{
    /// <summary>Adds the primitive to the backend's table.</summary>
    public static void Register(PrimitiveTable<CpuBackend> table) =>
        table.Add<MatrixMultiplyPrimitive>(Run, Supports, Explain);

    private static Support Supports(
        CpuBackend backend,
        MatrixMultiplyPrimitive primitive,
        ReadOnlySpan<BufferView> inputs,
        ReadOnlySpan<BufferView> outputs)
    {
        BufferView result = outputs[0];
        if (result.DType is not (DType.Float32 or DType.Float64))
        {
            return Support.No($"the product is vectorised for float32 and float64, not {result.DType}");
        }

        foreach (BufferView input in inputs)
        {
            if (input.DType != result.DType)
            {
                return Support.No($"an operand is {input.DType}, the result {result.DType}");
            }
        }

        bool fits = result[-1] <= int.MaxValue && result[-2] <= int.MaxValue && inputs[0][-1] <= int.MaxValue;
        return fits ? Support.Yes : Support.No("an extent is above 2^31 - 1");
    }

    private static string Explain(
        CpuBackend backend,
        MatrixMultiplyPrimitive primitive,
        ReadOnlySpan<BufferView> inputs,
        ReadOnlySpan<BufferView> outputs)
    {
        (BufferView left, BufferView right, BufferView result) = (inputs[0], inputs[1], outputs[0]);
        GemmShape shape = new(
            (int)Rows(left, right, result),
            (int)result[-1],
            (int)left[-1],
            (nint)left.Strides[-2],
            (nint)left.Strides[-1],
            (nint)right.Strides[-2],
            (nint)right.Strides[-1]);
        return $"MatrixMultiply, {CpuInstructionSets.Default}: {GemmStrategy.Explain(shape, result.DType.Size())}";
    }

    private static void Run(
        CpuBackend backend,
        MatrixMultiplyPrimitive primitive,
        ReadOnlySpan<BufferView> inputs,
        ReadOnlySpan<BufferView> outputs)
    {
        if (outputs[0].Count == 0)
        {
            return;
        }

        if (outputs[0].DType == DType.Float32)
        {
            Run<float>(primitive, inputs, outputs[0]);
        }
        else
        {
            Run<double>(primitive, inputs, outputs[0]);
        }
    }

    private static void Run<T>(MatrixMultiplyPrimitive primitive, ReadOnlySpan<BufferView> inputs, BufferView result)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        int columns = (int)result[-1];
        using ScratchMemory scratch = ScratchMemory.Rent<T>(columns);
        T* bias = null;
        if (primitive.HasBias)
        {
            bias = Address<T>(inputs[2]);
            nint stride = (nint)inputs[2].Strides[-1];
            if (stride != 1)
            {
                for (int j = 0; j < columns; j++)
                {
                    scratch.As<T>()[j] = bias[j * stride];
                }

                bias = scratch.As<T>();
            }
        }

        switch (primitive.Activation)
        {
            case Activation.Identity when bias == null:
                Run<T, NoEpilogue<T>>(primitive, inputs, result, default);
                break;
            case Activation.Identity:
                Run<T, BiasActivation<T, IdentityActivation<T>>>(primitive, inputs, result, new(null, bias));
                break;
            case Activation.ReLU:
                Run<T, BiasActivation<T, ReluActivation<T>>>(primitive, inputs, result, new(null, bias));
                break;
            case Activation.Sigmoid:
                Run<T, BiasActivation<T, SigmoidActivation<T>>>(primitive, inputs, result, new(null, bias));
                break;
            default:
                Run<T, BiasActivation<T, TanhActivation<T>>>(primitive, inputs, result, new(null, bias));
                break;
        }
    }

    private static void Run<T, TEpilogue>(
        MatrixMultiplyPrimitive primitive, ReadOnlySpan<BufferView> inputs, BufferView result, in TEpilogue epilogue)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        where TEpilogue : struct, IGemmEpilogue<T>
    {
        (BufferView left, BufferView right) = (inputs[0], inputs[1]);
        T alpha = T.CreateTruncating(primitive.Alpha);
        T beta = T.CreateTruncating(primitive.Beta);
        int depth = (int)left[-1];
        long rows = Rows(left, right, result);
        if (rows * result[-1] == result.Count)
        {
            Gemm.Multiply(
                (int)rows,
                (int)result[-1],
                depth,
                alpha,
                Address<T>(left),
                (nint)left.Strides[-2],
                (nint)left.Strides[-1],
                Address<T>(right),
                (nint)right.Strides[-2],
                (nint)right.Strides[-1],
                beta,
                Address<T>(result),
                (nint)result[-1],
                epilogue);
            return;
        }

        BatchedGemm.Multiply(
            result.Shape,
            depth,
            alpha,
            new BatchedGemm.Operand<T>(Address<T>(left), left.Strides),
            new BatchedGemm.Operand<T>(Address<T>(right), right.Strides),
            beta,
            new BatchedGemm.Operand<T>(Address<T>(result), result.Strides),
            epilogue);
    }

    /// <summary>
    /// The rows of one product: with one B for the whole batch, and rows of A one stride apart across it, the batch is more
    /// rows of a single product.
    /// </summary>
    private static long Rows(BufferView left, BufferView right, BufferView result)
    {
        long rows = result[-2];
        for (int axis = result.Rank - 3; axis >= 0; axis--)
        {
            bool oneRight = right.Strides[axis] == 0 || result[axis] == 1;
            bool rowsGoOn = left.Strides[axis] == rows * left.Strides[-2] || result[axis] == 1;
            if (!oneRight || !rowsGoOn || rows * result[axis] > int.MaxValue)
            {
                return result[-2];
            }

            rows *= result[axis];
        }

        return rows;
    }

    private static T* Address<T>(BufferView view)
        where T : unmanaged => (T*)view.Buffer.HostAddress + view.Offset;
}
