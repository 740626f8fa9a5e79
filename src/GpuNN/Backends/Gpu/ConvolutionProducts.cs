using System.Numerics;
using GpuNN.Kernels;

namespace GpuNN.Backends.Gpu;

/// <summary>Convolutions as products whose factor B is made of patches: read in place, or written out first.</summary>
internal static class ConvolutionProducts
{
    private const int Four = 4;

    public static void Run<T, TA, TB, TOutput, TAOrder, TBOrder>(
        GpuBackend backend, ConvolutionStrategy strategy, TA a, TB b, TOutput output, ProductSize size)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        where TA : struct, IProductOperand<T>
        where TB : struct, IProductOperand<T>
        where TOutput : struct, IProductOutput<T>
        where TAOrder : struct, ITileOrder<T, TA>
        where TBOrder : struct, ITileOrder<T, TB>
    {
        ProductStrategy product = ProductStrategy.Choose(ProductShape.Of(backend, size, false));
        if (strategy.Algorithm != ConvolutionAlgorithm.Columns)
        {
            ProductLauncher.Run<T, TA, TB, TOutput, TAOrder, TBOrder>(backend, product, a, b, output, size);
            return;
        }

        int pitch = (size.N + Four - 1) / Four * Four;
        var rented = new List<GpuBuffer>();
        ArrayView<T> columns = backend.RentView(Types.Of<T>(), [size.Batches * size.K * pitch], rented).Elements<T>();
        backend.Kernels.Get(static kernels => new PatchColumns<T, TB>(kernels))
            .Launch(b, columns, size.N, pitch, size.K, size.Batches);
        var written = new MatrixOperand<T, T, PlainStorage<T>>(
            columns, 1, pitch, new Strided4([1, 1, 1, size.Batches], [0, 0, 0, size.K * pitch]));
        ProductLauncher.Run<T, TA, MatrixOperand<T, T, PlainStorage<T>>, TOutput, TAOrder, OuterFirst<T, MatrixOperand<T, T, PlainStorage<T>>>>(
            backend, product, a, written, output, size);
        backend.Return(rented);
    }
}
