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
        where TAOrder : struct, ITileOrder
        where TBOrder : struct, ITileOrder
    {
        if (strategy.Parts == 1)
        {
            RunWhole<T, TA, TB, TOutput, TAOrder, TBOrder>(backend, strategy.Variant, a, b, output, size);
            return;
        }

        int chunk = (size.K + strategy.Parts - 1) / strategy.Parts;
        var rented = new List<GpuBuffer>();
        BufferView workspace = backend.RentView(Types.Of<T>(), [strategy.Parts, size.Count], rented);
        ArrayView<T> sums = workspace.Elements<T>();
        var parts = new ProductSize(size.M, size.N, chunk, size.Batches * strategy.Parts);
        RunWhole<T, SplitOperand<T, TA>, SplitOperand<T, TB>, PartialOutput<T>, TAOrder, TBOrder>(
            backend,
            strategy.Variant,
            new(a, size.Batches, chunk, size.K),
            new(b, size.Batches, chunk, size.K),
            new(sums, size.M, size.N),
            parts);
        backend.Kernels.Get(static kernels => new CombineParts<T, TOutput>(kernels))
            .Launch(sums, output, size, strategy.Parts);
        backend.Return(rented);
    }

    private static void RunWhole<T, TA, TB, TOutput, TAOrder, TBOrder>(
        GpuBackend backend, ProductVariant variant, TA a, TB b, TOutput output, ProductSize size)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        where TA : struct, IProductOperand<T>
        where TB : struct, IProductOperand<T>
        where TOutput : struct, IProductOutput<T>
        where TAOrder : struct, ITileOrder
        where TBOrder : struct, ITileOrder
    {
        switch (variant)
        {
            case ProductVariant.Naive:
                backend.Kernels.Get(static kernels => new NaiveProduct<T, TA, TB, TOutput>(kernels)).Launch(a, b, output, size);
                break;
            case ProductVariant.Tiled16:
                backend.Kernels.Get(static kernels => new TiledProduct16<T, TA, TB, TOutput>(kernels)).Launch(a, b, output, size);
                break;
            default:
                backend.Kernels.Get(static kernels => new BlockedProduct64<T, TA, TB, TOutput, TAOrder, TBOrder>(kernels))
                    .Launch(a, b, output, size);
                break;
        }
    }
}
