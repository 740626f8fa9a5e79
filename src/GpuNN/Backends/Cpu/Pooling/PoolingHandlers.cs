using GpuNN.Backends.Cpu.Reductions;

namespace GpuNN.Backends.Cpu.Pooling;

/// <summary>Poolings on the CPU: float32 over one and two axes in registers, everything else window by window.</summary>
internal static unsafe class PoolingHandlers
{
    public static void Register(PrimitiveTable<CpuBackend> table)
    {
        table.Add<MaxPoolPrimitive>(Max, (_, _, inputs, outputs) => SupportsMax(inputs, outputs), Explain);
        table.Add<AveragePoolPrimitive>(Average, (_, _, inputs, outputs) => FloatingKernel.Supports(inputs, outputs));
        table.Add<AveragePoolGradientPrimitive>(
            AverageGradient, (_, _, inputs, outputs) => FloatingKernel.Supports(inputs, outputs));
        table.Add<AdaptiveMaxPoolPrimitive>(
            (_, p, inputs, outputs) =>
                FloatingKernel.Run<AdaptiveMaxPoolPrimitive, WindowPoolingHandlers>(p, inputs, outputs),
            (_, _, inputs, outputs) => SupportsMax(inputs, outputs));
        table.Add<AdaptiveAveragePoolPrimitive>(
            AdaptiveAverage, (_, _, inputs, outputs) => FloatingKernel.Supports(inputs, outputs));
        FloatingKernel.Add<AdaptiveAveragePoolGradientPrimitive, WindowPoolingHandlers>(table);
        table.Add<PlaneScatterPrimitive>(Scatter, (_, _, inputs, outputs) => SupportsPlaces(inputs, outputs[0][1], outputs));
        table.Add<PlaneGatherPrimitive>(Gather, (_, _, inputs, outputs) => SupportsPlaces(inputs, inputs[0][1], outputs));
    }

    private static Support SupportsMax(ReadOnlySpan<BufferView> inputs, ReadOnlySpan<BufferView> outputs) =>
        outputs.Length == 1 || HostOperands.AreAll(DType.Int64, outputs[1..])
            ? FloatingKernel.Supports(inputs, outputs[..1])
            : Support.No("places are contiguous int64");

    /// <summary>Whether the planes have at most two axes of float32, which registers are made for.</summary>
    private static bool IsInRegisters(PoolingGeometry geometry, BufferView x) =>
        geometry.Rank <= 2 && x.DType == DType.Float32;

    /// <summary>Whether there is one window for each plane.</summary>
    private static bool IsGlobal(AdaptiveAveragePoolPrimitive primitive, BufferView y)
    {
        for (int axis = 1; axis <= primitive.SpatialRank; axis++)
        {
            if (y[-axis] != 1)
            {
                return false;
            }
        }

        return true;
    }

    private static Support SupportsPlaces(
        ReadOnlySpan<BufferView> inputs, long extent, ReadOnlySpan<BufferView> outputs)
    {
        if (inputs[1].DType != DType.Int64 || !inputs[1].IsContiguous)
        {
            return Support.No("it is vectorised for contiguous int64 indices");
        }

        return extent > int.MaxValue
            ? Support.No("a plane has more than 2^31 - 1 elements")
            : HostOperands.SinglePrecision(inputs[..1], outputs);
    }

    private static PlanePooling Plane(PoolingGeometry geometry)
    {
        int last = geometry.Rank - 1;
        bool isPlane = geometry.Rank == 2;
        return new PlanePooling(
            isPlane ? geometry.Input[0] : 1,
            geometry.Input[last],
            isPlane ? geometry.Output[0] : 1,
            geometry.Output[last],
            isPlane ? geometry.Kernel[0] : 1,
            geometry.Kernel[last],
            isPlane ? geometry.Stride[0] : 1,
            geometry.Stride[last],
            isPlane ? geometry.PaddingLow[0] : 0,
            geometry.PaddingLow[last],
            isPlane ? geometry.PaddingHigh[0] : 0,
            geometry.PaddingHigh[last],
            isPlane ? geometry.Dilation[0] : 1,
            geometry.Dilation[last]);
    }

    private static int Planes(PoolingGeometry geometry, BufferView input) =>
        geometry.Input.Product == 0 ? 0 : (int)(input.Count / geometry.Input.Product);

