using System.Globalization;

namespace GpuNN.Backends.Cpu.Gemm;

/// <summary>Chooses variant and blocks of a product from its shape, the kernel's tile and the caches; says why.</summary>
internal static class GemmStrategy
{
    private const int SmallColumns = 64;
    private const int InPlaceElements = 16 * 1024;
    private const int OneStrip = 16;
    private const int FewRows = 12;
    private const long FlopsWorthThreads = 400_000;
    private const int TasksPerThread = 4;
    private const int FewestTilesATask = 8;
    private const int NearRowBytes = 2048;

    /// <summary>The variant for a shape.</summary>
    public static GemmVariant Choose(in GemmShape shape, int elementSize)
    {
        if (shape.Rows == 1 || shape.Columns == 1)
        {
            return shape.RightColumn == 0 ? GemmVariant.PackRight : GemmVariant.MatrixVector;
        }

        if (shape.RightColumn == 1 && IsSmall(shape, elementSize))
        {
            return GemmVariant.InPlace;
        }

        return ReadsLeftInPlace(shape, elementSize) ? GemmVariant.PackRight : GemmVariant.PackBoth;
    }

    /// <summary>The choice in words.</summary>
    public static string Explain(in GemmShape shape, int elementSize)
    {
        string reason = Choose(shape, elementSize) switch
        {
            GemmVariant.MatrixVector => "one row or column: a matrix-vector product, bound by reading the matrix",
            GemmVariant.InPlace when shape.Rows <= FewRows => "at most one tile of rows: every element of B is used once, packing would not pay",
            GemmVariant.InPlace => "B stays in the first cache where it lies: nothing is packed",
            GemmVariant.PackRight when shape.Columns > SmallColumns => "short rows of A: B packed, A read where it lies",
            GemmVariant.PackRight => "few columns: B packed, A read once where it lies",
            _ => "B packed into strips for the first cache, A into blocks for the second",
        };
        return string.Create(
            CultureInfo.InvariantCulture, $"gemm {shape.Rows}x{shape.Columns}x{shape.Depth}: {reason}");
    }

    /// <summary>Blocks for a variant.</summary>
    public static GemmPlan Plan(
        in GemmShape shape, GemmVariant variant, int elementSize, int tileRows, int tileColumns, int threads, int depthBlock = 0)
    {
        CacheSizes caches = CacheSizes.Detected;
        bool isOneStrip = variant == GemmVariant.PackRight && shape.Columns <= tileColumns && shape.LeftDepth == 1;
        int depth = depthBlock > 0
            ? depthBlock
            : Balanced(shape.Depth, isOneStrip ? OneStripDepth(elementSize, tileColumns) : DepthLimit(elementSize, tileColumns), 8);
        int rowLimit = Math.Max(tileRows, (int)(caches.Level2 / 2 / ((long)depth * elementSize)) / tileRows * tileRows);
        int panelLimit = Math.Max(
            tileColumns,
            (int)(Math.Min(caches.Level3 / 8, 8 << 20) / ((long)depth * elementSize)) / tileColumns * tileColumns);
        int panel = Balanced(shape.Columns, panelLimit, tileColumns);
        bool parallel = threads > 1 && 2L * shape.Rows * shape.Columns * shape.Depth > FlopsWorthThreads;
        int rows = Balanced(shape.Rows, rowLimit, tileRows);
        int columns = panel;
        int wanted = threads * TasksPerThread;
        if (parallel && shape.Rows >= wanted * FewestTilesATask * tileRows)
        {
            rows = EvenRows(shape.Rows, rowLimit, tileRows, threads);
        }
        else if (parallel)
        {
            int rowTasks = Blocks(shape.Rows, rows);
            if (rowTasks < wanted)
            {
                int columnTasks = Math.Min(Blocks(wanted, rowTasks), Blocks(panel, 4 * tileColumns));
                columns = Balanced(panel, Blocks(panel, columnTasks), tileColumns);
            }

            int columnBlocks = Blocks(panel, columns);
            if (rowTasks * columnBlocks < wanted)
            {
                rowTasks = Math.Min(Blocks(wanted, columnBlocks), Blocks(shape.Rows, 2 * tileRows));
                rows = Math.Min(rows, Balanced(shape.Rows, Blocks(shape.Rows, rowTasks), tileRows));
            }
        }

        return new GemmPlan
        {
            DepthBlock = depth,
            RowBlock = rows,
            ColumnBlock = columns,
            PanelColumns = panel,
            PackLeft = variant == GemmVariant.PackBoth,
            PackRight = variant is GemmVariant.PackBoth or GemmVariant.PackRight,
            Parallel = parallel,
        };
    }

    /// <summary>The deepest block whose strip of B fills half of the first cache.</summary>
    public static int DepthLimit(int elementSize, int tileColumns) =>
        Math.Clamp(CacheSizes.Detected.Level1 * 5 / 8 / (elementSize * tileColumns), 64, 512) / 8 * 8;

    /// <summary>The deepest strip that fills a quarter of the second cache: with no second strip to come back for, long rows
    /// of A are worth more to the prefetcher than a strip in the first.</summary>
    private static int OneStripDepth(int elementSize, int tileColumns) =>
        Math.Max(64, (int)(CacheSizes.Detected.Level2 / 4) / (elementSize * tileColumns) / 8 * 8);

    /// <summary>
    /// A block's rows with which threads that take blocks in turns are done first: with many rows each block of A is packed by
    /// one task alone, and no thread is left with one more than the others. Of nearly equal cuts the finest, should a thread be
    /// late.
    /// </summary>
    private static int EvenRows(int rows, int limit, int tileRows, int threads)
    {
        const int SlightShare = 32;
        int best = 0;
        long shortest = int.MaxValue;
        for (int rounds = 1; rounds <= TasksPerThread || best == 0; rounds++)
        {
            int block = Balanced(rows, Blocks(rows, rounds * threads), tileRows);
            int longest = Blocks(Blocks(rows, block), threads) * block;
            if (block <= limit && longest <= shortest + (shortest / SlightShare))
            {
                (best, shortest) = (block, Math.Min(shortest, longest));
            }
        }

        return best;
    }

    /// <summary>
    /// Whether A need not be packed: where its rows are contiguous, and either read once, by few columns, or so close together
    /// that a block of them keeps its place in the second cache.
    /// </summary>
    private static bool ReadsLeftInPlace(in GemmShape shape, int elementSize) =>
        (shape.LeftDepth == 1 && (shape.Columns <= SmallColumns || shape.LeftRow * elementSize <= NearRowBytes))
        || (shape.LeftRow == 1 && shape.Columns <= OneStrip);

    /// <summary>The length of nearly equal blocks, a multiple of <paramref name="unit"/>, none above the limit.</summary>
    public static int Balanced(int length, int limit, int unit)
    {
        int blocks = Math.Max(1, Blocks(length, limit));
        int block = Blocks(length, blocks);
        return Math.Max(unit, (block + unit - 1) / unit * unit);
    }

    private static int Blocks(int length, int block) => (int)(((long)length + block - 1) / block);

    private static bool IsSmall(in GemmShape shape, int elementSize) =>
        shape.Rows <= FewRows || (long)shape.Columns * shape.Depth * elementSize <= InPlaceElements;
}
