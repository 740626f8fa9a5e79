using GpuNN.Backends.Cpu.Elementwise;

namespace GpuNN.Backends.Cpu;

/// <summary>Operands as the engines take them: addresses, and the strides they share.</summary>
internal static unsafe class HostOperands
{
    /// <summary>The address of the view's first element.</summary>
    public static T* Pointer<T>(this BufferView view)
        where T : unmanaged => (T*)view.Buffer.HostAddress + view.Offset;

    /// <summary>The address of the view's first element, whatever its type.</summary>
    public static byte* Bytes(this BufferView view) => (byte*)view.Buffer.HostAddress + view.Offset * view.DType.Size();

    /// <summary>The space of a result and the inputs broadcast to its shape.</summary>
    public static IterationSpace Space(BufferView result, ReadOnlySpan<BufferView> inputs)
    {
        int operands = inputs.Length + 1;
        bool isContiguous = result.IsContiguous;
        foreach (BufferView input in inputs)
        {
            isContiguous &= input.IsContiguous && input.Count == result.Count;
        }

        if (isContiguous)
        {
            return IterationSpace.Contiguous(result.Count, operands);
        }

        return Strided(result, inputs, operands);
    }

    private static IterationSpace Strided(BufferView result, ReadOnlySpan<BufferView> inputs, int operands)
    {
        int rank = result.Rank;
        Span<long> strides = stackalloc long[IterationSpace.MaximumOperands * IterationSpace.MaximumRank];
        result.Strides.Steps.CopyTo(strides);
        for (int i = 0; i < inputs.Length; i++)
        {
            inputs[i].Strides.Steps.CopyTo(strides[((i + 1) * rank)..]);
        }

        return IterationSpace.Create(result.Shape.Extents, strides[..(operands * rank)], operands);
    }

    /// <summary>Whether all views are contiguous and of one type.</summary>
    public static bool AreAll(DType dtype, ReadOnlySpan<BufferView> views)
    {
        foreach (BufferView view in views)
        {
            if (view.DType != dtype || !view.IsContiguous)
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>Yes where inputs and outputs are contiguous float32, else why not.</summary>
    public static Support SinglePrecision(ReadOnlySpan<BufferView> inputs, ReadOnlySpan<BufferView> outputs) =>
        AreAll(DType.Float32, inputs) && AreAll(DType.Float32, outputs)
            ? Support.Yes
            : Support.No("it is vectorised for contiguous float32 operands");
}
