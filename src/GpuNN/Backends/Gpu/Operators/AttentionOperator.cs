using System.Numerics;
using GpuNN.Kernels;

namespace GpuNN.Backends.Gpu;

/// <summary>Attention and its gradient, by blocks of queries or keys, the scores never in memory.</summary>
internal sealed class AttentionOperator : IGpuOperator<AttentionPrimitive>, IGpuOperator<AttentionGradientPrimitive>
{
    public static void Run<T>(
        GpuBackend backend, AttentionPrimitive primitive, ReadOnlySpan<BufferView> inputs, ReadOnlySpan<BufferView> outputs)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        int rows = AttentionStrategy.Choose(Types.Of<T>(), (int)inputs[0][1]).Rows;
        if (rows == 64) Attend<T, AttentionBlock64<T>>(backend, primitive, inputs, outputs);
        else if (rows == 32) Attend<T, AttentionBlock32<T>>(backend, primitive, inputs, outputs);
        else Attend<T, AttentionBlock16<T>>(backend, primitive, inputs, outputs);
    }

    public static void Run<T>(
        GpuBackend backend, AttentionGradientPrimitive primitive, ReadOnlySpan<BufferView> inputs, ReadOnlySpan<BufferView> outputs)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        int rows = AttentionStrategy.ChooseGradient(Types.Of<T>(), (int)Math.Max(inputs[1][1], inputs[2][1])).Rows;
        if (rows == 32) Differentiate<T, AttentionBlock32<T>>(backend, primitive, inputs, outputs);
        else Differentiate<T, AttentionBlock16<T>>(backend, primitive, inputs, outputs);
    }

    static string IGpuOperator<AttentionPrimitive>.Explain(
        GpuBackend backend, AttentionPrimitive primitive, ReadOnlySpan<BufferView> inputs, ReadOnlySpan<BufferView> outputs) =>
        $"{primitive.Name}: {AttentionStrategy.Choose(inputs[0].DType, (int)inputs[0][1])}";

    static string IGpuOperator<AttentionGradientPrimitive>.Explain(
        GpuBackend backend, AttentionGradientPrimitive primitive, ReadOnlySpan<BufferView> inputs, ReadOnlySpan<BufferView> outputs) =>
        $"{primitive.Name}: {AttentionStrategy.ChooseGradient(inputs[0].DType, (int)Math.Max(inputs[1][1], inputs[2][1]))}";

    private static void Attend<T, TBlock>(
        GpuBackend backend, AttentionPrimitive primitive, ReadOnlySpan<BufferView> inputs, ReadOnlySpan<BufferView> outputs)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        where TBlock : struct, IAttentionBlock<T>
    {
        var rented = new List<GpuBuffer>();
        BufferView q = Contiguous(backend, inputs[0], rented), k = Contiguous(backend, inputs[1], rented);
        BufferView v = Contiguous(backend, inputs[2], rented);
        BufferView? mask = primitive.Mask == AttentionMask.None ? null : inputs[3];
        backend.Kernels.Get(static kernels => new Attention<T, TBlock>(kernels)).Launch(
            q.Elements<T>(),
            k.Elements<T>(),
            v.Elements<T>(),
            (mask ?? q).Elements<T>(),
            outputs[0].Elements<T>(),
            outputs[1].Elements<T>(),
            Sizes(q, k, v, mask, primitive.IsCausal, primitive.Mask),
            (int)q[0],
            T.CreateChecked(primitive.Scale));
        backend.Return(rented);
    }

    private static void Differentiate<T, TBlock>(
        GpuBackend backend, AttentionGradientPrimitive primitive, ReadOnlySpan<BufferView> inputs, ReadOnlySpan<BufferView> outputs)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        where TBlock : struct, IAttentionBlock<T>
    {
        var rented = new List<GpuBuffer>();
        BufferView dO = Contiguous(backend, inputs[0], rented), q = Contiguous(backend, inputs[1], rented);
        BufferView k = Contiguous(backend, inputs[2], rented), v = Contiguous(backend, inputs[3], rented);
        BufferView o = Contiguous(backend, inputs[4], rented), logSums = Contiguous(backend, inputs[5], rented);
        BufferView? mask = primitive.Mask == AttentionMask.None ? null : inputs[6];
        backend.Kernels.Get(static kernels => new AttentionGradient<T, TBlock>(kernels)).Launch(
            dO.Elements<T>(),
            q.Elements<T>(),
            k.Elements<T>(),
            v.Elements<T>(),
            (mask ?? q).Elements<T>(),
            o.Elements<T>(),
            logSums.Elements<T>(),
            backend.RentView(Types.Of<T>(), logSums.Shape, rented).Elements<T>(),
            outputs[0].Elements<T>(),
            outputs[1].Elements<T>(),
            outputs[2].Elements<T>(),
            Sizes(q, k, v, mask, primitive.IsCausal, primitive.Mask),
            (int)q[0],
            T.CreateChecked(primitive.Scale));
        backend.Return(rented);
    }

    private static AttentionSizes Sizes(
        BufferView q, BufferView k, BufferView v, BufferView? mask, bool isCausal, AttentionMask kind) => new()
        {
            Queries = (int)q[1],
            Keys = (int)k[1],
            Width = (int)q[2],
            ValueWidth = (int)v[2],
            IsCausal = isCausal ? 1 : 0,
            Mask = (int)kind,
            MaskBatchStride = mask is null ? 0 : (int)mask.Strides[0],
            MaskQueryStride = mask is null ? 0 : (int)mask.Strides[1],
            MaskKeyStride = mask is null ? 0 : (int)mask.Strides[2],
        };

    private static BufferView Contiguous(GpuBackend backend, BufferView view, List<GpuBuffer> rented)
    {
        if (view.IsContiguous) return view;
        BufferView copy = backend.RentView(view.DType, view.Shape, rented);
        CopyOperator.Run(backend, view, copy);
        return copy;
    }
}
