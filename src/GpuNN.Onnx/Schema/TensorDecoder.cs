using System.Globalization;
using System.Runtime.InteropServices;

namespace GpuNN.Onnx.Schema;

/// <summary>Makes tensors of what a file holds. Shapes and lengths are held against each other before anything is
/// allocated.</summary>
internal static class TensorDecoder
{
    /// <summary>Decodes a tensor.</summary>
    /// <param name="tensor">What the file holds.</param>
    /// <param name="file">Its name, for errors.</param>
    /// <param name="folder">Where external data may lie; null where there is no such place.</param>
    /// <param name="device">Where the tensor goes.</param>
    public static Tensor Decode(TensorFile tensor, string file, string? folder, Device device)
    {
        string place = $"tensor '{tensor.Name}'";
        Shape shape = CheckedShape(tensor, file, place);
        if (ElementTypes.Storage(tensor.Type) is not { } storage)
            throw new MalformedFileException(file, place, $"elements of type {tensor.Type}", "numbers or bools of up to 64 bits");
        if (tensor.IsSegmented) throw new MalformedFileException(file, place, "a segment", "a whole tensor");
        if (tensor.IsExternal)
        {
            long bytes = shape.Count * ElementTypes.Size(tensor.Type);
            return FromRaw(tensor.Type, storage, shape, ExternalData.Read(tensor, bytes, file, folder), device);
        }

        if (tensor.Raw is { } raw)
        {
            if (raw.Length != shape.Count * ElementTypes.Size(tensor.Type))
                throw new MalformedFileException(file, place, $"{raw.Length} bytes", $"{shape.Count * ElementTypes.Size(tensor.Type)} for {tensor.Type}{shape}");
            return FromRaw(tensor.Type, storage, shape, raw.Span, device);
        }

        int count = tensor.Type switch
        {
            ElementType.Float => tensor.Floats.Count,
            ElementType.Double => tensor.Doubles.Count,
            _ => tensor.Integers.Count,
        };
        if (count != shape.Count)
            throw new MalformedFileException(file, place, $"{count} elements", $"{shape.Count} for {tensor.Type}{shape}");
        return FromNumbers(tensor, storage, shape, device);
    }

    /// <summary>A tensor of these bytes.</summary>
    public static Tensor Upload(ReadOnlySpan<byte> bytes, DType dtype, in Shape shape, Device device)
    {
        Tensor result = Tensor.Empty(shape, dtype, device);
        if (bytes.Length > 0) device.Backend.Upload(bytes, result.View().Buffer, 0);
        return result;
    }

    private static Shape CheckedShape(TensorFile tensor, string file, string place)
    {
        try
        {
            return Shape.Create(CollectionsMarshal.AsSpan(tensor.Extents));
        }
        catch (ShapeMismatchException exception)
        {
            string extents = string.Join(", ", tensor.Extents.Take(Shape.MaximumRank + 1).Select(extent => extent.ToString(CultureInfo.InvariantCulture)));
            throw new MalformedFileException(file, place, $"the shape [{extents}]", exception.Expected, exception);
        }
    }

    private static Tensor FromRaw(ElementType type, DType storage, in Shape shape, ReadOnlySpan<byte> raw, Device device)
    {
        switch (type)
        {
            case ElementType.Int8: return Widen<sbyte, int>(raw, shape, device, value => value);
            case ElementType.Int16: return Widen<short, int>(raw, shape, device, value => value);
            case ElementType.UInt16: return Widen<ushort, int>(raw, shape, device, value => value);
            case ElementType.UInt32: return Widen<uint, long>(raw, shape, device, value => value);
            case ElementType.Bool: return Widen<byte, bool>(raw, shape, device, value => value != 0);
            default: return Upload(raw, storage, shape, device);
        }
    }

    private static Tensor Widen<TFrom, TTo>(ReadOnlySpan<byte> raw, in Shape shape, Device device, Converter<TFrom, TTo> convert)
        where TFrom : unmanaged
        where TTo : unmanaged => Tensor.From(Array.ConvertAll(MemoryMarshal.Cast<byte, TFrom>(raw).ToArray(), convert), shape, device);

    private static Tensor FromNumbers(TensorFile tensor, DType storage, in Shape shape, Device device)
    {
        ReadOnlySpan<long> integers = CollectionsMarshal.AsSpan(tensor.Integers);
        switch (storage)
        {
            case DType.Float32: return Tensor.From((ReadOnlySpan<float>)CollectionsMarshal.AsSpan(tensor.Floats), shape, device);
            case DType.Float64: return Tensor.From((ReadOnlySpan<double>)CollectionsMarshal.AsSpan(tensor.Doubles), shape, device);
            case DType.Float16 or DType.BFloat16: return Bits(integers, storage, shape, device);
            case DType.Int64 when tensor.Type != ElementType.UInt32: return Tensor.From(integers, shape, device);
            default: return Tensor.From(Wrapped(tensor.Type, integers), shape, device).Cast(storage);
        }
    }

    private static long[] Wrapped(ElementType type, ReadOnlySpan<long> integers)
    {
        var wrapped = new long[integers.Length];
        for (int index = 0; index < wrapped.Length; index++) wrapped[index] = ElementTypes.Wrap(type, integers[index]);
        return wrapped;
    }

    private static Tensor Bits(ReadOnlySpan<long> integers, DType storage, in Shape shape, Device device)
    {
        var bits = new ushort[integers.Length];
        for (int index = 0; index < bits.Length; index++) bits[index] = unchecked((ushort)integers[index]);
        return Upload(MemoryMarshal.AsBytes<ushort>(bits), storage, shape, device);
    }
}
