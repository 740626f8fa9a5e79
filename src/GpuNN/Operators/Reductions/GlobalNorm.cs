using GpuNN.Autograd;
using GpuNN.Backends;

namespace GpuNN;

/// <content>GlobalNorm.</content>
public static partial class Operators
{
    /// <summary>√Σ x² over the elements of all tensors together, a scalar: the norm of the vector that they form.</summary>
    /// <exception cref="ArgumentException">There are no tensors.</exception>
    /// <exception cref="DTypeMismatchException">The tensors differ in type, or are integers.</exception>
    public static Tensor GlobalNorm(params ReadOnlySpan<Tensor> tensors)
    {
        if (tensors.IsEmpty) throw new ArgumentException("A global norm takes at least one tensor.", nameof(tensors));
        Tensor[] parts = tensors.ToArray();
        Tensor squares = Tensor.Empty([parts.Length], parts[0].DType, parts[0].Device, nameof(GlobalNorm));
        for (int index = 0; index < parts.Length; index++)
        {
            CheckFloatingPoint(nameof(GlobalNorm), parts[index]);
            if (parts[index].DType != squares.DType)
                throw new DTypeMismatchException(nameof(GlobalNorm), nameof(tensors), $"{parts[index].DType}", $"{squares.DType}, as the first has");
            int rank = parts[index].Rank;
            var place = new Tensor(squares, Ones(rank), Strides.Contiguous(Ones(rank)), index);
            var primitive = new ReducePrimitive(ReduceFunction.SumOfSquares, (1 << rank) - 1);
            if (parts[index].Count > 0) Dispatcher.Run(nameof(GlobalNorm), primitive, [parts[index]], [place]);
            else Dispatcher.Run(nameof(GlobalNorm), new FillPrimitive(0), [], [place]);
        }

        Tensor result = squares.Sum().Sqrt();
        if (!Tape.Records(parts)) return result;
        SavedTensor savedResult = Tape.Save(result, nameof(GlobalNorm));
        SavedTensor[] saved = [.. parts.Select(part => Tape.Save(part, nameof(GlobalNorm)))];
        return Tape.Record(nameof(GlobalNorm), result, parts, gradient =>
        {
            Tensor scale = gradient.Divide(savedResult.Value).MaskedFill(savedResult.Value.Equal(0), 0);
            return [.. saved.Select(part => part.Value.RequiresGrad ? part.Value.Multiply(scale) : null)];
        });
    }

    /// <summary>A shape of one element.</summary>
    private static Shape Ones(int rank)
    {
        Span<long> extents = stackalloc long[rank];
        extents.Fill(1);
        return Shape.Create(extents);
    }
}
