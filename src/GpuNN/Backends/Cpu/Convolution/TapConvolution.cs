using System.Numerics;
using System.Runtime.CompilerServices;
using GpuNN.Backends.Cpu.Gemm.Epilogues;
using GpuNN.Backends.Cpu.Gemm.Kernels;

namespace GpuNN.Backends.Cpu.Convolution;

/// <summary>
/// y[m, z, y, x] = Σₖ w[m, k]·image[z·stepZ + y·stepY + x + offset(k)]: a product whose right operand is the image itself, each
/// tap of each channel a row of it at an offset of its own.
/// </summary>
internal unsafe struct TapProblem<T>
    where T : unmanaged
{
    /// <summary>w[m, k], k contiguous.</summary>
    public T* Weights;
    public nint WeightRow;

    /// <summary>From a group's weights to the next group's.</summary>
    public nint WeightGroup;
    public int Channels;
    public int Depth;

    /// <summary>The depth of a block, whose part of the image stays in the first cache.</summary>
    public int DepthBlock;

    /// <summary>The padded image, and the offset in bytes of each k.</summary>
    public T* Image;
    public nint* Offsets;
    public nint ImageZ;
    public nint ImageY;

    public int OutputZ;
    public int OutputY;
    public int OutputX;

    /// <summary>Output of channel 0 at (0, 0, 0), and the elements between its neighbours.</summary>
    public T* Result;
    public nint ResultChannel;
    public nint ResultZ;
    public nint ResultY;
    public nint ResultX;

    /// <summary>Which channel of the whole tensor channel 0 is, for the epilogue.</summary>
    public int FirstChannel;
}

/// <summary>Runs a <see cref="TapProblem{T}"/>: rows of a tile are output channels, its columns neighbours along x.</summary>
internal static unsafe class TapConvolution<T, TKernel, TEpilogue>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
    where TKernel : struct, IGemmKernel<T>
    where TEpilogue : struct, IGemmEpilogue<T>
{
    private const int LargestTile = 12 * 2 * 16;

    private static int TileColumns => 2 * TKernel.VectorCount;

    /// <summary>
    /// Computes the rows of output, counted over (z, y), from <paramref name="start"/> up to <paramref name="end"/>, for
    /// channels from <paramref name="channel"/> on.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Run(
        in TapProblem<T> problem, in TEpilogue epilogue, int start, int end, int channel, int channels)
    {
        bool scattered = problem.ResultX != 1;
        int block = scattered ? Math.Max(problem.Depth, 1) : problem.DepthBlock;
        int depthStart = 0;
        int channelBlock = Math.Max(
            TKernel.TileRows, (int)(CacheSizes.Detected.Level2 / 2 / ((long)block * sizeof(T))) / TKernel.TileRows * TKernel.TileRows);
        do
        {
            int depth = Math.Min(block, problem.Depth - depthStart);
            for (int first = channel; first < channel + channels; first += channelBlock)
            {
                int count = Math.Min(channelBlock, channel + channels - first);
                for (int row = start; row < end; row++)
                {
                    int z = row / problem.OutputY;
                    int y = row - (z * problem.OutputY);
                    T* image = problem.Image + (z * problem.ImageZ) + (y * problem.ImageY);
                    T* result = problem.Result
                        + (first * problem.ResultChannel) + (z * problem.ResultZ) + (y * problem.ResultY);
                    RunRow(problem, epilogue, image, result, first, count, depthStart, depth);
                }
            }

            depthStart += block;
        }
        while (depthStart < problem.Depth);
    }

    [SkipLocalsInit]
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void RunRow(
        in TapProblem<T> problem,
        in TEpilogue epilogue,
        T* image,
        T* result,
        int channel,
        int channels,
        int depthStart,
        int depth)
    {
        T* edge = stackalloc T[LargestTile];
        nint* offsets = problem.Offsets + depthStart;
        bool isLast = depthStart + depth >= problem.Depth;
        T beta = depthStart == 0 ? T.Zero : T.One;
        for (int x = 0; x < problem.OutputX; x += TileColumns)
        {
            int width = Math.Min(TileColumns, problem.OutputX - x);
            int vectors = width > TKernel.VectorCount ? 2 : 1;
            bool direct = problem.ResultX == 1 && width == vectors * TKernel.VectorCount;
            int tileRows = vectors == 2 ? TKernel.TileRows : TKernel.NarrowTileRows;
            int tilesLeft = (channels + tileRows - 1) / tileRows;
            for (int m = 0; m < channels;)
            {
                int height = (channels - m + tilesLeft - 1) / tilesLeft;
                T* weights = problem.Weights + ((channel + m) * problem.WeightRow) + depthStart;
                T* target = result + (m * problem.ResultChannel) + (x * problem.ResultX);
                T* tile = direct ? target : edge;
                nint tileRow = direct ? problem.ResultChannel : TileColumns;
                TKernel.MultiplyScattered(
                    height,
                    vectors,
                    weights,
                    problem.WeightRow,
                    1,
                    image + x,
                    offsets,
                    tile,
                    tileRow,
                    depth,
                    T.One,
                    direct ? beta : T.Zero);
                if (!direct && beta != T.Zero)
                {
                    AddTo(edge, target, problem, height, width);
                }

                if (!TEpilogue.IsEmpty && isLast)
                {
                    epilogue.Apply(tile, tileRow, height, width, problem.FirstChannel + channel + m, x);
                }

                if (!direct)
                {
                    Scatter(edge, target, problem, height, width);
                }

                m += height;
                tilesLeft--;
            }
        }
    }

    private static void AddTo(T* edge, T* old, in TapProblem<T> problem, int rows, int columns)
    {
        for (int r = 0; r < rows; r++)
        {
            for (int c = 0; c < columns; c++)
            {
                edge[c] += old[c * problem.ResultX];
            }

            edge += TileColumns;
            old += problem.ResultChannel;
        }
    }

    private static void Scatter(T* edge, T* target, in TapProblem<T> problem, int rows, int columns)
    {
        nint step = problem.ResultX;
        for (int r = 0; r < rows; r++)
        {
            for (int c = 0; c < columns; c++)
            {
                target[c * step] = edge[c];
            }

            edge += TileColumns;
            target += problem.ResultChannel;
        }
    }
}
