using System.Numerics;
using GpuNN.Kernels;

namespace GpuNN.Backends.Gpu;

/// <summary>Runs a product of any operands by its strategy: one core for matrices, convolutions and gates.</summary>
internal static class ProductLauncher
{
    /// <summary>Queues the product. The orders say how the tiles of A and B are loaded so that neighbours in memory are
    /// loaded by neighbours.</summary>
    public static void Run<T, TA, TB, TOutput, TAOrder, TBOrder>(
        GpuBackend backend, ProductStrategy strategy, TA a, TB b, TOutput output, ProductSize size)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        where TA : struct, IProductOperand<T>
        where TB : struct, IProductOperand<T>
        where TOutput : struct, IProductOutput<T>
        where TAOrder : struct, ITileOrder<T, TA>
        where TBOrder : struct, ITileOrder<T, TB>
    {
        if (strategy.Parts == 1)
        {
            RunWhole<T, TA, TB, TOutput, TAOrder, TBOrder>(backend, strategy.Variant, a, b, output, size);
            return;
        }

        ProductSize cut = size.Cut(strategy.Parts);
        var rented = new List<GpuBuffer>();
        ArrayView<T> sums = backend.RentView(Types.Of<T>(), [cut.SliceCount], rented).Elements<T>();
        RunWhole<T, TA, TB, PartialOutput<T>, TAOrder, TBOrder>(
            backend, strategy.Variant, a, b, new PartialOutput<T>(sums, size.M, size.N), cut);
        backend.Kernels.Get(static kernels => new CombineParts<T, TOutput>(kernels)).Launch(sums, output, cut);
        backend.Return(rented);
    }

    private static void RunWhole<T, TA, TB, TOutput, TAOrder, TBOrder>(
        GpuBackend backend, ProductVariant variant, TA a, TB b, TOutput output, ProductSize size)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        where TA : struct, IProductOperand<T>
        where TB : struct, IProductOperand<T>
        where TOutput : struct, IProductOutput<T>
        where TAOrder : struct, ITileOrder<T, TA>
        where TBOrder : struct, ITileOrder<T, TB>
    {
        switch (variant)
        {
            case ProductVariant.Naive:
                backend.Kernels.Get(static kernels => new NaiveProduct<T, TA, TB, TOutput>(kernels)).Launch(a, b, output, size);
                break;
            case ProductVariant.Tiled16:
                backend.Kernels.Get(static kernels => new TiledProduct16<T, TA, TB, TOutput>(kernels)).Launch(a, b, output, size);
                break;
            case ProductVariant.Skinny when size.M < size.N:
                backend.Kernels.Get(static kernels => new SkinnyProduct<T, TB, TA, ExchangedOutput<T, TOutput>>(kernels))
                    .Launch(b, a, new ExchangedOutput<T, TOutput>(output), size.Exchanged);
                break;
            case ProductVariant.Skinny:
                backend.Kernels.Get(static kernels => new SkinnyProduct<T, TA, TB, TOutput>(kernels)).Launch(a, b, output, size);
                break;
            case ProductVariant.Quads64:
                RunBlocks<QuadBlock64<T>>();
                break;
            default:
                RunBlocks<QuadBlock128<T>>();
                break;
        }

        void RunBlocks<TBlock>()
            where TBlock : struct, IProductBlock<T> =>
            backend.Kernels.Get(static kernels => new BlockedProduct<T, TA, TB, TOutput, TAOrder, TBOrder, TBlock>(kernels))
                .Launch(a, b, output, size);
    }
}
