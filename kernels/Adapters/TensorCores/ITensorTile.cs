namespace GpuNN.Kernels;

/// <summary>How a tile of 128 lines of A or columns of B, 64 bytes of each along the summed axis, lies in shared memory, how a
/// group of 256 brings it there in pieces of 16 bytes, and how a warp takes fragments from it.</summary>
internal interface ITensorTile<TElement>
    where TElement : struct, ITensorElement
{
    /// <summary>Begins to copy the tile; what is outside the matrix becomes 0.</summary>
    static abstract void Fetch<TStored>(
        ArrayView<TStored> tile, ArrayView<TStored> elements, int origin, int outerStride, int innerStride,
        int firstOuter, int outerEnd, int firstInner, int innerEnd)
        where TStored : unmanaged;

    /// <summary>The fragment of A that begins at this line, of the first or second half along the summed axis.</summary>
    static abstract MatrixA LoadA(ArrayView<uint> tile, int line, int step);

    /// <summary>The fragments of B for the eight columns from this one on, and for the next eight.</summary>
    static abstract MatrixA LoadB(ArrayView<uint> tile, int column, int step);
}

/// <summary>Neighbours along the summed axis lie side by side, 16 words of a line and four of nothing, so that the eight rows
/// that a load of matrices reads at once lie in different banks.</summary>
internal readonly struct InnerTensorTile<TElement> : ITensorTile<TElement>
    where TElement : struct, ITensorElement
{
    private const int Pitch = 20, PiecesOfLine = 4;

    public static void Fetch<TStored>(
        ArrayView<TStored> tile, ArrayView<TStored> elements, int origin, int outerStride, int innerStride,
        int firstOuter, int outerEnd, int firstInner, int innerEnd)
        where TStored : unmanaged
    {
        int length = 4 * TElement.PerWord;
        for (int part = 0; part < 2; part++)
        {
            int piece = Group.IdxX + (part * LaunchGrid.GroupSize), line = piece / PiecesOfLine;
            int inner = piece % PiecesOfLine * length, outer = firstOuter + line;
            int count = outer < outerEnd ? XMath.Clamp(innerEnd - firstInner - inner, 0, length) : 0;
            AsyncCopy.Copy(
                tile, (line * Pitch * TElement.PerWord) + inner, elements, origin + (outer * outerStride) + firstInner + inner, count);
        }
    }

    public static MatrixA LoadA(ArrayView<uint> tile, int line, int step)
    {
        int lane = Warp.LaneIdx;
        return WarpMatrix.Load(tile, ((line + (lane % 16)) * Pitch) + (step * 8) + (lane / 16 * 4));
    }

    public static MatrixA LoadB(ArrayView<uint> tile, int column, int step)
    {
        int lane = Warp.LaneIdx;
        return WarpMatrix.Load(tile, ((column + (lane % 8) + (lane / 16 * 8)) * Pitch) + (step * 8) + (lane / 8 % 2 * 4));
    }
}

/// <summary>Neighbours along m or n lie side by side, 128 of them and 16 or 32 bytes of nothing. Pairs of 16 bits come out of it
/// by a transposing load, words of 32 bits one by one.</summary>
internal readonly struct OuterTensorTile<TElement> : ITensorTile<TElement>
    where TElement : struct, ITensorElement
{
    private static int Pitch => TElement.PerWord == 1 ? 136 : 68;

    private static int PiecesOfLine => 32 / TElement.PerWord;

    public static void Fetch<TStored>(
        ArrayView<TStored> tile, ArrayView<TStored> elements, int origin, int outerStride, int innerStride,
        int firstOuter, int outerEnd, int firstInner, int innerEnd)
        where TStored : unmanaged
    {
        int length = 4 * TElement.PerWord;
        for (int part = 0; part < 2; part++)
        {
            int piece = Group.IdxX + (part * LaunchGrid.GroupSize), line = piece / PiecesOfLine;
            int outer = firstOuter + (piece % PiecesOfLine * length), inner = firstInner + line;
            int count = inner < innerEnd ? XMath.Clamp(outerEnd - outer, 0, length) : 0;
            AsyncCopy.Copy(
                tile, (line * Pitch * TElement.PerWord) + outer - firstOuter, elements, origin + (inner * innerStride) + outer, count);
        }
    }

    public static MatrixA LoadA(ArrayView<uint> tile, int line, int step)
    {
        int lane = Warp.LaneIdx;
        return TElement.PerWord == 1
            ? Words(tile, line, step, 8, 0, 0, 4)
            : WarpMatrix.LoadTransposed(
                tile, (((step * 16) + (lane % 8) + (lane / 16 * 8)) * Pitch) + ((line + (lane / 8 % 2 * 8)) / 2));
    }

    public static MatrixA LoadB(ArrayView<uint> tile, int column, int step)
    {
        int lane = Warp.LaneIdx;
        return TElement.PerWord == 1
            ? Words(tile, column, step, 0, 4, 8, 0)
            : WarpMatrix.LoadTransposed(
                tile, (((step * 16) + (lane % 8) + (lane / 8 % 2 * 8)) * Pitch) + ((column + (lane / 16 * 8)) / 2));
    }

    /// <summary>Element (t, g), and those so many outer or inner places further: odd registers by one pair, upper by another.</summary>
    private static MatrixA Words(ArrayView<uint> tile, int outer, int step, int oddOuter, int oddInner, int upperOuter, int upperInner)
    {
        int place = (((step * 8) + (Warp.LaneIdx % 4)) * Pitch) + outer + (Warp.LaneIdx / 4);
        int odd = (oddInner * Pitch) + oddOuter, upper = (upperInner * Pitch) + upperOuter;
        MatrixA fragment = default;
        fragment.R0 = tile[place];
        fragment.R1 = tile[place + odd];
        fragment.R2 = tile[place + upper];
        fragment.R3 = tile[place + odd + upper];
        return fragment;
    }
}
