using System.Numerics;
using System.Runtime.CompilerServices;
using GpuNN.Backends.Cpu.Gemm.Kernels;
using GpuNN.Backends.Cpu.Gemm.Packing;
using GpuNN.Backends.Cpu.Threading;

namespace GpuNN.Backends.Cpu.Convolution;

/// <summary>
/// The gradient of a convolution by its filter as products dwᵀ[(c, tap), k] += patch[(c, tap), pixels]·dyᵀ[pixels, k]: a row of
/// a patch is a shifted run of the padded image, so patches of a few hundred pixels are copied row by row into the cache, never
/// for a whole image.
/// </summary>
/// <remarks>
/// A task owns some channels, of some images where channels alone are too few. How images are grouped follows from the
/// geometry, and groups are added up in their order: the result does not depend on the number of threads.
/// </remarks>
internal static unsafe class WeightGradient
{
    private const int PixelsOfABlock = 256;
    private const int PatchRows = 288;
    private const int FewestTasks = 8;

    /// <summary>dw = the gradient of x ∗ w by w.</summary>
    public static void Run<T>(
        in ConvolutionGeometry geometry, T* x, T* dy, T* dw, CpuInstructionSet? instructionSet = null)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        KernelDispatch.Run<T, Work<T>>(
            instructionSet ?? CpuInstructionSets.Default, new Work<T>(geometry, x, dy, dw));

