using GpuNN.Onnx.Execution;
using GpuNN.Onnx.Schema;

namespace GpuNN.Onnx.Import;

/// <summary>Integer arithmetic that the devices' kernels do not have: quotients, remainders, bits, and types narrower than the
/// tensor that carries them. It runs on the host; models use it on shapes and indices.</summary>
internal static class HostIntegers
{
    /// <summary>f of one input's integers.</summary>
    public static Tensor Map(OperatorCall call, Func<long, long> function)
    {
        ElementType type = call.TypeOf(0);
        return From(call, call.ShapeOf(0), type, () =>
        {
            long[] x = call.Integers(0);
            for (int index = 0; index < x.Length; index++) x[index] = ElementTypes.Wrap(type, function(x[index]));
            return x;
        });
    }

    /// <summary>f of two inputs' integers, broadcast; the result has the first one's type.</summary>
    public static Tensor Combine(OperatorCall call, Tensor x, Tensor y, Func<long, long, long> function)
    {
        ElementType type = call.TypeOf(0);
        using (HostEvaluation.Begin())
        {
            if (!Shape.TryBroadcast(x.Shape, y.Shape, out Shape shape))
                throw call.Refuse("input 1", $"{y.Shape}", $"a shape that broadcasts with {x.Shape}");
            call.Bounded(shape, DType.Int64);
            return From(call, shape, type, () =>
            {
                long[] left = Read(x, shape), right = Read(y, shape);
                for (int index = 0; index < left.Length; index++) left[index] = ElementTypes.Wrap(type, function(left[index], right[index]));
                return left;
            });
        }
    }

    /// <summary>A tensor of integers that are computed on the host, where anything but shapes is.</summary>
    public static Tensor From(OperatorCall call, in Shape shape, ElementType type, Func<long[]> compute) => call.Device == Device.Shapes
        ? call.As(type, Tensor.Empty(shape, ElementTypes.Storage(type)!.Value, call.Device))
        : From(call, compute(), shape, type);

    /// <summary>A tensor of integers on the call's device, in the type's storage.</summary>
    public static Tensor From(OperatorCall call, long[] values, in Shape shape, ElementType type)
    {
        using (HostEvaluation.Begin())
        {
            Tensor tensor = Tensor.From(values, shape, Device.Cpu).Cast(ElementTypes.Storage(type)!.Value).To(call.Device);
            return call.As(type, tensor);
        }
    }

    /// <summary>Whether the elements are integers.</summary>
    public static bool AreIn(OperatorCall call, int index) => call.ShapeOf(index) is var _ && ElementTypes.Storage(call.TypeOf(index))!.Value.IsInteger();

    private static long[] Read(Tensor x, in Shape shape) => x.Cast(DType.Int64).Expand(shape).ToArray<long>();
}
