using System.Numerics;

namespace GpuNN.Backends.Reference;

/// <summary>C[b,i,j] = activation(α·Σₖ A[b,i,k]·B[b,k,j] + bias[j] + β·C[b,i,j]).</summary>
internal sealed class MatrixMultiply : IReferenceKernel<MatrixMultiplyPrimitive>
{
    public static void Register(PrimitiveTable<ReferenceBackend> table) =>
        ReferenceKernel.Add<MatrixMultiplyPrimitive, MatrixMultiply>(table);

    public static void Run<T>(
        MatrixMultiplyPrimitive primitive, ReadOnlySpan<BufferView> inputs, ReadOnlySpan<BufferView> outputs)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        T[] a = Elements.Read<T>(inputs[0]), b = Elements.Read<T>(inputs[1]);
        T[]? bias = primitive.HasBias ? Elements.Read<T>(inputs[2]) : null;
        T[] c = primitive.Beta == 0 ? new T[outputs[0].Count] : Elements.Read<T>(outputs[0]);
        int m = (int)inputs[0][-2], k = (int)inputs[0][-1], n = (int)inputs[1][-1];
        T alpha = T.CreateChecked(primitive.Alpha), beta = T.CreateChecked(primitive.Beta);
        for (int row = 0; row < c.Length / Math.Max(n, 1); row++)
        {
            int batch = row / m;
            for (int j = 0; j < n; j++)
            {
                T sum = T.Zero;
                for (int p = 0; p < k; p++) sum += a[(row * k) + p] * b[(batch * k * n) + (p * n) + j];
                T value = (alpha * sum) + (bias is null ? T.Zero : bias[j]);
                if (primitive.Beta != 0) value += beta * c[(row * n) + j];
                c[(row * n) + j] = Activate(primitive.Activation, value);
            }
        }

        Elements.Write(outputs[0], c);
    }

    internal static T Activate<T>(Activation activation, T x)
        where T : IBinaryFloatingPointIeee754<T> => activation switch
        {
            Activation.ReLU => x > T.Zero || T.IsNaN(x) ? x : T.Zero,
            Activation.Sigmoid => T.One / (T.One + T.Exp(-x)),
            Activation.Tanh => T.Tanh(x),
            _ => x,
        };
}