    private readonly struct Work<T>(ConvolutionGeometry geometry, T* x, T* dy, T* dw) : IKernelWork<T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        public void Run<TKernel>()
            where TKernel : struct, IGemmKernel<T>
        {
            ConvolutionAxes axes = ConvolutionAxes.Of(geometry);
            int channels = geometry.InputChannels / geometry.Groups;
            int outputs = geometry.OutputChannels / geometry.Groups;
            int tile = 2 * TKernel.VectorCount;
            int channelBlock = Gemm.GemmStrategy.Balanced(channels, Math.Max(1, PatchRows / axes.Taps), 1);
            int channelBlocks = (channels + channelBlock - 1) / channelBlock;
            int wanted = (FewestTasks + (channelBlocks * geometry.Groups) - 1) / (channelBlocks * geometry.Groups);
            int imageBlock = Gemm.GemmStrategy.Balanced(
                Math.Max(1, geometry.Batch), Math.Max(1, geometry.Batch / wanted), 1);
            int imageBlocks = (geometry.Batch + imageBlock - 1) / imageBlock;
            int paddedOutputs = (outputs + tile - 1) / tile * tile;
            long rows = (long)geometry.Groups * channels * axes.Taps;
            using ScratchMemory scratch = ScratchMemory.Rent<T>(Math.Max(1, imageBlocks * rows * paddedOutputs));
            Pieces<T, TKernel> pieces = new()
            {
                Geometry = geometry,
                Axes = axes,
                Layout = PaddedImage.ForForward(axes),
                X = x,
                Dy = dy,
                Dw = dw,
                Sums = scratch.As<T>(),
                ChannelBlock = channelBlock,
                ChannelBlocks = channelBlocks,
                ImageBlock = imageBlock,
                ImageBlocks = imageBlocks,
                SumRow = paddedOutputs,
                Rows = rows,
            };
            ParallelLoop.For(imageBlocks * geometry.Groups * channelBlocks, 1, new Products<T, TKernel>(pieces));
            ParallelLoop.For(geometry.OutputChannels, 4, new Totals<T, TKernel>(pieces));
        }
    }

    private struct Pieces<T, TKernel>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        where TKernel : struct, IGemmKernel<T>
    {
        public ConvolutionGeometry Geometry;
        public ConvolutionAxes Axes;
        public PaddedImage Layout;
        public T* X;
        public T* Dy;
        public T* Dw;

        /// <summary>[image block][group][channel, tap][output channel].</summary>
        public T* Sums;
        public int ChannelBlock;
        public int ChannelBlocks;
        public int ImageBlock;
        public int ImageBlocks;
        public int SumRow;
        public long Rows;

        public readonly int Channels => Geometry.InputChannels / Geometry.Groups;

        public readonly int Outputs => Geometry.OutputChannels / Geometry.Groups;
    }

    private readonly struct Products<T, TKernel>(Pieces<T, TKernel> pieces) : IRangeBody
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        where TKernel : struct, IGemmKernel<T>
    {
        private static int TileColumns => 2 * TKernel.VectorCount;

        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        public void Invoke(int start, int end)
        {
            ConvolutionAxes axes = pieces.Axes;
            int depth = PixelsOfABlock + axes.X.Output;
            int patchRows = pieces.ChannelBlock * axes.Taps;
            using ScratchMemory padded = ScratchMemory.Rent<T>(
                (pieces.Layout.ChannelSize * pieces.ChannelBlock) + PaddedImage.Slack);
            using ScratchMemory patch = ScratchMemory.Rent<T>(((long)patchRows * depth) + PaddedImage.Slack);
            using ScratchMemory strips = ScratchMemory.Rent<T>((long)pieces.SumRow * depth);
            for (int task = start; task < end; task++)
            {
                int channelBlock = task % pieces.ChannelBlocks;
                int group = task / pieces.ChannelBlocks % pieces.Geometry.Groups;
                int imageBlock = task / pieces.ChannelBlocks / pieces.Geometry.Groups;
                int channel = channelBlock * pieces.ChannelBlock;
                int channels = Math.Min(pieces.ChannelBlock, pieces.Channels - channel);
                int first = imageBlock * pieces.ImageBlock;
                int images = Math.Min(pieces.ImageBlock, pieces.Geometry.Batch - first);
                T* sums = pieces.Sums
                    + (((imageBlock * pieces.Rows) + ((((long)group * pieces.Channels) + channel) * axes.Taps))
                        * pieces.SumRow);
                new Span<T>(sums, channels * axes.Taps * pieces.SumRow).Clear();
                for (int n = first; n < first + images; n++)
                {
                    T* x = pieces.X
                        + ((((long)n * pieces.Geometry.InputChannels) + (group * pieces.Channels) + channel)
                            * axes.InputCount);
                    T* dy = pieces.Dy
                        + ((((long)n * pieces.Geometry.OutputChannels) + (group * pieces.Outputs)) * axes.OutputCount);
                    pieces.Layout.Fill(x, padded.As<T>(), 0, channels);
                    AddImage(padded.As<T>(), dy, channels, depth, patch.As<T>(), strips.As<T>(), sums);
                }
            }
        }

        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        private void AddImage(T* padded, T* dy, int channels, int patchRow, T* patch, T* strips, T* sums)
        {
            ConvolutionAxes axes = pieces.Axes;
            int width = axes.X.Output;
            int rows = axes.Z.Output * axes.Y.Output;
            int rowsAtOnce = Math.Max(1, PixelsOfABlock / width);
            for (int row = 0; row < rows; row += rowsAtOnce)
            {
                int count = Math.Min(rowsAtOnce, rows - row);
                for (int x = 0; x < width; x += PixelsOfABlock)
                {
                    int run = Math.Min(PixelsOfABlock, width - x);
                    int depth = run == width ? count * width : run;
                    PackGradient(dy + ((long)row * width) + x, depth, strips);
                    CopyPatch(padded, row, count, x, run, channels, patchRow, patch);
                    Multiply(patch, patchRow, strips, depth, channels * axes.Taps, sums);
                }
            }
        }

        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        private void PackGradient(T* dy, int depth, T* strips)
        {
            nint channelSize = (nint)pieces.Axes.OutputCount;
            for (int k = 0; k < pieces.Outputs; k += TileColumns)
            {
                int columns = Math.Min(TileColumns, pieces.Outputs - k);
                int width = columns > TKernel.VectorCount ? TileColumns : TKernel.VectorCount;
                new MatrixPanels<T>(dy, 1, channelSize, false).Pack(
                    0, depth, k, columns, width, strips + ((nint)k * depth));
            }
        }

        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        private void CopyPatch(T* padded, int row, int rows, int x, int run, int channels, int patchRow, T* patch)
        {
            ConvolutionAxes axes = pieces.Axes;
            PaddedImage layout = pieces.Layout;
            int firstZ = row / axes.Y.Output;
            int firstY = row - (firstZ * axes.Y.Output);
            nint nextRow = (nint)axes.Y.Stride * layout.Pitch;
            nint nextPlane = (((nint)axes.Z.Stride * layout.Rows) - ((nint)axes.Y.Output * axes.Y.Stride)) * layout.Pitch;
            for (int c = 0; c < channels; c++)
            {
                for (int z = 0; z < axes.Z.Kernel; z++)
                {
                    int imageZ = (firstZ * axes.Z.Stride) + (z * axes.Z.Dilation);
                    for (int y = 0; y < axes.Y.Kernel; y++)
                    {
                        int imageY = (firstY * axes.Y.Stride) + (y * axes.Y.Dilation);
                        T* line = padded + (c * layout.ChannelSize) + ((((long)imageZ * layout.Rows) + imageY) * layout.Pitch) + x;
                        for (int tap = 0; tap < axes.X.Kernel; tap++)
                        {
                            T* from = line + layout.Column(tap * axes.X.Dilation);
                            T* to = patch;
                            int left = axes.Y.Output - firstY;
                            for (int r = 0; r < rows; r++)
                            {
                                Runs.Copy(from, to, run);
                                to += run;
                                from += nextRow;
                                if (--left == 0)
                                {
                                    from += nextPlane;
                                    left = axes.Y.Output;
                                }
                            }

                            patch += patchRow;
                        }
                    }
                }
            }
        }

        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        private void Multiply(T* patch, int patchRow, T* strips, int depth, int rows, T* sums)
        {
            for (int k = 0; k < pieces.Outputs; k += TileColumns)
            {
                int vectors = pieces.Outputs - k > TKernel.VectorCount ? 2 : 1;
                int tileRows = vectors == 2 ? TKernel.TileRows : TKernel.NarrowTileRows;
                int tilesLeft = (rows + tileRows - 1) / tileRows;
                for (int r = 0; r < rows;)
                {
                    int height = (rows - r + tilesLeft - 1) / tilesLeft;
                    TKernel.Multiply(
                        height,
                        vectors,
                        patch + ((nint)r * patchRow),
                        patchRow,
                        1,
                        strips + ((nint)k * depth),
                        vectors * TKernel.VectorCount,
                        sums + ((nint)r * pieces.SumRow) + k,
                        pieces.SumRow,
                        depth,
                        T.One,
                        T.One);
                    r += height;
                    tilesLeft--;
                }
            }
        }
    }

    /// <summary>dw[k, c, tap] = Σ over image blocks.</summary>
    private readonly struct Totals<T, TKernel>(Pieces<T, TKernel> pieces) : IRangeBody
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        where TKernel : struct, IGemmKernel<T>
    {
        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        public void Invoke(int start, int end)
        {
            int rows = pieces.Channels * pieces.Axes.Taps;
            for (int k = start; k < end; k++)
            {
                int group = k / pieces.Outputs;
                T* target = pieces.Dw + ((nint)k * rows);
                T* from = pieces.Sums + ((nint)group * rows * pieces.SumRow) + (k - (group * pieces.Outputs));
                for (int r = 0; r < rows; r++)
                {
                    T sum = T.Zero;
                    for (int block = 0; block < pieces.ImageBlocks; block++)
                    {
                        sum += from[((block * pieces.Rows) + r) * pieces.SumRow];
                    }

                    target[r] = sum;
                }
            }
        }
    }
}
