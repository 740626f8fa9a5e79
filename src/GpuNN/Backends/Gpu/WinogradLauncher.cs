using System.Numerics;
using GpuNN.Kernels;

namespace GpuNN.Backends.Gpu;

/// <summary>Winograd convolutions: three transforms around matrix products.</summary>
internal static class WinogradLauncher
{
    private const int Four = 4;

    /// <summary>The sizes of a convolution's forward pass.</summary>
    public static WinogradSizes Forward(in ConvolutionGeometry g) => Tiled(g, new()
    {
        InputChannels = g.InputChannels,
        OutputChannels = g.OutputChannels,
        GroupInputs = g.InputChannels / g.Groups,
        GroupOutputs = g.OutputChannels / g.Groups,
        InputHeight = g.Input[0],
        InputWidth = g.Input[1],
        OutputHeight = g.Output[0],
        OutputWidth = g.Output[1],
        PaddingHeight = g.PaddingLow[0],
        PaddingWidth = g.PaddingLow[1],
    });

    /// <summary>The sizes of its gradient by the image: a convolution of the gradient by turned filters.</summary>
    public static WinogradSizes DataGradient(in ConvolutionGeometry g) => Tiled(g, new()
    {
        InputChannels = g.OutputChannels,
        OutputChannels = g.InputChannels,
        GroupInputs = g.OutputChannels / g.Groups,
        GroupOutputs = g.InputChannels / g.Groups,
        InputHeight = g.Output[0],
        InputWidth = g.Output[1],
        OutputHeight = g.Input[0],
        OutputWidth = g.Input[1],
        PaddingHeight = 2 - g.PaddingLow[0],
        PaddingWidth = 2 - g.PaddingLow[1],
        IsGradient = 1,
    });

    /// <summary>Queues the transforms and the products.</summary>
    public static void Run<TStored, T, TStorage, TActivation>(
        GpuBackend backend,
        ArrayView<TStored> x,
        ArrayView<TStored> w,
        ArrayView<TStored> bias,
        bool hasBias,
        ArrayView<TStored> y,
        WinogradSizes sizes)
        where TStored : unmanaged
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        where TStorage : struct, IElementStorage<TStored, T>
        where TActivation : struct, IActivation
    {
        const int Elements = WinogradF2<TStored, T, TStorage, TActivation>.Elements;
        var rented = new List<GpuBuffer>();
        var winograd = backend.Kernels.Get(static kernels => new WinogradF2<TStored, T, TStorage, TActivation>(kernels));
        ArrayView<T> u = Rent(sizes.OutputChannels * sizes.GroupInputs);
        ArrayView<T> v = Rent(sizes.InputChannels * sizes.Pitch), m = Rent(sizes.OutputChannels * sizes.Pitch);
        winograd.LaunchFilters(w, u, sizes);
        winograd.LaunchTiles(x, v, sizes);
        int rows = sizes.GroupOutputs, inner = sizes.GroupInputs;
        var size = new ProductSize(rows, sizes.Pitch, inner, Elements * (sizes.InputChannels / inner));
        MatrixProducts.Run<T, T, PlainStorage<T>, MatrixOutput<T, T, PlainStorage<T>, IdentityActivation>>(
            backend,
            ProductStrategy.Choose(ProductShape.Of(backend, size, false)),
            new StridedMatrix<T>(u, inner, 1, inner % Four == 0),
            Batches(size, rows * inner),
            new StridedMatrix<T>(v, sizes.Pitch, 1, true),
            Batches(size, inner * sizes.Pitch),
            new(m, m, 0, rows, sizes.Pitch, T.One, T.Zero, 1),
            size);
        winograd.LaunchResults(m, bias, y, hasBias, sizes);
        backend.Return(rented);

        ArrayView<T> Rent(int elements) => backend.RentView(Types.Of<T>(), [Elements * elements], rented).Elements<T>();
    }

    private static Strided4 Batches(ProductSize size, int stride) => new([1, 1, 1, size.Batches], [0, 0, 0, stride]);

    private static WinogradSizes Tiled(in ConvolutionGeometry g, WinogradSizes sizes)
    {
        int down = (sizes.OutputHeight + 1) / 2, across = (sizes.OutputWidth + 1) / 2, tiles = g.Batch * down * across;
        return sizes with { TilesDown = down, TilesAcross = across, Tiles = tiles, Pitch = (tiles + Four - 1) / Four * Four };
    }
}
