using System.Numerics;

namespace GpuNN.Kernels;

/// <summary>C = activation(α·sum + bias + β·C), contiguous (batches, m, n); the bias (n) is added to each row. β = 0 never
/// reads C.</summary>
internal readonly struct MatrixOutput<TStored, T, TStorage, TActivation>(
    ArrayView<TStored> elements, ArrayView<TStored> bias, int hasBias, int rows, int columns, T alpha, T beta, int storesQuads)
    : IProductOutput<T>
    where TStored : unmanaged
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
    where TStorage : struct, IElementStorage<TStored, T>
    where TActivation : struct, IActivation
{
    public readonly ArrayView<TStored> Elements = elements;
    public readonly ArrayView<TStored> Bias = bias;
    public readonly int HasBias = hasBias;
    public readonly int Rows = rows;
    public readonly int Columns = columns;
    public readonly T Alpha = alpha;
    public readonly T Beta = beta;

    /// <summary>Whether every row begins at a multiple of four elements.</summary>
    public readonly int StoresQuads = storesQuads;

    public void Store(int batch, int row, int column, T sum)
    {
        int position = Position(batch, row, column);
        T old = T.Zero;
        if (Beta != T.Zero) old = TStorage.Read(Elements[position]);
        Elements[position] = TStorage.Write(Finish(column, sum, old));
    }

    public void StoreQuad(int batch, int row, int column, Quad<T> sums)
    {
        if (StoresQuads == 0)
        {
            Store(batch, row, column, sums.X);
            Store(batch, row, column + 1, sums.Y);
            Store(batch, row, column + 2, sums.Z);
            Store(batch, row, column + 3, sums.W);
            return;
        }

        int position = Position(batch, row, column);
        Quad<T> old = default;
        if (Beta != T.Zero) old = Quad<T>.Read<TStored, TStorage>(Quad<TStored>.At(Elements, position));
        Quad<TStored> results = default;
        results.X = TStorage.Write(Finish(column, sums.X, old.X));
        results.Y = TStorage.Write(Finish(column + 1, sums.Y, old.Y));
        results.Z = TStorage.Write(Finish(column + 2, sums.Z, old.Z));
        results.W = TStorage.Write(Finish(column + 3, sums.W, old.W));
        Quad<TStored>.Store(Elements, position, results);
    }

    private int Position(int batch, int row, int column) => (((batch * Rows) + row) * Columns) + column;

    private T Finish(int column, T sum, T old)
    {
        T value = Alpha * sum;
        if (HasBias != 0) value += TStorage.Read(Bias[column]);
        if (Beta != T.Zero) value += Beta * old;
        return TActivation.Activate(value);
    }
}
