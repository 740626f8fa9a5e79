using System.Numerics;

namespace GpuNN.Kernels;

/// <summary>A convolution with 3×3 windows by Winograd's F(2×2, 3×3) (Lavin and Gray 2015): Y = Aᵀ[(G·w·Gᵀ) ⊙ (Bᵀ·x·B)]A, 16
/// products for 2×2 results instead of 36. Transformed filters U (16, K, C/G) and tiles V (16, C, P) make 16·G matrix
/// products M (16, K, P), which any kernel of products computes. An item per filter, per tile and channel, and per tile
/// and result; neighbours are tiles, so that all big accesses coalesce. The transforms are sums and halves: exact but for a
/// rounding each. Wins with many channels.</summary>
internal sealed class WinogradF2<TStored, T, TStorage, TActivation>(KernelSet kernels)
    where TStored : unmanaged
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
    where TStorage : struct, IElementStorage<TStored, T>
    where TActivation : struct, IActivation
{
    /// <summary>The elements of a transformed tile.</summary>
    public const int Elements = 16;

    private readonly Action<KernelConfig, ArrayView<TStored>, ArrayView<T>, WinogradSizes, T> _filters =
        kernels.Load<ArrayView<TStored>, ArrayView<T>, WinogradSizes, T>(WinogradFilterKernel);

    private readonly Action<KernelConfig, ArrayView<TStored>, ArrayView<T>, WinogradSizes> _tiles =
        kernels.Load<ArrayView<TStored>, ArrayView<T>, WinogradSizes>(WinogradTileKernel);

    private readonly Action<KernelConfig, ArrayView<T>, ArrayView<TStored>, ArrayView<TStored>, int, WinogradSizes> _results =
        kernels.Load<ArrayView<T>, ArrayView<TStored>, ArrayView<TStored>, int, WinogradSizes>(WinogradResultKernel);

    /// <summary>U = G·w·Gᵀ with G = [1 0 0; ½ ½ ½; ½ −½ ½; 0 0 1].</summary>
    internal static void WinogradFilterKernel(ArrayView<TStored> w, ArrayView<T> u, WinogradSizes sizes, T half)
    {
        int i = Grid.GlobalIndex.X, count = sizes.OutputChannels * sizes.GroupInputs;
        if (i >= count) return;
        int k = i / sizes.GroupInputs, c = i - (k * sizes.GroupInputs), group = k / sizes.GroupOutputs;
        int filter = sizes.IsGradient != 0
            ? (((group * sizes.GroupInputs) + c) * sizes.GroupOutputs) + k - (group * sizes.GroupOutputs)
            : i;
        int first = sizes.IsGradient != 0 ? (filter * 9) + 8 : filter * 9, step = sizes.IsGradient != 0 ? -1 : 1;
        Row(w, u, first, step, i, count, half, T.One, T.Zero, T.Zero);
        Row(w, u, first, step, i + (4 * count), count, half, half, half, half);
        Row(w, u, first, step, i + (8 * count), count, half, half, -half, half);
        Row(w, u, first, step, i + (12 * count), count, half, T.Zero, T.Zero, T.One);
    }

    /// <summary>V = Bᵀ·x·B with Bᵀ = [1 0 −1 0; 0 1 1 0; 0 −1 1 0; 0 1 0 −1].</summary>
    internal static void WinogradTileKernel(ArrayView<TStored> x, ArrayView<T> v, WinogradSizes sizes)
    {
        int i = Grid.GlobalIndex.X, count = sizes.InputChannels * sizes.Pitch;
        if (i >= count) return;
        int c = i / sizes.Pitch, p = i - (c * sizes.Pitch);
        int row = p / sizes.TilesAcross, n = row / sizes.TilesDown;
        int top = ((row - (n * sizes.TilesDown)) * 2) - sizes.PaddingHeight;
        int left = ((p - (row * sizes.TilesAcross)) * 2) - sizes.PaddingWidth;
        int plane = ((n * sizes.InputChannels) + c) * sizes.InputHeight * sizes.InputWidth;
        Quad<T> x0 = default, x1 = default, x2 = default, x3 = default;
        if (p < sizes.Tiles)
        {
            x0 = Line(x, sizes, plane, top, left);
            x1 = Line(x, sizes, plane, top + 1, left);
            x2 = Line(x, sizes, plane, top + 2, left);
            x3 = Line(x, sizes, plane, top + 3, left);
        }

        StoreLine(v, i, count, x0.X - x2.X, x0.Y - x2.Y, x0.Z - x2.Z, x0.W - x2.W);
        StoreLine(v, i + (4 * count), count, x1.X + x2.X, x1.Y + x2.Y, x1.Z + x2.Z, x1.W + x2.W);
        StoreLine(v, i + (8 * count), count, x2.X - x1.X, x2.Y - x1.Y, x2.Z - x1.Z, x2.W - x1.W);
        StoreLine(v, i + (12 * count), count, x1.X - x3.X, x1.Y - x3.Y, x1.Z - x3.Z, x1.W - x3.W);
    }

    /// <summary>Y = Aᵀ·M·A with Aᵀ = [1 1 1 0; 0 1 −1 −1], and the bias and activation.</summary>
    internal static void WinogradResultKernel(ArrayView<T> m, ArrayView<TStored> bias, ArrayView<TStored> y, int hasBias, WinogradSizes sizes)
    {
        int i = Grid.GlobalIndex.X;
        if (i >= sizes.OutputChannels * sizes.Tiles) return;
        int k = i / sizes.Tiles, p = i - (k * sizes.Tiles);
        int at = (k * sizes.Pitch) + p, count = sizes.OutputChannels * sizes.Pitch;
        T upper0 = Upper(m, at, count), lower0 = Lower(m, at, count);
        T upper1 = Upper(m, at + count, count), lower1 = Lower(m, at + count, count);
        T upper2 = Upper(m, at + (2 * count), count), lower2 = Lower(m, at + (2 * count), count);
        T upper3 = Upper(m, at + (3 * count), count), lower3 = Lower(m, at + (3 * count), count);
        int row = p / sizes.TilesAcross, n = row / sizes.TilesDown;
        int top = (row - (n * sizes.TilesDown)) * 2, left = (p - (row * sizes.TilesAcross)) * 2;
        int first = (((((n * sizes.OutputChannels) + k) * sizes.OutputHeight) + top) * sizes.OutputWidth) + left;
        T shift = T.Zero;
        if (hasBias != 0) shift = TStorage.Read(bias[k]);
        bool hasRight = left + 1 < sizes.OutputWidth, hasLower = top + 1 < sizes.OutputHeight;
        y[first] = TStorage.Write(TActivation.Activate(upper0 + upper1 + upper2 + shift));
        if (hasRight) y[first + 1] = TStorage.Write(TActivation.Activate(upper1 - upper2 - upper3 + shift));
        if (!hasLower) return;
        y[first + sizes.OutputWidth] = TStorage.Write(TActivation.Activate(lower0 + lower1 + lower2 + shift));
        if (hasRight) y[first + sizes.OutputWidth + 1] = TStorage.Write(TActivation.Activate(lower1 - lower2 - lower3 + shift));
    }

    public void LaunchFilters(ArrayView<TStored> w, ArrayView<T> u, WinogradSizes sizes) =>
        _filters(LaunchGrid.Over(sizes.OutputChannels * sizes.GroupInputs), w, u, sizes, T.CreateChecked(0.5));

    public void LaunchTiles(ArrayView<TStored> x, ArrayView<T> v, WinogradSizes sizes) =>
        _tiles(LaunchGrid.Over(sizes.InputChannels * sizes.Pitch), x, v, sizes);

    public void LaunchResults(ArrayView<T> m, ArrayView<TStored> bias, ArrayView<TStored> y, bool hasBias, WinogradSizes sizes) =>
        _results(LaunchGrid.Over(sizes.OutputChannels * sizes.Tiles), m, bias, y, hasBias ? 1 : 0, sizes);

    /// <summary>A row of G times the filter, times Gᵀ.</summary>
    private static void Row(ArrayView<TStored> w, ArrayView<T> u, int first, int step, int place, int count, T half, T g0, T g1, T g2)
    {
        T w0 = (g0 * TStorage.Read(w[first])) + (g1 * TStorage.Read(w[first + (3 * step)])) + (g2 * TStorage.Read(w[first + (6 * step)]));
        T w1 = (g0 * TStorage.Read(w[first + step])) + (g1 * TStorage.Read(w[first + (4 * step)])) + (g2 * TStorage.Read(w[first + (7 * step)]));
        T w2 = (g0 * TStorage.Read(w[first + (2 * step)])) + (g1 * TStorage.Read(w[first + (5 * step)])) + (g2 * TStorage.Read(w[first + (8 * step)]));
        u[place] = w0;
        u[place + count] = half * (w0 + w1 + w2);
        u[place + (2 * count)] = half * (w0 - w1 + w2);
        u[place + (3 * count)] = w2;
    }

    private static Quad<T> Line(ArrayView<TStored> x, WinogradSizes sizes, int plane, int row, int left)
    {
        Quad<T> line = default;
        if (row < 0 || row >= sizes.InputHeight) return line;
        int first = plane + (row * sizes.InputWidth) + left;
        if (left >= 0 && left < sizes.InputWidth) line.X = TStorage.Read(x[first]);
        if (left >= -1 && left + 1 < sizes.InputWidth) line.Y = TStorage.Read(x[first + 1]);
        if (left >= -2 && left + 2 < sizes.InputWidth) line.Z = TStorage.Read(x[first + 2]);
        if (left >= -3 && left + 3 < sizes.InputWidth) line.W = TStorage.Read(x[first + 3]);
        return line;
    }

    private static void StoreLine(ArrayView<T> v, int place, int count, T x0, T x1, T x2, T x3)
    {
        v[place] = x0 - x2;
        v[place + count] = x1 + x2;
        v[place + (2 * count)] = x2 - x1;
        v[place + (3 * count)] = x1 - x3;
    }

    /// <summary>The first row of Aᵀ times a column of M.</summary>
    private static T Upper(ArrayView<T> m, int at, int count) => m[at] + m[at + (4 * count)] + m[at + (8 * count)];

    /// <summary>Its second row.</summary>
    private static T Lower(ArrayView<T> m, int at, int count) => m[at + (4 * count)] - m[at + (8 * count)] - m[at + (12 * count)];
}
