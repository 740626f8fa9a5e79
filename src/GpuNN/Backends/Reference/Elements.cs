using System.Numerics;

namespace GpuNN.Backends.Reference;

/// <summary>Reads operands into plain arrays in row-major order, whatever their type and strides, and writes results
/// back.</summary>
internal static unsafe class Elements
{
    public static T[] Read<T>(BufferView view)
        where T : unmanaged, INumberBase<T>
    {
        var elements = new T[view.Count];
        long index = 0;
        foreach (long position in Positions(view)) elements[index++] = Load<T>(view, position);
        return elements;
    }

    public static long[] ReadIndices(BufferView view)
    {
        var elements = new long[view.Count];
        long index = 0;
        foreach (long position in Positions(view)) elements[index++] = Load<long>(view, position);
        return elements;
    }

    public static void Write<T>(BufferView view, T[] elements)
        where T : unmanaged, INumberBase<T>
    {
        long index = 0;
        foreach (long position in Positions(view)) Store(view, position, elements[index++]);
    }

    /// <summary>The positions of a view's elements in its buffer, in row-major order.</summary>
    public static IEnumerable<long> Positions(BufferView view)
    {
        long[] extents = view.Shape.ToArray();
        var index = new long[extents.Length];
        for (long count = view.Count; count > 0; count--)
        {
            long position = view.Offset;
            for (int axis = 0; axis < extents.Length; axis++) position += index[axis] * view.Strides[axis];
            yield return position;
            for (int axis = extents.Length - 1; axis >= 0 && ++index[axis] == extents[axis]; axis--) index[axis] = 0;
        }
    }

    private static T Load<T>(BufferView view, long position)
        where T : INumberBase<T>
    {
        nint address = view.Buffer.HostAddress;
        return view.DType switch
        {
            DType.Float32 => T.CreateSaturating(((float*)address)[position]),
            DType.Float64 => T.CreateSaturating(((double*)address)[position]),
            DType.Float16 => T.CreateSaturating(((Half*)address)[position]),
            DType.BFloat16 => T.CreateSaturating((float)((BFloat16*)address)[position]),
            DType.Int32 => T.CreateSaturating(((int*)address)[position]),
            DType.Int64 => T.CreateSaturating(((long*)address)[position]),
            _ => T.CreateSaturating(((byte*)address)[position]),
        };
    }

    private static void Store<T>(BufferView view, long position, T value)
        where T : INumberBase<T>
    {
        nint address = view.Buffer.HostAddress;
        switch (view.DType)
        {
            case DType.Float32: ((float*)address)[position] = float.CreateSaturating(value); break;
            case DType.Float64: ((double*)address)[position] = double.CreateSaturating(value); break;
            case DType.Float16: ((Half*)address)[position] = Half.CreateSaturating(value); break;
            case DType.BFloat16: ((BFloat16*)address)[position] = (BFloat16)float.CreateSaturating(value); break;
            case DType.Int32: ((int*)address)[position] = int.CreateSaturating(value); break;
            case DType.Int64: ((long*)address)[position] = long.CreateSaturating(value); break;
            case DType.UInt8: ((byte*)address)[position] = byte.CreateSaturating(value); break;
            default: ((byte*)address)[position] = T.IsZero(value) ? (byte)0 : (byte)1; break;
        }
    }
}
