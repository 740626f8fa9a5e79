using System.Numerics;

namespace GpuNN.Backends.Reference;

/// <summary>Softmax and its logarithm along an axis, and the gradients.</summary>
internal sealed class Softmax : IReferenceKernel<SoftmaxPrimitive>, IReferenceKernel<SoftmaxGradientPrimitive>
{
    public static void Register(PrimitiveTable<ReferenceBackend> table)
    {
        ReferenceKernel.Add<SoftmaxPrimitive, Softmax>(table);
        ReferenceKernel.Add<SoftmaxGradientPrimitive, Softmax>(table);
    }

    public static void Run<T>(SoftmaxPrimitive primitive, ReadOnlySpan<BufferView> inputs, ReadOnlySpan<BufferView> outputs)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        T[] x = Elements.Read<T>(inputs[0]), y = new T[x.Length];
        foreach (int[] line in Lines(inputs[0], primitive.Axis))
        {
            T maximum = T.NegativeInfinity, sum = T.Zero;
            foreach (int i in line) maximum = T.Max(maximum, x[i]);
            foreach (int i in line) sum += T.Exp(x[i] - maximum);
            foreach (int i in line)
                y[i] = primitive.IsLogarithmic ? x[i] - maximum - T.Log(sum) : T.Exp(x[i] - maximum) / sum;
        }

        Elements.Write(outputs[0], y);
    }

    public static void Run<T>(
        SoftmaxGradientPrimitive primitive, ReadOnlySpan<BufferView> inputs, ReadOnlySpan<BufferView> outputs)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        T[] dy = Elements.Read<T>(inputs[0]), y = Elements.Read<T>(inputs[1]), dx = new T[y.Length];
        foreach (int[] line in Lines(inputs[1], primitive.Axis))
        {
            T sum = T.Zero;
            foreach (int i in line) sum += primitive.IsLogarithmic ? dy[i] : dy[i] * y[i];
            foreach (int i in line) dx[i] = primitive.IsLogarithmic ? dy[i] - (T.Exp(y[i]) * sum) : y[i] * (dy[i] - sum);
        }

        Elements.Write(outputs[0], dx);
    }

    /// <summary>The positions of the elements that lie along an axis, one array per line.</summary>
    private static IEnumerable<int[]> Lines(BufferView view, int axis)
    {
        int length = (int)view[axis], inner = (int)view.Shape[(axis + 1)..].Count;
        for (int line = 0; line < view.Count / length; line++)
        {
            int start = (line / inner * length * inner) + (line % inner);
            yield return [.. Enumerable.Range(0, length).Select(step => start + (step * inner))];
        }
    }
}
