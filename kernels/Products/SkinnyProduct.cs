using System.Numerics;

namespace GpuNN.Kernels;

/// <summary>The product of a matrix and few columns, a vector above all: 16 items per row go along k, where both factors have
/// their neighbours, and hold up to four columns' sums; then one item per sum adds up the 16 partial ones in order. A row
/// of A is read once for four columns. Wins where a product is narrower than a tile and k is the axis of both memories:
/// x·Wᵀ of a single sample, recurrences over few samples.</summary>
internal sealed class SkinnyProduct<T, TA, TB, TOutput>(KernelSet kernels)
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
    where TA : struct, IProductOperand<T>
    where TB : struct, IProductOperand<T>
    where TOutput : struct, IProductOutput<T>
{
    /// <summary>The rows of a group.</summary>
    public const int Rows = 16;

    /// <summary>The columns of a group.</summary>
    public const int Columns = 4;

    private const int Lanes = LaunchGrid.GroupSize / Rows;

    private const int Pitch = Lanes + 1;

    private readonly Action<KernelConfig, TA, TB, TOutput, ProductSize> _multiply =
        kernels.Load<TA, TB, TOutput, ProductSize>(SkinnyProductKernel);

    internal static void SkinnyProductKernel(TA a, TB b, TOutput output, ProductSize size)
    {
        ArrayView<T> partial = SharedMemory.Allocate<T>(Rows * Columns * Pitch);
        int across = (size.N + Columns - 1) / Columns, down = (size.M + Rows - 1) / Rows;
        int line = Grid.IdxX / across, slice = line / down, to = size.To(slice);
        int aOrigin = a.Origin(size.BatchOf(slice)), bOrigin = b.Origin(size.BatchOf(slice));
        int firstRow = (line - (slice * down)) * Rows, column = (Grid.IdxX - (line * across)) * Columns;
        int y = Group.IdxX / Lanes, lane = Group.IdxX % Lanes, row = XMath.Min(firstRow + y, size.M - 1);
        int column1 = XMath.Min(column + 1, size.N - 1), column2 = XMath.Min(column + 2, size.N - 1);
        int column3 = XMath.Min(column + 3, size.N - 1);
        T sum0 = T.Zero, sum1 = T.Zero, sum2 = T.Zero, sum3 = T.Zero;
        for (int p = size.From(slice) + lane; p < to; p += Lanes)
        {
            T element = a.Load(aOrigin, row, p);
            sum0 = MultiplyAdd.Of(element, b.Load(bOrigin, column, p), sum0);
            sum1 = MultiplyAdd.Of(element, b.Load(bOrigin, column1, p), sum1);
            sum2 = MultiplyAdd.Of(element, b.Load(bOrigin, column2, p), sum2);
            sum3 = MultiplyAdd.Of(element, b.Load(bOrigin, column3, p), sum3);
        }

        int place = (y * Columns * Pitch) + lane;
        partial[place] = sum0;
        partial[place + Pitch] = sum1;
        partial[place + (2 * Pitch)] = sum2;
        partial[place + (3 * Pitch)] = sum3;
        Group.Barrier();
        int own = Group.IdxX / Columns, ownColumn = column + (Group.IdxX % Columns);
        if (own >= Rows || firstRow + own >= size.M || ownColumn >= size.N) return;
        T sum = T.Zero;
        for (int other = 0; other < Lanes; other++) sum += partial[(Group.IdxX * Pitch) + other];
        output.Store(slice, firstRow + own, ownColumn, sum);
    }

    public void Launch(TA a, TB b, TOutput output, ProductSize size) => _multiply(
        LaunchGrid.Groups(size.Slices * ((size.M + Rows - 1) / Rows) * ((size.N + Columns - 1) / Columns)), a, b, output, size);
}

/// <summary>An output with rows and columns exchanged: for Cᵀ = Bᵀ·Aᵀ, where A has few rows.</summary>
internal readonly struct ExchangedOutput<T, TOutput>(TOutput output) : IProductOutput<T>
    where T : unmanaged
    where TOutput : struct, IProductOutput<T>
{
    public readonly TOutput Output = output;

    public void Store(int batch, int row, int column, T sum) => Output.Store(batch, column, row, sum);

    public void StoreQuad(int batch, int row, int column, Quad<T> sums)
    {
        Store(batch, row, column, sums.X);
        Store(batch, row, column + 1, sums.Y);
        Store(batch, row, column + 2, sums.Z);
        Store(batch, row, column + 3, sums.W);
    }
}