    private static string Explain(
        CpuBackend backend, MaxPoolPrimitive primitive, ReadOnlySpan<BufferView> inputs, ReadOnlySpan<BufferView> outputs) =>
        !IsInRegisters(primitive.Geometry, inputs[0])
            ? "MaxPool: window by window"
            : Plane(primitive.Geometry).IsTwoByTwo
            ? "MaxPool: 2x2 windows straight from the image"
            : "MaxPool: rows dealt out by column modulo the stride";

    private static void Max(
        CpuBackend backend, MaxPoolPrimitive primitive, ReadOnlySpan<BufferView> inputs, ReadOnlySpan<BufferView> outputs)
    {
        if (IsInRegisters(primitive.Geometry, inputs[0]))
        {
            PoolingEngine.Max(
                Plane(primitive.Geometry),
                Planes(primitive.Geometry, inputs[0]),
                inputs[0].Pointer<float>(),
                outputs[0].Pointer<float>(),
                primitive.WithIndices ? outputs[1].Pointer<long>() : null);
        }
        else
        {
            FloatingKernel.Run<MaxPoolPrimitive, WindowPoolingHandlers>(primitive, inputs, outputs);
        }
    }

    private static void Average(
        CpuBackend backend,
        AveragePoolPrimitive primitive,
        ReadOnlySpan<BufferView> inputs,
        ReadOnlySpan<BufferView> outputs)
    {
        if (IsInRegisters(primitive.Geometry, inputs[0]))
        {
            PoolingEngine.Average(
                Plane(primitive.Geometry),
                Planes(primitive.Geometry, inputs[0]),
                primitive.CountsPadding,
                primitive.DivisorOverride,
                inputs[0].Pointer<float>(),
                outputs[0].Pointer<float>());
        }
        else
        {
            FloatingKernel.Run<AveragePoolPrimitive, WindowPoolingHandlers>(primitive, inputs, outputs);
        }
    }

    private static void AverageGradient(
        CpuBackend backend,
        AveragePoolGradientPrimitive primitive,
        ReadOnlySpan<BufferView> inputs,
        ReadOnlySpan<BufferView> outputs)
    {
        if (IsInRegisters(primitive.Geometry, inputs[0]))
        {
            PoolingEngine.AverageBackward(
                Plane(primitive.Geometry),
                Planes(primitive.Geometry, outputs[0]),
                primitive.CountsPadding,
                primitive.DivisorOverride,
                inputs[0].Pointer<float>(),
                outputs[0].Pointer<float>());
        }
        else
        {
            FloatingKernel.Run<AveragePoolGradientPrimitive, WindowPoolingHandlers>(primitive, inputs, outputs);
        }
    }

    private static void AdaptiveAverage(
        CpuBackend backend,
        AdaptiveAveragePoolPrimitive primitive,
        ReadOnlySpan<BufferView> inputs,
        ReadOnlySpan<BufferView> outputs)
    {
        if (!IsGlobal(primitive, outputs[0]) || inputs[0].DType != DType.Float32)
        {
            FloatingKernel.Run<AdaptiveAveragePoolPrimitive, WindowPoolingHandlers>(primitive, inputs, outputs);
            return;
        }

        long planes = outputs[0].Count;
        Statistics.Mean(inputs[0].Pointer<float>(), planes, inputs[0].Count / planes, 1, outputs[0].Pointer<float>());
    }

    private static void Scatter(
        CpuBackend backend,
        PlaneScatterPrimitive primitive,
        ReadOnlySpan<BufferView> inputs,
        ReadOnlySpan<BufferView> outputs) =>
        PlaneScatter.Scatter(
            inputs[0].Pointer<float>(),
            inputs[1].Pointer<long>(),
            (int)inputs[0][0],
            (int)inputs[0][1],
            (int)outputs[0][1],
            primitive.Adds,
            primitive.Windows is { Rank: <= 2 } windows ? Plane(windows) : null,
            outputs[0].Pointer<float>());

    private static void Gather(
        CpuBackend backend,
        PlaneGatherPrimitive primitive,
        ReadOnlySpan<BufferView> inputs,
        ReadOnlySpan<BufferView> outputs) =>
        PlaneScatter.Gather(
            inputs[0].Pointer<float>(),
            inputs[1].Pointer<long>(),
            (int)inputs[0][0],
            (int)inputs[0][1],
            (int)inputs[1][1],
            outputs[0].Pointer<float>());
}
