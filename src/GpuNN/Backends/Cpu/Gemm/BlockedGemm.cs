using System.Numerics;
using System.Runtime.CompilerServices;
using GpuNN.Backends.Cpu.Gemm.Epilogues;
using GpuNN.Backends.Cpu.Gemm.Kernels;
using GpuNN.Backends.Cpu.Gemm.Packing;
using GpuNN.Backends.Cpu.Threading;

namespace GpuNN.Backends.Cpu.Gemm;

/// <summary>
/// The loops around the micro-kernel, in the order of Goto and van de Geijn: panels of B of depth KC go through the last
/// cache, blocks of A[MC × KC] stay in the second, a strip of B[KC × NR] in the first, a tile of C in registers.
/// </summary>
/// <remarks>
/// Threads share one packed panel of B; a task is a block of C that nobody else writes, and the depth is cut the same way
/// for any number of threads: so is the result.
/// </remarks>
internal static unsafe class BlockedGemm<T, TKernel, TSource, TEpilogue>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
    where TKernel : struct, IGemmKernel<T>
    where TSource : struct, IPanelSource<T>
    where TEpilogue : struct, IGemmEpilogue<T>
{
    private const int LargestTile = 12 * 2 * 16;
    private const int LineBytes = 64;
    private const int FewColumns = 2;
    private const int RowsWorthDots = 24;

    private static int TileColumns => 2 * TKernel.VectorCount;

    /// <summary>Computes the product.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Run(in GemmProblem<T> problem, in TSource source, in TEpilogue epilogue, in GemmPlan plan)
    {
        Panel panel = new()
        {
            Problem = problem,
            Source = source,
            Epilogue = epilogue,
            Plan = plan,
        };
        StripResidence residence = source.Residence;
        panel.PacksInTask = plan.RowBlock >= problem.Rows;
        long panelElements = residence switch
        {
            _ when panel.PacksInTask => 1,
            StripResidence.Packed => (long)plan.DepthBlock * Math.Min(plan.PanelColumns, RoundUp(problem.Columns)),
            StripResidence.InPlaceWhereFull => (long)plan.DepthBlock * TileColumns,
            _ => 1,
        };
        using ScratchMemory scratch = ScratchMemory.Rent<T>(panelElements);
        panel.Packed = scratch.As<T>();
        for (int column = 0; column < problem.Columns; column += plan.PanelColumns)
        {
            panel.Column = column;
            panel.Columns = Math.Min(plan.PanelColumns, problem.Columns - column);
            panel.FirstPackedStrip = residence switch
            {
                StripResidence.Packed => 0,
                StripResidence.InPlaceWhereFull => panel.Columns / TileColumns,
                _ => int.MaxValue,
            };
            int start = 0;
            do
            {
                panel.DepthStart = start;
                panel.Depth = Math.Min(plan.DepthBlock, problem.Depth - start);
                Multiply(panel);
                start += plan.DepthBlock;
            }
            while (start < problem.Depth);
        }
    }

    private static int RoundUp(int columns) => (columns + TileColumns - 1) / TileColumns * TileColumns;

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Multiply(in Panel panel)
    {
        int strips = (panel.Columns + TileColumns - 1) / TileColumns;
        int toPack = Math.Max(0, strips - Math.Min(panel.FirstPackedStrip, strips));
        int rowTasks = (panel.Problem.Rows + panel.Plan.RowBlock - 1) / panel.Plan.RowBlock;
        int columnTasks = (panel.Columns + panel.Plan.ColumnBlock - 1) / panel.Plan.ColumnBlock;
        if (panel.Plan.Parallel)
        {
            const int ElementsWorthATask = 8192;
            int grain = 1 + (ElementsWorthATask / (TileColumns * Math.Max(panel.Depth, 1)));
            ParallelLoop.For(panel.PacksInTask ? 0 : toPack, grain, new PackBody(panel));
            ParallelLoop.For(rowTasks * columnTasks, 1, new TaskBody(panel, columnTasks));
        }
        else
        {
            PackStrips(panel, 0, panel.PacksInTask ? 0 : toPack);
            RunTasks(panel, columnTasks, 0, rowTasks * columnTasks);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void PackStrips(in Panel panel, int start, int end)
    {
        int first = panel.FirstPackedStrip;
        T* target = panel.Packed + ((nint)start * panel.Depth * TileColumns);
        for (int strip = first + start; strip < first + end; strip++)
        {
            PackStrip(panel, strip, target);
            target += (nint)panel.Depth * TileColumns;
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void PackStrip(in Panel panel, int strip, T* target)
    {
        int column = strip * TileColumns;
        int columns = Math.Min(TileColumns, panel.Columns - column);
        int width = columns > TKernel.VectorCount ? TileColumns : TKernel.VectorCount;
        panel.Source.Pack(panel.DepthStart, panel.Depth, panel.Column + column, columns, width, target);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void RunTasks(in Panel panel, int columnTasks, int start, int end)
    {
        ref readonly GemmProblem<T> problem = ref panel.Problem;
        ref readonly GemmPlan plan = ref panel.Plan;
        nint packedElements = plan.PackLeft ? (nint)plan.RowBlock * plan.DepthBlock : 1;
        using ScratchMemory scratch = ScratchMemory.Rent<T>(packedElements);
        using ScratchMemory stripScratch = ScratchMemory.Rent<T>(
            panel.PacksInTask ? (nint)plan.DepthBlock * TileColumns : 1);
        int packedTask = -1;
        for (int task = start; task < end; task++)
        {
            int rowTask = task / columnTasks;
            int columnTask = task - (rowTask * columnTasks);
            int row = rowTask * plan.RowBlock;
            int rows = Math.Min(plan.RowBlock, problem.Rows - row);
            T* left = problem.Left + (row * problem.LeftRow) + (panel.DepthStart * problem.LeftDepth);
            LeftBlock block = new(left, problem.LeftRow, problem.LeftDepth);
            if (plan.PackLeft)
            {
                if (packedTask != rowTask)
                {
                    PackLeft(block, rows, panel.Depth, scratch.As<T>());
                    packedTask = rowTask;
                }

                block = new LeftBlock(scratch.As<T>(), panel.Depth, 1);
            }

            int column = columnTask * plan.ColumnBlock;
            int columns = Math.Min(plan.ColumnBlock, panel.Columns - column);
            RunBlock(panel, block, stripScratch.As<T>(), row, rows, column, columns);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void PackLeft(LeftBlock block, int rows, int depth, T* target)
    {
        if (block.Depth == 1)
        {
            RowCopies.Copy(block.First, block.Row, rows, depth, target, depth);
        }
        else
        {
            Transposition.Transpose(block.First, block.Depth, block.Row, depth, rows, target, depth);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void RunBlock(
        in Panel panel, LeftBlock left, T* stripBuffer, int row, int rows, int column, int columns)
    {
        ref readonly GemmProblem<T> problem = ref panel.Problem;
        bool isLast = panel.DepthStart + panel.Depth >= problem.Depth;
        T beta = panel.DepthStart == 0 ? problem.Beta : T.One;
        T* result = problem.Result + (row * problem.ResultRow) + panel.Column + column;
        for (int done = 0; done < columns; done += TileColumns)
        {
            int width = Math.Min(TileColumns, columns - done);
            if (width <= FewColumns && left.Depth == 1 && rows >= RowsWorthDots)
            {
                RunColumns(panel, left, stripBuffer, rows, column + done, width, result + done, beta);
            }
            else
            {
                RunStrip(panel, left, stripBuffer, rows, column + done, width, result + done, beta);
            }

            if (!TEpilogue.IsEmpty && isLast)
            {
                panel.Epilogue.Apply(
                    result + done, problem.ResultRow, rows, width, row, panel.Column + column + done);
            }
        }
    }

    [SkipLocalsInit]
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void RunStrip(
        in Panel panel, LeftBlock left, T* stripBuffer, int rows, int column, int width, T* target, T beta)
    {
        ref readonly GemmProblem<T> problem = ref panel.Problem;
        T* edge = stackalloc T[LargestTile];
        int vectors = width > TKernel.VectorCount ? 2 : 1;
        bool isFull = width == vectors * TKernel.VectorCount;
        T* unpacked = null;
        nint unpackedRow = 0;
        nint stripDepth = TileColumns;
        T* strip = stripBuffer;
        if (TKernel.PacksAlong && panel.PacksInTask && width == TileColumns && left.Depth == 1
            && panel.Source.Residence == StripResidence.Packed && panel.Source.HasRows)
        {
            unpacked = panel.Source.Strip(panel.DepthStart, panel.Depth, panel.Column + column, out unpackedRow);
        }
        else
        {
            strip = Strip(panel, column, vectors, stripBuffer, out stripDepth);
        }

        int tileRows = vectors == 2 ? TKernel.TileRows : TKernel.NarrowTileRows;
        int tilesLeft = (rows + tileRows - 1) / tileRows;
        nint stripElements = stripDepth * panel.Depth;
        nint fetched = !panel.PacksInTask && stripDepth == vectors * TKernel.VectorCount ? 0 : stripElements;
        for (int r = 0; r < rows;)
        {
            // Tiles of nearly equal height: a remainder of one or two rows would not fill the pipeline.
            int height = (rows - r + tilesLeft - 1) / tilesLeft;
            T* a = left.First + (r * left.Row);

            // The first tiles fetch the strip that comes next, the others their next rows of A where these are packed.
            T* ahead = fetched < stripElements ? strip + stripElements + fetched
                : left.Row == panel.Depth ? a + (height * left.Row)
                : null;
            fetched += panel.Depth * (LineBytes / sizeof(T)) / 4;
            if (unpacked != null)
            {
                TKernel.MultiplyPacking(
                    height,
                    a,
                    left.Row,
                    unpacked,
                    unpackedRow,
                    strip,
                    target,
                    problem.ResultRow,
                    panel.Depth,
                    problem.Alpha,
                    beta);
                unpacked = null;
            }
            else if (isFull)
            {
                TKernel.Multiply(
                    height,
                    vectors,
                    a,
                    left.Row,
                    left.Depth,
                    strip,
                    stripDepth,
                    target,
                    problem.ResultRow,
                    panel.Depth,
                    problem.Alpha,
                    beta,
                    ahead);
            }
            else
            {
                TKernel.Multiply(
                    height,
                    vectors,
                    a,
                    left.Row,
                    left.Depth,
                    strip,
                    stripDepth,
                    edge,
                    TileColumns,
                    panel.Depth,
                    problem.Alpha,
                    T.Zero);
                Merge(edge, target, problem.ResultRow, height, width, beta);
            }

            target += height * problem.ResultRow;
            r += height;
            tilesLeft--;
        }
    }

    /// <summary>Columns that would fill a small part of a tile: each a dot product with the rows of A.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void RunColumns(
        in Panel panel, LeftBlock left, T* stripBuffer, int rows, int column, int columns, T* target, T beta)
    {
        T* strip = Strip(panel, column, 1, stripBuffer, out nint stripDepth);
        using ScratchMemory scratch = ScratchMemory.Rent<T>(Math.Max(1, panel.Depth));
        MatrixVectorKernels<T>.Operands operands = new()
        {
            Matrix = left.First,
            Row = left.Row,
            Column = 1,
            Vector = scratch.As<T>(),
            VectorStride = 1,
            Result = target,
            ResultStride = panel.Problem.ResultRow,
            Rows = rows,
            Depth = panel.Depth,
            Alpha = panel.Problem.Alpha,
            Beta = beta,
        };
        for (int c = 0; c < columns; c++)
        {
            for (int k = 0; k < panel.Depth; k++)
            {
                operands.Vector[k] = strip[(k * stripDepth) + c];
            }

            MatrixVector.Dots(TKernel.InstructionSet, operands);
            operands.Result++;
        }
    }

    private static T* Strip(in Panel panel, int column, int vectors, T* buffer, out nint depthStride)
    {
        int strip = column / TileColumns;
        if (strip < panel.FirstPackedStrip)
        {
            return panel.Source.Strip(panel.DepthStart, panel.Depth, panel.Column + column, out depthStride);
        }

        depthStride = vectors * TKernel.VectorCount;
        if (panel.PacksInTask)
        {
            PackStrip(panel, strip, buffer);
            return buffer;
        }

        return panel.Packed + ((nint)(strip - panel.FirstPackedStrip) * panel.Depth * TileColumns);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Merge(T* edge, T* target, nint targetRow, int rows, int columns, T beta)
    {
        for (int r = 0; r < rows; r++)
        {
            for (int c = 0; c < columns; c++)
            {
                target[c] = beta == T.Zero ? edge[c] : T.FusedMultiplyAdd(beta, target[c], edge[c]);
            }

            target += targetRow;
            edge += TileColumns;
        }
    }

    private readonly struct LeftBlock(T* first, nint row, nint depth)
    {
        public readonly T* First = first;
        public readonly nint Row = row;
        public readonly nint Depth = depth;
    }

    private struct Panel
    {
        public GemmProblem<T> Problem;
        public TSource Source;
        public TEpilogue Epilogue;
        public GemmPlan Plan;
        public T* Packed;
        public int Column;
        public int Columns;
        public int DepthStart;
        public int Depth;
        public int FirstPackedStrip;

        /// <summary>With one block of rows each strip serves one task, which packs it into the first cache.</summary>
        public bool PacksInTask;
    }

    private readonly struct PackBody(Panel panel) : IRangeBody
    {
        public void Invoke(int start, int end) => PackStrips(panel, start, end);
    }

    private readonly struct TaskBody(Panel panel, int columnTasks) : IRangeBody
    {
        public void Invoke(int start, int end) => RunTasks(panel, columnTasks, start, end);
    }
}
