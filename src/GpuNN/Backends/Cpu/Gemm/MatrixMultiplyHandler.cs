using System.Numerics;
using GpuNN.Backends.Cpu.Gemm.Epilogues;
using GpuNN.Backends.Cpu.Threading;
using GpuNN.Backends.Cpu.VectorMath;

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
        bool isNarrow = NarrowFloats.IsNarrow(result.DType);
        if (!isNarrow && result.DType is not (DType.Float32 or DType.Float64))
        {
            return Support.No($"the product is vectorised for floating-point types, not {result.DType}");
        }

        if (isNarrow && !result.IsContiguous)
        {
            return Support.No($"the result is {result}; a {result.DType} result is rounded in one piece");
        }

        foreach (BufferView input in inputs)
        {
            if (input.DType != result.DType)
            {
                return Support.No($"an operand is {input.DType}, the result {result.DType}");
            }

            if (isNarrow && Extent(input) < 0)
            {
                return Support.No($"an operand is {input}; {result.DType} is widened in the direction of memory");
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
        bool isNarrow = NarrowFloats.IsNarrow(result.DType);
        string explanation = GemmStrategy.Explain(shape, isNarrow ? sizeof(float) : result.DType.Size());
        string widened = isNarrow ? $"; {result.DType} widened to float32 before and rounded once after" : "";
        return $"MatrixMultiply, {CpuInstructionSets.Default}: {explanation}{widened}";
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

        if (NarrowFloats.IsNarrow(outputs[0].DType))
        {
            RunNarrow(primitive, inputs, outputs[0]);
        }
        else if (outputs[0].DType == DType.Float32)
        {
            Run(primitive, inputs, outputs[0], Operands<float>.Of(inputs, outputs[0]));
        }
        else
        {
            Run(primitive, inputs, outputs[0], Operands<double>.Of(inputs, outputs[0]));
        }
    }

    /// <summary>
    /// 16-bit numbers in single precision: operands are widened as they lie, strides and all, which costs a pass where the
    /// product makes many, and sums are rounded once.
    /// </summary>
    private static void RunNarrow(MatrixMultiplyPrimitive primitive, ReadOnlySpan<BufferView> inputs, BufferView result)
    {
        DType dtype = result.DType;
        BufferView bias = primitive.HasBias ? inputs[2] : inputs[1];
        using ScratchMemory left = ScratchMemory.Rent<float>(Extent(inputs[0]));
        using ScratchMemory right = ScratchMemory.Rent<float>(Extent(inputs[1]));
        using ScratchMemory added = ScratchMemory.Rent<float>(primitive.HasBias ? Extent(bias) : 1);
        using ScratchMemory sums = ScratchMemory.Rent<float>(result.Count);
        NarrowFloats.Widen(dtype, Address<ushort>(inputs[0]), left.Floats, Extent(inputs[0]));
        NarrowFloats.Widen(dtype, Address<ushort>(inputs[1]), right.Floats, Extent(inputs[1]));
        if (primitive.HasBias)
        {
            NarrowFloats.Widen(dtype, Address<ushort>(bias), added.Floats, Extent(bias));
        }

        if (primitive.Beta != 0)
        {
            NarrowFloats.Widen(dtype, Address<ushort>(result), sums.Floats, result.Count);
        }

        Run(primitive, inputs, result, new Operands<float>(left.Floats, right.Floats, added.Floats, sums.Floats));
        NarrowFloats.Narrow(dtype, sums.Floats, Address<ushort>(result), result.Count);
    }

    /// <summary>The elements of memory from a view's first to its last; negative where it does not go upwards.</summary>
    private static long Extent(BufferView view)
    {
        long extent = 1;
        for (int axis = 0; axis < view.Rank; axis++)
        {
            if (view.Strides[axis] < 0)
            {
                return -1;
            }

            extent += Math.Max(view[axis] - 1, 0) * view.Strides[axis];
        }

        return view.Count == 0 ? 0 : extent;
    }

    private static void Run<T>(
        MatrixMultiplyPrimitive primitive, ReadOnlySpan<BufferView> inputs, BufferView result, Operands<T> operands)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        int columns = (int)result[-1];
        using ScratchMemory scratch = ScratchMemory.Rent<T>(columns);
        T* bias = null;
        if (primitive.HasBias)
        {
            bias = operands.Bias;
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
                Run<T, NoEpilogue<T>>(primitive, inputs, result, operands, default);
                break;
            case Activation.Identity:
                Run<T, BiasActivation<T, IdentityActivation<T>>>(primitive, inputs, result, operands, new(null, bias));
                break;
            case Activation.ReLU:
                Run<T, BiasActivation<T, ReluActivation<T>>>(primitive, inputs, result, operands, new(null, bias));
                break;
            case Activation.Sigmoid:
                Run<T, BiasActivation<T, SigmoidActivation<T>>>(primitive, inputs, result, operands, new(null, bias));
                break;
            default:
                Run<T, BiasActivation<T, TanhActivation<T>>>(primitive, inputs, result, operands, new(null, bias));
                break;
        }
    }

    private static void Run<T, TEpilogue>(
        MatrixMultiplyPrimitive primitive,
        ReadOnlySpan<BufferView> inputs,
        BufferView result,
        Operands<T> operands,
        in TEpilogue epilogue)
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
                operands.Left,
                (nint)left.Strides[-2],
                (nint)left.Strides[-1],
                operands.Right,
                (nint)right.Strides[-2],
                (nint)right.Strides[-1],
                beta,
                operands.Result,
                (nint)result[-1],
                epilogue);
            return;
        }

        BatchedGemm.Multiply(
            result.Shape,
            depth,
            alpha,
            new BatchedGemm.Operand<T>(operands.Left, left.Strides),
            new BatchedGemm.Operand<T>(operands.Right, right.Strides),
            beta,
            new BatchedGemm.Operand<T>(operands.Result, result.Strides),
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

    private readonly struct Operands<T>(T* left, T* right, T* bias, T* result)
        where T : unmanaged
    {
        public readonly T* Left = left;
        public readonly T* Right = right;
        public readonly T* Bias = bias;
        public readonly T* Result = result;

        public static Operands<T> Of(ReadOnlySpan<BufferView> inputs, BufferView result) =>
            new(
                Address<T>(inputs[0]),
                Address<T>(inputs[1]),
                inputs.Length > 2 ? Address<T>(inputs[2]) : null,
                Address<T>(result));
    }
}
