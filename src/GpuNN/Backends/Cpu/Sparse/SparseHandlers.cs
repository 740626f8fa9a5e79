using GpuNN.Backends.Cpu.Movement;
using GpuNN.Backends.Cpu.Threading;

namespace GpuNN.Backends.Cpu.Sparse;

/// <summary>Sparse products and embeddings on the CPU, float32.</summary>
internal static unsafe class SparseHandlers
{
    public static void Register(PrimitiveTable<CpuBackend> table)
    {
        table.Add<CsrMatrixMultiplyPrimitive>(Product, (_, _, inputs, outputs) => Supports(inputs, 2, outputs));
        table.Add<CsrMaximumPrimitive>(Maximum, (_, _, inputs, outputs) => Supports(inputs, 2, outputs[..1]));
        table.Add<CsrMaximumGradientPrimitive>(
            MaximumGradient, (_, _, inputs, outputs) => Supports(inputs[..4], 3, outputs));
        table.Add<SampledDenseDensePrimitive>(SampledProduct, (_, _, inputs, outputs) => Supports(inputs, 2, outputs));
        table.Add<CooToCsrPrimitive>(
            Sort,
            (_, _, inputs, outputs) => inputs[0].IsContiguous && inputs[0].Count <= int.MaxValue && outputs[0].Count > 0
                && HostOperands.AreAll(DType.Int32, outputs)
                    ? SupportsIndices(inputs[0], outputs[0].Count - 1)
                    : Support.No("it is compiled for contiguous operands"));
        table.Add<CsrRowsPrimitive>(
            static (_, _, inputs, outputs) => SparsePatterns.Rows(
                inputs[0].Pointer<int>(), (int)inputs[0].Count - 1, outputs[0].Pointer<int>()),
            static (_, _, inputs, outputs) =>
                HostOperands.AreAll(DType.Int32, inputs) && HostOperands.AreAll(DType.Int32, outputs)
                    ? Support.Yes
                    : Support.No("it is compiled for contiguous operands"));
        table.Add<EmbeddingPrimitive>(Embedding, (_, _, inputs, _) => SupportsIndices(inputs[1], inputs[0][0]));
        table.Add<EmbeddingGradientPrimitive>(
            EmbeddingGradient,
            (_, _, inputs, outputs) => outputs[0].DType == DType.Float32 && inputs[0].DType == DType.Float32
                ? SupportsIndices(inputs[1], outputs[0][0])
                : Support.No("it is vectorised for float32"));
    }

    /// <summary>int32 structure, then float32 operands.</summary>
    private static Support Supports(ReadOnlySpan<BufferView> inputs, int structures, ReadOnlySpan<BufferView> outputs) =>
        HostOperands.AreAll(DType.Int32, inputs[..structures])
            ? HostOperands.SinglePrecision(inputs[structures..], outputs)
            : Support.No("it is vectorised for int32 offsets and columns");

    private static Support SupportsIndices(BufferView indices, long extent)
    {
        if (indices.DType is not (DType.Int32 or DType.Int64))
        {
            return Support.No("it is vectorised for integer indices");
        }

        for (long i = 0; i < indices.Count; i++)
        {
            long index = indices.DType == DType.Int64 ? indices.Pointer<long>()[i] : indices.Pointer<int>()[i];
            if ((ulong)index >= (ulong)extent)
            {
                return Support.No("an index is outside of the table");
            }
        }

        return Support.Yes;
    }

    private static void Sort(
        CpuBackend backend,
        CooToCsrPrimitive primitive,
        ReadOnlySpan<BufferView> inputs,
        ReadOnlySpan<BufferView> outputs)
    {
        (int entries, int rows) = ((int)inputs[0].Count, (int)outputs[0].Count - 1);
        int* offsets = outputs[0].Pointer<int>();
        int* order = outputs[1].Pointer<int>();
        if (inputs[0].DType == DType.Int32)
        {
            SparsePatterns.Sort(inputs[0].Pointer<int>(), entries, rows, offsets, order);
        }
        else
        {
            SparsePatterns.Sort(inputs[0].Pointer<long>(), entries, rows, offsets, order);
        }
    }

