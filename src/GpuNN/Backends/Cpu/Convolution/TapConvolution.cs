using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;
using GpuNN.Backends.Cpu.Gemm.Epilogues;
using GpuNN.Backends.Cpu.Gemm.Kernels;
using GpuNN.Backends.Cpu.Threading;

namespace GpuNN.Backends.Cpu.Convolution;

/// <summary>Runs a <see cref="TapProblem{T}"/>: rows of a tile are output channels, its columns neighbours along x.</summary>
internal static unsafe class TapConvolution<T, TKernel, TEpilogue>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
    where TKernel : struct, IGemmKernel<T>
    where TEpilogue : struct, IGemmEpilogue<T>
{
    private const int LargestTile = 12 * 2 * 16;
    private const int RowsAtOnce = 12;
    private const int ChannelsWorthPacking = 24;

    private static int TileColumns => 2 * TKernel.VectorCount;

    /// <summary>
    /// Computes the rows of output, counted over (z, y), from <paramref name="start"/> up to <paramref name="end"/>, for
    /// channels from <paramref name="channel"/> on.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Run(
        in TapProblem<T> problem, in TEpilogue epilogue, int start, int end, int channel, int channels)
    {
        if (problem.Channels == 1 || problem.SharedTaps > 0)
        {
            for (int c = channel; c < channel + channels; c++)
            {
                RunSingleChannel(problem, epilogue, start, end, c);
            }

            return;
        }

        bool scattered = problem.ResultX != 1;
        int block = scattered ? Math.Max(problem.Depth, 1) : problem.DepthBlock;
        int channelBlock = Math.Max(
            TKernel.TileRows,
            (int)(CacheSizes.Detected.Level2 / 2 / ((long)block * sizeof(T))) / TKernel.TileRows * TKernel.TileRows);
        using ScratchMemory scratch = ScratchMemory.Rent<T>((long)block * TileColumns);
        int depthStart = 0;
        do
        {
            int depth = Math.Min(block, problem.Depth - depthStart);
            for (int first = channel; first < channel + channels; first += channelBlock)
            {
                int count = Math.Min(channelBlock, channel + channels - first);
                T* strip = count >= ChannelsWorthPacking ? scratch.As<T>() : null;
                bool mayJoin = strip != null && MayJoin(problem);
                for (int row = start, rows; row < end; row += rows)
                {
                    int z = row / problem.OutputY;
                    int y = row - (z * problem.OutputY);
                    rows = mayJoin ? Math.Min(problem.OutputY - y, end - row) : 1;
                    T* image = problem.Image + (z * problem.ImageZ) + (y * problem.ImageY);
                    T* result = problem.Result
                        + (first * problem.ResultChannel) + (z * problem.ResultZ) + (y * problem.ResultY);
                    RunRows(problem, epilogue, image, result, rows, strip, first, count, depthStart, depth);
                }
            }

            depthStart += block;
        }
        while (depthStart < problem.Depth);
    }

    /// <summary>
    /// One channel, since a product of few taps is done before a tile of channels has paid for its call: tiles of four rows of
    /// output, finished rows go through the epilogue while in the cache.
    /// </summary>
    [SkipLocalsInit]
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void RunSingleChannel(in TapProblem<T> problem, in TEpilogue epilogue, int start, int end, int channel)
    {
        T* edge = stackalloc T[LargestTile];
        T* weights = problem.Weights + (channel * problem.WeightRow);
        T* plane = problem.Result + (channel * problem.ResultChannel);
        for (int row = start; row < end;)
        {
            int z = row / problem.OutputY;
            int y = row - (z * problem.OutputY);
            int rows = Math.Min(RowsAtOnce, Math.Min(problem.OutputY - y, end - row));
            T* image = problem.Image + (z * problem.ImageZ) + (y * problem.ImageY);
            T* result = plane + (z * problem.ResultZ) + (y * problem.ResultY);
            Fetch(problem, result, row, rows, channel == 0);
            for (int x = 0; x < problem.OutputX; x += TileColumns)
            {
                Strip strip = StripAt(x, problem.OutputX, problem.ResultX == 1, problem.ResultX == 1);
                T* target = result + (strip.Start * problem.ResultX);
                T* tile = strip.IsDirect ? target : edge;
                nint tileRow = strip.IsDirect ? problem.ResultY : TileColumns;
                T* first = image + strip.Start;
                if (problem.SharedTaps > 0)
                {
                    TKernel.MultiplySharingRows(
                        rows, strip.Vectors, weights, first, problem.ImageY, problem.Offsets, tile, tileRow, problem.SharedTaps);
                }
                else
                {
                    TKernel.MultiplyRows(
                        rows, strip.Vectors, weights, first, problem.ImageY, problem.Offsets, tile, tileRow, problem.Depth);
                }

                if (!TEpilogue.IsEmpty)
                {
                    for (int r = 0; r < rows; r++)
                    {
                        epilogue.Apply(tile + (r * tileRow), 0, 1, strip.Columns, problem.FirstChannel + channel, 0);
                    }
                }

                if (!strip.IsDirect)
                {
                    Scatter(edge, target, problem.ResultX, problem.ResultY, rows, strip.Columns);
                }
            }

            row += rows;
        }
    }

    /// <summary>
    /// Fetches rows of output, which are about to be written a part of a line at a time, and as large a share of the next image.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Fetch(in TapProblem<T> problem, T* result, int row, int rows, bool isFirstChannel)
    {
        if (problem.ResultX == 1 && problem.ResultY == problem.OutputX)
        {
            Fetch((byte*)result, (byte*)(result + (rows * problem.ResultY)));
        }

        if (isFirstChannel && problem.NextImage != null)
        {
            nint share = problem.NextBytes / (problem.OutputZ * problem.OutputY);
            Fetch(problem.NextImage + (row * share), problem.NextImage + ((row + rows) * share));
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Fetch(byte* start, byte* end)
    {
        const int LineBytes = 64;
        if (Sse.IsSupported)
        {
            for (byte* line = start; line < end; line += LineBytes)
            {
                Sse.Prefetch0(line);
            }
        }
    }

    /// <summary>
    /// The strip of a row at <paramref name="x"/>. A last strip that would be narrower is moved back over columns already done,
    /// where they may be computed again, so that it can be written directly.
    /// </summary>
    private static Strip StripAt(int x, int outputs, bool mayRepeat, bool isContiguous)
    {
        int columns = Math.Min(TileColumns, outputs - x);
        int vectors = columns > TKernel.VectorCount ? 2 : 1;
        int width = vectors * TKernel.VectorCount;
        if (mayRepeat && columns < width && outputs >= width)
        {
            return new Strip(outputs - width, width, vectors, true);
        }

        return new Strip(x, columns, vectors, isContiguous && columns == width);
    }

    /// <summary>
    /// Whether rows of output follow one another and are whole vectors, but not whole tiles, long: then a tile may take the end
    /// of a row and the begin of the next.
    /// </summary>
    private static bool MayJoin(in TapProblem<T> problem) =>
        problem.ResultX == 1 && problem.ResultY == problem.OutputX
        && problem.OutputX % TKernel.VectorCount == 0 && problem.OutputX % TileColumns != 0;

    [SkipLocalsInit]
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void RunRows(
        in TapProblem<T> problem,
        in TEpilogue epilogue,
        T* image,
        T* result,
        int rows,
        T* packed,
        int channel,
        int channels,
        int depthStart,
        int depth)
    {
        T* edge = stackalloc T[LargestTile];
        nint* offsets = problem.Offsets + depthStart;
        bool isLast = depthStart + depth >= problem.Depth;
        T beta = depthStart == 0 ? T.Zero : T.One;
        bool mayRepeat = problem.ResultX == 1 && isLast && depthStart == 0;
        int outputs = rows * problem.OutputX;
        for (int x = 0; x < outputs; x += TileColumns)
        {
            Strip strip = StripAt(x, outputs, mayRepeat, problem.ResultX == 1);
            if (rows > 1)
            {
                T* left = image + ImageOffset(problem, strip.Start);
                T* right = image + ImageOffset(problem, strip.Start + ((strip.Vectors - 1) * TKernel.VectorCount));
                PackJoined(left, right, offsets, depth, strip.Vectors, packed);
            }
            else if (packed != null)
            {
                Pack(image + strip.Start, offsets, depth, strip.Vectors, packed);
            }

            int tileRows = strip.Vectors == 2 ? TKernel.TileRows : TKernel.NarrowTileRows;
            int tilesLeft = (channels + tileRows - 1) / tileRows;
            for (int m = 0; m < channels;)
            {
                int height = (channels - m + tilesLeft - 1) / tilesLeft;
                T* weights = problem.Weights + ((channel + m) * problem.WeightRow) + depthStart;
                T* target = result + (m * problem.ResultChannel) + (strip.Start * problem.ResultX);
                T* tile = strip.IsDirect ? target : edge;
                nint tileRow = strip.IsDirect ? problem.ResultChannel : TileColumns;
                T tileBeta = strip.IsDirect ? beta : T.Zero;
                if (packed != null)
                {
                    TKernel.Multiply(
                        height,
                        strip.Vectors,
                        weights,
                        problem.WeightRow,
                        1,
                        packed,
                        strip.Vectors * TKernel.VectorCount,
                        tile,
                        tileRow,
                        depth,
                        T.One,
                        tileBeta);
                }
                else
                {
                    TKernel.MultiplyScattered(
                        height,
                        strip.Vectors,
                        weights,
                        problem.WeightRow,
                        1,
                        image + strip.Start,
                        offsets,
                        tile,
                        tileRow,
                        depth,
                        T.One,
                        tileBeta);
                }

                if (!strip.IsDirect && beta != T.Zero)
                {
                    AddTo(edge, target, problem, height, strip.Columns);
                }

                if (!TEpilogue.IsEmpty && isLast)
                {
                    epilogue.Apply(
                        tile, tileRow, height, strip.Columns, problem.FirstChannel + channel + m, strip.Start);
                }

                if (!strip.IsDirect)
                {
                    Scatter(edge, target, problem.ResultX, problem.ResultChannel, height, strip.Columns);
                }

                m += height;
                tilesLeft--;
            }
        }
    }

    /// <summary>Copies the image's rows of one strip together, aligned: worth it where many tiles read them.</summary>
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    private static void Pack(T* image, nint* offsets, int depth, int vectors, T* target)
    {
        int bytes = vectors * TKernel.VectorCount * sizeof(T);
        for (int k = 0; k < depth; k++)
        {
            byte* from = (byte*)image + offsets[k];
            for (int i = 0; i < bytes; i += 32)
            {
                Vector256.Load(from + i).Store((byte*)target + i);
            }

            target = (T*)((byte*)target + bytes);
        }
    }

    /// <summary>Where the image of an output lies that is counted over rows.</summary>
    private static nint ImageOffset(in TapProblem<T> problem, int output)
    {
        int row = output / problem.OutputX;
        return (row * problem.ImageY) + (output - (row * problem.OutputX));
    }

    /// <summary>The same where the second vector of a strip stands in the next row.</summary>
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    private static void PackJoined(T* left, T* right, nint* offsets, int depth, int vectors, T* target)
    {
        int bytes = TKernel.VectorCount * sizeof(T);
        nint step = vectors * bytes;
        for (int k = 0; k < depth; k++)
        {
            byte* first = (byte*)left + offsets[k];
            byte* second = (byte*)right + offsets[k];
            byte* to = (byte*)target;
            if (bytes < Vector256<byte>.Count)
            {
                Vector128.Load(first).Store(to);
                Vector128.Load(second).Store(to + step - bytes);
            }

            for (int i = 0; i <= bytes - Vector256<byte>.Count; i += Vector256<byte>.Count)
            {
                Vector256.Load(first + i).Store(to + i);
                Vector256.Load(second + i).Store(to + step - bytes + i);
            }

            target = (T*)(to + step);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
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

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Scatter(T* edge, T* target, nint step, nint targetRow, int rows, int columns)
    {
        for (int r = 0; r < rows; r++)
        {
            if (step == 1)
            {
                Unsafe.CopyBlockUnaligned(target, edge, (uint)(columns * sizeof(T)));
            }
            else
            {
                for (int c = 0; c < columns; c++)
                {
                    target[c * step] = edge[c];
                }
            }

            edge += TileColumns;
            target += targetRow;
        }
    }

    private readonly record struct Strip(int Start, int Columns, int Vectors, bool IsDirect);
}
