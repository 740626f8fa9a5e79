using System.Runtime.InteropServices;
using GpuNN.Backends;
using GpuNN.Memory;

namespace GpuNN;

/// <content>Making tensors.</content>
public partial class Tensor
{
    /// <summary>A tensor with these elements, row-major.</summary>
    /// <exception cref="ShapeMismatchException">The number of elements is not the shape's.</exception>
    public static Tensor From<T>(ReadOnlySpan<T> elements, in Shape shape, Device? device = null)
        where T : unmanaged
    {
        if (elements.Length != shape.Count)
            throw new ShapeMismatchException(nameof(From), nameof(elements), $"{elements.Length} elements", $"{shape.Count} for {shape}");
        Tensor tensor = Empty(shape, DTypeExtensions.Of<T>(), device, nameof(From));
        if (elements.Length > 0)
            tensor.Device.Backend.Upload(MemoryMarshal.AsBytes(elements), tensor.View().Buffer, 0);
        return tensor;
    }

    /// <inheritdoc cref="From{T}(ReadOnlySpan{T}, in Shape, Device?)"/>
    public static Tensor From<T>(T[] elements, in Shape shape, Device? device = null)
        where T : unmanaged => From((ReadOnlySpan<T>)elements, shape, device);

    /// <summary>A vector of these elements.</summary>
    public static Tensor From<T>(T[] elements, Device? device = null)
        where T : unmanaged => From((ReadOnlySpan<T>)elements, [elements.Length], device);

    /// <summary>A matrix of these elements.</summary>
    public static Tensor From<T>(T[,] elements, Device? device = null)
        where T : unmanaged => From(
            MemoryMarshal.CreateReadOnlySpan(ref elements[0, 0], elements.Length),
            [elements.GetLength(0), elements.GetLength(1)],
            device);

    /// <summary>A tensor of rank 0.</summary>
    public static Tensor Scalar(double value, DType dtype = DType.Float32, Device? device = null) =>
        Full([], value, dtype, device);

    /// <summary>A tensor whose elements are all 0.</summary>
    public static Tensor Zeros(in Shape shape, DType dtype = DType.Float32, Device? device = null) =>
        Full(shape, 0, dtype, device);

    /// <summary>A tensor whose elements are all 1.</summary>
    public static Tensor Ones(in Shape shape, DType dtype = DType.Float32, Device? device = null) =>
        Full(shape, 1, dtype, device);

    /// <summary>A tensor whose elements are all the same.</summary>
    public static Tensor Full(in Shape shape, double value, DType dtype = DType.Float32, Device? device = null)
    {
        Tensor tensor = Empty(shape, dtype, device, nameof(Full));
        Dispatcher.Run(nameof(Full), new FillPrimitive(value), [], [tensor]);
        return tensor;
    }

    /// <summary>The numbers 0, 1, 2, ... below <paramref name="count"/>.</summary>
    public static Tensor Arange(long count, DType dtype = DType.Int64, Device? device = null)
    {
        var numbers = new long[count];
        for (int index = 0; index < count; index++) numbers[index] = index;
        Tensor tensor = From(numbers, device);
        return dtype == DType.Int64 ? tensor : tensor.Cast(dtype);
    }

    /// <summary>A tensor whose elements are whatever the memory held.</summary>
    public static Tensor Empty(in Shape shape, DType dtype = DType.Float32, Device? device = null) =>
        Empty(shape, dtype, device, nameof(Empty));

    /// <summary>A tensor over a buffer that stays the caller's: disposing the tensor leaves it alone.</summary>
    /// <exception cref="ShapeMismatchException">The elements do not fit in the buffer.</exception>
    public static Tensor Over(DeviceBuffer buffer, Device device, in Shape shape, DType dtype = DType.Float32) =>
        new(new TensorStorage(device, buffer, nameof(Over), isBorrowed: true), dtype, shape);

    internal static Tensor Empty(in Shape shape, DType dtype, Device? device, string maker)
    {
        Device place = device ?? Device.Default;
        DeviceBuffer buffer = place.Memory.Allocate(shape.Count * dtype.Size(), maker);
        var storage = new TensorStorage(place, buffer, maker);
        if (AmbientState.Current.Scope is { IsOpen: true } scope) scope.Add(storage);
        return new(storage, dtype, shape);
    }
}