    private static void Product(
        CpuBackend backend,
        CsrMatrixMultiplyPrimitive primitive,
        ReadOnlySpan<BufferView> inputs,
        ReadOnlySpan<BufferView> outputs) =>
        SparseEngine.Product(
            inputs[0].Pointer<int>(),
            inputs[1].Pointer<int>(),
            primitive.HasValues ? inputs[3].Pointer<float>() : null,
            inputs[2].Pointer<float>(),
            inputs[2][0],
            (int)outputs[0][0],
            (int)outputs[0][1],
            outputs[0].Pointer<float>());

    private static void Maximum(
        CpuBackend backend,
        CsrMaximumPrimitive primitive,
        ReadOnlySpan<BufferView> inputs,
        ReadOnlySpan<BufferView> outputs) =>
        SparseEngine.Maximum(
            inputs[0].Pointer<int>(),
            inputs[1].Pointer<int>(),
            inputs[2].Pointer<float>(),
            (int)outputs[0][0],
            (int)outputs[0][1],
            outputs[0].Pointer<float>(),
            outputs[1].Pointer<int>());

    private static void MaximumGradient(
        CpuBackend backend,
        CsrMaximumGradientPrimitive primitive,
        ReadOnlySpan<BufferView> inputs,
        ReadOnlySpan<BufferView> outputs) =>
        SparseEngine.MaximumGradient(
            inputs[0].Pointer<int>(),
            inputs[1].Pointer<int>(),
            inputs[2].Pointer<int>(),
            inputs[3].Pointer<float>(),
            inputs[4].Pointer<int>(),
            (int)outputs[0][0],
            (int)outputs[0][1],
            outputs[0].Pointer<float>());

    private static void SampledProduct(
        CpuBackend backend,
        SampledDenseDensePrimitive primitive,
        ReadOnlySpan<BufferView> inputs,
        ReadOnlySpan<BufferView> outputs) =>
        SparseEngine.SampledProduct(
            inputs[0].Pointer<int>(),
            inputs[1].Pointer<int>(),
            inputs[2].Pointer<float>(),
            inputs[3].Pointer<float>(),
            (int)inputs[2][0],
            (int)inputs[2][1],
            outputs[0].Pointer<float>());

    private static void Embedding(
        CpuBackend backend, EmbeddingPrimitive primitive, ReadOnlySpan<BufferView> inputs, ReadOnlySpan<BufferView> outputs)
    {
        using ScratchMemory memory = ScratchMemory.Rent<long>(inputs[1].Count);
        RowMovement.Select(
            inputs[0].Bytes(),
            Wide(inputs[1], memory),
            1,
            inputs[0][0],
            inputs[1].Count,
            inputs[0][1] * inputs[0].DType.Size(),
            outputs[0].Bytes());
    }

    private static void EmbeddingGradient(
        CpuBackend backend,
        EmbeddingGradientPrimitive primitive,
        ReadOnlySpan<BufferView> inputs,
        ReadOnlySpan<BufferView> outputs)
    {
        using ScratchMemory memory = ScratchMemory.Rent<long>(inputs[1].Count);
        RowMovement.Add(
            inputs[0].Pointer<float>(),
            Wide(inputs[1], memory),
            1,
            outputs[0][0],
            inputs[1].Count,
            outputs[0][1],
            true,
            primitive.PaddingIndex,
            outputs[0].Pointer<float>());
    }

    private static long* Wide(BufferView indices, ScratchMemory memory)
    {
        if (indices.DType == DType.Int64)
        {
            return indices.Pointer<long>();
        }

        long* wide = memory.As<long>();
        int* narrow = indices.Pointer<int>();
        for (long i = 0; i < indices.Count; i++)
        {
            wide[i] = narrow[i];
        }

        return wide;
    }
}
