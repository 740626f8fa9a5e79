using System.Numerics;

namespace GpuNN.Kernels;

/// <summary>Rows are the channels of a group (batch), columns (n, position): y (N, G·channels, positions) =
/// activation(sum + bias of the channel).</summary>
internal readonly struct PlanesOutput<TStored, T, TStorage, TActivation>(
    ArrayView<TStored> elements, ArrayView<TStored> bias, int hasBias, int groups, int channels, int positions) : IProductOutput<T>
    where TStored : unmanaged
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
    where TStorage : struct, IElementStorage<TStored, T>
    where TActivation : struct, IActivation
{
    public readonly ArrayView<TStored> Elements = elements;
    public readonly ArrayView<TStored> Bias = bias;
    public readonly int HasBias = hasBias;
    public readonly int Groups = groups;
    public readonly int Channels = channels;
    public readonly int Positions = positions;

    public void Store(int batch, int row, int column, T sum)
    {
        int n = column / Positions, channel = (batch * Channels) + row;
        int position = (((n * Groups * Channels) + channel) * Positions) + column - (n * Positions);
        T value = sum;
        if (HasBias != 0) value += TStorage.Read(Bias[channel]);
        Elements[position] = TStorage.Write(TActivation.Activate(value));
    }

    public void StoreQuad(int batch, int row, int column, Quad<T> sums)
    {
        Store(batch, row, column, sums.X);
        Store(batch, row, column + 1, sums.Y);
        Store(batch, row, column + 2, sums.Z);
        Store(batch, row, column + 3, sums.W);
    }
}
