using System.Numerics;

namespace GpuNN.Backends.Reference;

/// <summary>Functions of elements, each by its definition.</summary>
internal sealed class Elementwise : IReferenceKernel<ElementwisePrimitive>
{
    public static void Register(PrimitiveTable<ReferenceBackend> table) =>
        ReferenceKernel.Add<ElementwisePrimitive, Elementwise>(table);

    public static void Run<T>(
        ElementwisePrimitive primitive, ReadOnlySpan<BufferView> inputs, ReadOnlySpan<BufferView> outputs)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        T[] x = Elements.Read<T>(inputs[0]);
        T[] y = inputs.Length > 1 ? Elements.Read<T>(inputs[1]) : x;
        T alpha = T.CreateChecked(primitive.Alpha), beta = T.CreateChecked(primitive.Beta);
        var result = new T[x.Length];
        for (int i = 0; i < x.Length; i++) result[i] = Apply(primitive.Function, x[i], y[i], alpha, beta);
        Elements.Write(outputs[0], result);
    }

    private static T Apply<T>(ElementwiseFunction function, T x, T y, T alpha, T beta)
        where T : IBinaryFloatingPointIeee754<T> => function switch
        {
            ElementwiseFunction.Add => x + y,
            ElementwiseFunction.Subtract => x - y,
            ElementwiseFunction.Multiply => x * y,
            ElementwiseFunction.Divide => x / y,
            ElementwiseFunction.Negate => -x,
            ElementwiseFunction.AddScaled => x + (alpha * y),
            ElementwiseFunction.Affine => (alpha * x) + beta,
            ElementwiseFunction.ReLU => x > T.Zero || T.IsNaN(x) ? x : T.Zero,
            ElementwiseFunction.ReLUGradient => y > T.Zero ? x : T.Zero,
            _ => throw new UnsupportedOperatorException(function.ToString(), null, "no definition in the reference", "one"),
        };
}
