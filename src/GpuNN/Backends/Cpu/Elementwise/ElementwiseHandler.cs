using System.Numerics;
using System.Runtime.CompilerServices;
using GpuNN.Backends.Cpu.VectorMath;

namespace GpuNN.Backends.Cpu.Elementwise;

/// <summary><see cref="ElementwisePrimitive"/> on the CPU.</summary>
internal static class ElementwiseHandler
{
    public static void Register(PrimitiveTable<CpuBackend> table) =>
        table.Add<ElementwisePrimitive>(Run, Supports, Explain);

    private static Support Supports(
        CpuBackend backend,
        ElementwisePrimitive primitive,
        ReadOnlySpan<BufferView> inputs,
        ReadOnlySpan<BufferView> outputs)
    {
        ElementwiseFunction function = primitive.Function;
        DType dtype = ElementType(function, inputs);
        for (int i = 0; i < inputs.Length; i++)
        {
            DType expected = IsMask(function, i) ? DType.Bool : dtype;
            if (inputs[i].DType != expected)
            {
                return Support.No($"input {i} is {inputs[i].DType}, not {expected}");
            }
        }

        bool isPredicate = PredicateFunctions.Contains(function);
        if (outputs[0].DType != (isPredicate ? DType.Bool : dtype))
        {
            return Support.No($"the output is {outputs[0].DType}, the inputs {dtype}");
        }

        bool isVectorised = dtype switch
        {
            DType.Float32 or DType.Float64 or DType.Float16 or DType.BFloat16 => true,
            DType.Int32 or DType.Int64 => isPredicate || IntegerFunctions.Contains(function),
            DType.Bool or DType.UInt8 => isPredicate || IntegerFunctions.KeepsRange(function),
            _ => false,
        };
        return isVectorised ? Support.Yes : Support.No($"{function} is not vectorised for {dtype}");
    }

    private static string Explain(
        CpuBackend backend,
        ElementwisePrimitive primitive,
        ReadOnlySpan<BufferView> inputs,
        ReadOnlySpan<BufferView> outputs)
    {
        IterationSpace space = HostOperands.Space(outputs[0], inputs);
        string rows = space.Rank == 1 ? "one row" : $"rows of {space.Extent(space.Rank - 1)}";
        string stores = CacheLimits.IsBeyond(2 * space.Count * outputs[0].DType.Size()) ? "past the caches" : "into the cache";
        string width = NarrowFloats.IsNarrow(ElementType(primitive.Function, inputs)) ? ", widened in the first cache" : "";
        return $"{primitive.Name}: {VectorWidth.Bits}-bit registers over {rows}{width}, stored {stores}";
    }

    private static void Run(
        CpuBackend backend,
        ElementwisePrimitive primitive,
        ReadOnlySpan<BufferView> inputs,
        ReadOnlySpan<BufferView> outputs)
    {
        switch (ElementType(primitive.Function, inputs))
        {
            case DType.Float32 or DType.Float16 or DType.BFloat16:
                Floating<float>(primitive, inputs, outputs[0]);
                break;
            case DType.Float64:
                Floating<double>(primitive, inputs, outputs[0]);
                break;
            case DType.Int32:
                Integer<int>(primitive, inputs, outputs[0]);
                break;
            case DType.Int64:
                Integer<long>(primitive, inputs, outputs[0]);
                break;
            default:
                Integer<byte>(primitive, inputs, outputs[0]);
                break;
        }
    }

    // Each type on a stack frame of its own: together they would be cleared in each call.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void Floating<T>(ElementwisePrimitive primitive, ReadOnlySpan<BufferView> inputs, BufferView result)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        IterationSpace space = HostOperands.Space(result, inputs);
        ElementwiseOperands<T> operands = new(inputs, result, in space);
        if (!FloatingFunctions.Run(primitive, operands))
        {
            PredicateFunctions.Run(primitive.Function, operands);
        }
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void Integer<T>(ElementwisePrimitive primitive, ReadOnlySpan<BufferView> inputs, BufferView result)
        where T : unmanaged, IBinaryInteger<T>
    {
        IterationSpace space = HostOperands.Space(result, inputs);
        ElementwiseOperands<T> operands = new(inputs, result, in space);
        if (PredicateFunctions.Contains(primitive.Function))
        {
            PredicateFunctions.Run(primitive.Function, operands);
        }
        else
        {
            IntegerFunctions.Run(primitive, operands);
        }
    }

    /// <summary>The type of the inputs that are no masks.</summary>
    private static DType ElementType(ElementwiseFunction function, ReadOnlySpan<BufferView> inputs) =>
        inputs[function == ElementwiseFunction.Where ? 1 : 0].DType;

    private static bool IsMask(ElementwiseFunction function, int input) =>
        (function == ElementwiseFunction.Where && input == 0)
        || (function == ElementwiseFunction.MaskedFill && input == 1);
}
