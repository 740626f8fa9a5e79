using GpuNN.Backends;

namespace GpuNN;

/// <content>Uniform.</content>
public static partial class Operators
{
    /// <summary>Numbers drawn uniformly from [low, high) by Philox4x32-10, whose counter is the element's index: the same
    /// on every device, bit for bit.</summary>
    public static Tensor Uniform(
        in Shape shape, double low = 0, double high = 1, DType dtype = DType.Float32, Device? device = null)
    {
        Tensor result = Tensor.Empty(shape, dtype, device, nameof(Uniform));
        RandomState random = RandomState.Current;
        Dispatcher.Run(
            nameof(Uniform), new UniformPrimitive(random.Seed, random.Take(shape.Count), low, high), [], [result]);
        return result;
    }
}
