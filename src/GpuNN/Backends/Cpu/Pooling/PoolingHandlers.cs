using GpuNN.Backends.Cpu.Reductions;

namespace GpuNN.Backends.Cpu.Pooling;

/// <summary>Poolings over one and two axes on the CPU, float32.</summary>
internal static unsafe class PoolingHandlers
{
    public static void Register(PrimitiveTable<CpuBackend> table)
    {
        table.Add<MaxPoolPrimitive>(Max, (_, p, inputs, outputs) => Supports(p.Geometry, inputs, outputs[..1]), Explain);
        table.Add<AveragePoolPrimitive>(Average, (_, p, inputs, outputs) => Supports(p.Geometry, inputs, outputs));
        table.Add<AveragePoolGradientPrimitive>(
            AverageGradient, (_, p, inputs, outputs) => Supports(p.Geometry, inputs, outputs));
        table.Add<AdaptiveAveragePoolPrimitive>(AdaptiveAverage, SupportsGlobal);
        table.Add<PlaneScatterPrimitive>(Scatter, (_, _, inputs, outputs) => SupportsPlaces(inputs, outputs[0][1], outputs));
        table.Add<PlaneGatherPrimitive>(Gather, (_, _, inputs, outputs) => SupportsPlaces(inputs, inputs[0][1], outputs));
    }

    private static Support Supports(
        PoolingGeometry geometry, ReadOnlySpan<BufferView> inputs, ReadOnlySpan<BufferView> outputs)
    {
        if (geometry.Rank > 2)
        {
            return Support.No("it is vectorised over one and two axes");
        }

        return Math.Max(inputs[0].Count, outputs[0].Count) > int.MaxValue
            ? Support.No("there are more than 2^31 - 1 elements")
            : HostOperands.SinglePrecision(inputs, outputs);
    }

    private static Support SupportsGlobal(
        CpuBackend backend,
        AdaptiveAveragePoolPrimitive primitive,
        ReadOnlySpan<BufferView> inputs,
        ReadOnlySpan<BufferView> outputs)
    {
        for (int axis = 1; axis <= primitive.SpatialRank; axis++)
        {
            if (outputs[0][-axis] != 1)
            {
                return Support.No("it is vectorised for one window per plane");
            }
        }

        return HostOperands.SinglePrecision(inputs, outputs);
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
        Plane(primitive.Geometry).IsTwoByTwo
            ? "MaxPool: 2x2 windows straight from the image"
            : "MaxPool: rows dealt out by column modulo the stride";

    private static void Max(
        CpuBackend backend, MaxPoolPrimitive primitive, ReadOnlySpan<BufferView> inputs, ReadOnlySpan<BufferView> outputs) =>
        PoolingEngine.Max(
            Plane(primitive.Geometry),
            Planes(primitive.Geometry, inputs[0]),
            inputs[0].Pointer<float>(),
            outputs[0].Pointer<float>(),
            primitive.WithIndices ? outputs[1].Pointer<long>() : null);

    private static void Average(
        CpuBackend backend,
        AveragePoolPrimitive primitive,
        ReadOnlySpan<BufferView> inputs,
        ReadOnlySpan<BufferView> outputs) =>
        PoolingEngine.Average(
            Plane(primitive.Geometry),
            Planes(primitive.Geometry, inputs[0]),
            primitive.CountsPadding,
            primitive.DivisorOverride,
            inputs[0].Pointer<float>(),
            outputs[0].Pointer<float>());

    private static void AverageGradient(
        CpuBackend backend,
        AveragePoolGradientPrimitive primitive,
        ReadOnlySpan<BufferView> inputs,
        ReadOnlySpan<BufferView> outputs) =>
        PoolingEngine.AverageBackward(
            Plane(primitive.Geometry),
            Planes(primitive.Geometry, outputs[0]),
            primitive.CountsPadding,
            primitive.DivisorOverride,
            inputs[0].Pointer<float>(),
            outputs[0].Pointer<float>());

    private static void AdaptiveAverage(
        CpuBackend backend,
        AdaptiveAveragePoolPrimitive primitive,
        ReadOnlySpan<BufferView> inputs,
        ReadOnlySpan<BufferView> outputs)
    {
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
