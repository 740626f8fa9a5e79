namespace GpuNN;

/// <content>Stack.</content>
public static partial class Operators
{
    /// <summary>The tensors, all of one shape, along a new axis.</summary>
    /// <param name="axis">Where the new axis stands in the result; a negative one counts from the end.</param>
    /// <param name="tensors">One at least.</param>
    /// <exception cref="ArgumentException">There are no tensors.</exception>
    /// <exception cref="ArgumentOutOfRangeException">There is no such axis.</exception>
    /// <exception cref="ShapeMismatchException">The shapes differ.</exception>
    public static Tensor Stack(int axis, params ReadOnlySpan<Tensor> tensors)
    {
        if (tensors.IsEmpty) throw new ArgumentException("Stack takes at least one tensor.", nameof(tensors));
        var layers = new Tensor[tensors.Length];
        for (int index = 0; index < tensors.Length; index++)
        {
            if (tensors[index].Shape != tensors[0].Shape)
                throw new ShapeMismatchException(nameof(Stack), nameof(tensors), $"{tensors[index].Shape}", $"{tensors[0].Shape}, as the first has");
            layers[index] = tensors[index].Unsqueeze(axis);
        }

        Tensor joined = Concat(axis, layers);
        FreeUnrecorded(joined, layers);
        return joined;
    }
}
