using System.Runtime.CompilerServices;
using GpuNN.Backends.Cpu.Gemm.Epilogues;
using GpuNN.Backends.Cpu.Gemm.Kernels;
using GpuNN.Backends.Cpu.Threading;

namespace GpuNN.Backends.Cpu.Convolution.Winograd;

/// <summary>
/// 3 × 3 convolution of stride one by Winograd's minimal filtering: transforms of tiles and filters, P products over channels,
/// a transform back.
/// </summary>
/// <remarks>
/// Of transformed filters and tiles the smaller is made first and shared by the threads; the larger is made block by block
/// next to its products, so that it stays in a thread's cache. The depth of each sum is the number of channels, whatever the
/// blocks and threads are.
/// </remarks>
internal static unsafe class WinogradConvolution
{
    private const int DepthBlock = 256;

    /// <summary>y = f(x ∗ w + bias) for one image after the other of a shape; the bias may be null.</summary>
    public static void Run<TTransform, TActivation>(
        in WinogradShape shape, float* x, float* w, float* bias, float* y, CpuInstructionSet? instructionSet = null)
        where TTransform : struct, IWinogradTransform
        where TActivation : struct, IActivation<float>
    {
        KernelDispatch.Run<float, Work<TTransform, TActivation>>(
            instructionSet ?? CpuInstructionSets.Default, new Work<TTransform, TActivation>(shape, x, w, bias, y));
    }

    private readonly struct Work<TTransform, TActivation>(WinogradShape shape, float* x, float* w, float* bias, float* y)
        : IKernelWork<float>
        where TTransform : struct, IWinogradTransform
        where TActivation : struct, IActivation<float>
    {
        public void Run<TKernel>()
            where TKernel : struct, IGemmKernel<float>
        {
            WinogradTiles tiles = new(shape, TTransform.Outputs, 2 * TKernel.VectorCount);
            int c = shape.InputChannels;
            int k = shape.OutputChannels;
            bool sharesFilters = (long)k * tiles.FilterRow <= (long)tiles.Strips * tiles.StripWidth * c;

            // A part of the batch at a time: padded images that the tiles are read from soon after stay near, and where the
            // filters are made anew for each part it is a large one.
            const long NearFloats = 512 << 10;
            const long FarFloats = 4 << 20;
            long image = tiles.Layout.ChannelSize * c;
            int images = (int)Math.Clamp((sharesFilters ? NearFloats : FarFloats) / Math.Max(image, 1), 1, shape.Batch);
            using ScratchMemory scratch = ScratchMemory.Rent<float>((image * images) + PaddedImage.Slack);
            using ScratchMemory filters = ScratchMemory.Rent<float>(
                sharesFilters ? TTransform.Points * TTransform.Points * tiles.FilterPlane(k) : 1);
            Block<TTransform, TActivation, TKernel> block = new()
            {
                Shape = shape,
                Tiles = tiles,
                W = w,
                Bias = bias,
                Padded = scratch.Floats,
            };
            if (sharesFilters)
            {
                block.ShareFilters(filters.Floats);
            }

            for (int n = 0; n < shape.Batch; n += images)
            {
                block.Shape = shape with { Batch = Math.Min(images, shape.Batch - n) };
                block.Tiles = new WinogradTiles(block.Shape, TTransform.Outputs, 2 * TKernel.VectorCount);
                block.X = x + ((long)n * c * shape.InputHeight * shape.InputWidth);
                block.Y = y + ((long)n * k * shape.OutputHeight * shape.OutputWidth);
                block.Run(sharesFilters);
            }
        }
    }

