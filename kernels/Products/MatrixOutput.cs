using System.Numerics;

namespace GpuNN.Kernels;

/// <summary>C = activation(α·sum + bias + β·C), contiguous (batches, m, n); the bias (n) is added to each row. β = 0 never
/// reads C.</summary>
internal readonly struct MatrixOutput<T, TActivation>(
    ArrayView<T> elements, ArrayView<T> bias, int hasBias, int rows, int columns, T alpha, T beta) : IProductOutput<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
    where TActivation : struct, IActivation
{
    public readonly ArrayView<T> Elements = elements;
    public readonly ArrayView<T> Bias = bias;
    public readonly int HasBias = hasBias;
    public readonly int Rows = rows;
    public readonly int Columns = columns;
    public readonly T Alpha = alpha;
    public readonly T Beta = beta;

    public void Store(int batch, int row, int column, T sum)
    {
        int position = (((batch * Rows) + row) * Columns) + column;
        T value = Alpha * sum;
        if (HasBias != 0) value += Bias[column];
        if (Beta != T.Zero) value += Beta * Elements[position];
        Elements[position] = TActivation.Activate(value);
    }
}