    private struct Block<TTransform, TActivation, TKernel>
        where TTransform : struct, IWinogradTransform
        where TActivation : struct, IActivation<float>
        where TKernel : struct, IGemmKernel<float>
    {
        public WinogradShape Shape;
        public WinogradTiles Tiles;
        public float* X;
        public float* W;
        public float* Bias;
        public float* Y;
        public float* Padded;

        private float* _shared;
        private int _step;

        private static int Products => TTransform.Points * TTransform.Points;

        /// <summary>Transforms all filters, for every part of the batch.</summary>
        public void ShareFilters(float* target)
        {
            _shared = target;
            ParallelLoop.For(Shape.OutputChannels, 4, new TransformFilters(this));
        }

        /// <summary>Computes a part of the batch, tile block by tile block or filter block by filter block.</summary>
        public void Run(bool sharesFilters)
        {
            int c = Shape.InputChannels;
            int k = Shape.OutputChannels;
            ParallelLoop.For(Shape.Batch * c, 4, new PadImages(this));
            int threads = CpuThreading.ThreadCount;
            CacheSizes caches = CacheSizes.Detected;
            if (sharesFilters)
            {
                long stripBytes = 4L * Products * (c + k) * Tiles.StripWidth;
                int limit = (int)Math.Max(1, caches.Level2 * 5L / 4 / stripBytes);
                _step = Gemm.GemmStrategy.Balanced(
                    Tiles.Strips, Math.Min(limit, Math.Max(1, Tiles.Strips / (2 * threads))), 1);
                ParallelLoop.For((Tiles.Strips + _step - 1) / _step, 1, new TilesOfABlock(this));
            }
            else
            {
                using ScratchMemory scratch = ScratchMemory.Rent<float>(Products * Tiles.InputPlane(Tiles.Strips, c));
                _shared = scratch.Floats;
                ParallelLoop.For(c, 8, new TransformInputs(this));
                long rowBytes = 4L * Products * (Tiles.FilterRow + Tiles.ProductRow(Tiles.Strips));
                int limit = (int)Math.Max(TKernel.TileRows, caches.Level2 * 4L / rowBytes);
                _step = Gemm.GemmStrategy.Balanced(k, Math.Min(limit, Math.Max(1, k / (2 * threads))), 1);
                ParallelLoop.For((k + _step - 1) / _step, 1, new FiltersOfABlock(this));
            }
        }

        /// <summary>M[p] = U[p]·V[p] for all p.</summary>
        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        private readonly void Multiply(
            float* filters, int outputChannels, nint filterPlane, float* inputs, int strips, float* products)
        {
            int channels = Shape.InputChannels;
            int width = Tiles.StripWidth;
            nint inputPlane = Tiles.InputPlane(strips, channels);
            nint row = Tiles.ProductRow(strips);
            nint productPlane = Tiles.ProductPlane(strips, outputChannels);
            for (int p = 0; p < Products; p++)
            {
                for (int depth = 0; depth < channels; depth += DepthBlock)
                {
                    int count = Math.Min(DepthBlock, channels - depth);
                    for (int strip = 0; strip < strips; strip++)
                    {
                        float* b = inputs + (p * inputPlane) + ((((nint)strip * channels) + depth) * width);
                        float* a = filters + (p * filterPlane) + depth;
                        float* target = products + (p * productPlane) + (strip * width);
                        int tilesLeft = (outputChannels + TKernel.TileRows - 1) / TKernel.TileRows;
                        for (int k = 0; k < outputChannels;)
                        {
                            int height = (outputChannels - k + tilesLeft - 1) / tilesLeft;
                            TKernel.Multiply(
                                height,
                                2,
                                a + ((nint)k * Tiles.FilterRow),
                                Tiles.FilterRow,
                                1,
                                b,
                                width,
                                target + (k * row),
                                row,
                                count,
                                1f,
                                depth == 0 ? 0f : 1f);
                            k += height;
                            tilesLeft--;
                        }
                    }
                }
            }
        }

        private readonly struct PadImages(Block<TTransform, TActivation, TKernel> block) : IRangeBody
        {
            public void Invoke(int start, int end) =>
                block.Tiles.Layout.Fill(block.X, block.Padded, start, end - start);
        }

        private readonly struct TransformFilters(Block<TTransform, TActivation, TKernel> block) : IRangeBody
        {
            public void Invoke(int start, int end) =>
                WinogradFilter<TTransform>.Run(
                    block.Shape,
                    block.Tiles,
                    block.W,
                    start,
                    end,
                    0,
                    block.Tiles.FilterPlane(block.Shape.OutputChannels),
                    block._shared);
        }

        private readonly struct TransformInputs(Block<TTransform, TActivation, TKernel> block) : IRangeBody
        {
            public void Invoke(int start, int end) =>
                WinogradInput<TTransform>.Run(
                    block.Tiles,
                    block.Padded,
                    block.Shape.InputChannels,
                    start,
                    end,
                    0,
                    0,
                    block.Tiles.Strips,
                    block.Tiles.Strips,
                    block._shared);
        }

        private readonly struct TilesOfABlock(Block<TTransform, TActivation, TKernel> block) : IRangeBody
        {
            [MethodImpl(MethodImplOptions.AggressiveOptimization)]
            public void Invoke(int start, int end)
            {
                int c = block.Shape.InputChannels;
                int k = block.Shape.OutputChannels;
                WinogradTiles tiles = block.Tiles;
                using ScratchMemory inputs = ScratchMemory.Rent<float>(Products * tiles.InputPlane(block._step, c));
                using ScratchMemory products = ScratchMemory.Rent<float>(Products * tiles.ProductPlane(block._step, k));
                for (int task = start; task < end; task++)
                {
                    int first = task * block._step;
                    int strips = Math.Min(block._step, tiles.Strips - first);
                    WinogradInput<TTransform>.Run(
                        tiles, block.Padded, c, 0, c, first, 0, strips, strips, inputs.Floats);
                    block.Multiply(block._shared, k, tiles.FilterPlane(k), inputs.Floats, strips, products.Floats);
                    WinogradOutput<TTransform, TActivation>.Run(
                        block.Shape,
                        tiles,
                        products.Floats,
                        tiles.ProductPlane(strips, k),
                        first,
                        strips,
                        0,
                        k,
                        block.Bias,
                        block.Y);
                }
            }
        }

        private readonly struct FiltersOfABlock(Block<TTransform, TActivation, TKernel> block) : IRangeBody
        {
            [MethodImpl(MethodImplOptions.AggressiveOptimization)]
            public void Invoke(int start, int end)
            {
                WinogradTiles tiles = block.Tiles;
                int strips = tiles.Strips;
                using ScratchMemory filters = ScratchMemory.Rent<float>(Products * tiles.FilterPlane(block._step));
                using ScratchMemory products = ScratchMemory.Rent<float>(
                    Products * tiles.ProductPlane(strips, block._step));
                for (int task = start; task < end; task++)
                {
                    int first = task * block._step;
                    int count = Math.Min(block._step, block.Shape.OutputChannels - first);
                    nint plane = tiles.FilterPlane(count);
                    WinogradFilter<TTransform>.Run(
                        block.Shape, tiles, block.W, first, first + count, first, plane, filters.Floats);
                    block.Multiply(filters.Floats, count, plane, block._shared, strips, products.Floats);
                    WinogradOutput<TTransform, TActivation>.Run(
                        block.Shape,
                        tiles,
                        products.Floats,
                        tiles.ProductPlane(strips, count),
                        0,
                        strips,
                        first,
                        count,
                        block.Bias,
                        block.Y);
                }
            }
        }
    }
}
