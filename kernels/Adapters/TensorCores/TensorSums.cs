namespace GpuNN.Kernels;

/// <summary>A warp's sums of 64×32, in registers: four rows of four 16×8 matrices.</summary>
internal struct TensorSums<TElement>
    where TElement : struct, ITensorElement
{
    public TensorSumRow<TElement> Row0, Row1, Row2, Row3;

    /// <summary>Adds the product of half a tile of A and half a tile of B.</summary>
    public void Add<TATile, TBTile>(ArrayView<uint> aTile, ArrayView<uint> bTile, int line, int column, int step)
        where TATile : struct, ITensorTile<TElement>
        where TBTile : struct, ITensorTile<TElement>
    {
        MatrixA left = Prepare(TBTile.LoadB(bTile, column, step)), right = Prepare(TBTile.LoadB(bTile, column + 16, step));
        Row0.Add(Prepare(TATile.LoadA(aTile, line, step)), left, right);
        Row1.Add(Prepare(TATile.LoadA(aTile, line + 16, step)), left, right);
        Row2.Add(Prepare(TATile.LoadA(aTile, line + 32, step)), left, right);
        Row3.Add(Prepare(TATile.LoadA(aTile, line + 48, step)), left, right);
    }

    /// <summary>Hands the sums that lie inside C to the output.</summary>
    public readonly void Store<TOutput>(TOutput output, ProductSize size, int slice, int line, int column)
        where TOutput : struct, IProductOutput<float>
    {
        Row0.Store(output, size, slice, line, column);
        Row1.Store(output, size, slice, line + 16, column);
        Row2.Store(output, size, slice, line + 32, column);
        Row3.Store(output, size, slice, line + 48, column);
    }

    private static MatrixA Prepare(MatrixA fragment)
    {
        fragment.R0 = TElement.Prepare(fragment.R0);
        fragment.R1 = TElement.Prepare(fragment.R1);
        fragment.R2 = TElement.Prepare(fragment.R2);
        fragment.R3 = TElement.Prepare(fragment.R3);
        return fragment;
    }
}

/// <summary>Sums of 16×32.</summary>
internal struct TensorSumRow<TElement>
    where TElement : struct, ITensorElement
{
    public MatrixSum Sum0, Sum1, Sum2, Sum3;

    public void Add(MatrixA a, MatrixA left, MatrixA right)
    {
        Sum0 = TElement.Multiply(a, left.First, Sum0);
        Sum1 = TElement.Multiply(a, left.Second, Sum1);
        Sum2 = TElement.Multiply(a, right.First, Sum2);
        Sum3 = TElement.Multiply(a, right.Second, Sum3);
    }

    public readonly void Store<TOutput>(TOutput output, ProductSize size, int slice, int line, int column)
        where TOutput : struct, IProductOutput<float>
    {
        int row = line + (Warp.LaneIdx / 4), place = column + (Warp.LaneIdx % 4 * 2);
        Store(output, size, slice, row, place, Sum0);
        Store(output, size, slice, row, place + 8, Sum1);
        Store(output, size, slice, row, place + 16, Sum2);
        Store(output, size, slice, row, place + 24, Sum3);
    }

    private static void Store<TOutput>(TOutput output, ProductSize size, int slice, int row, int column, MatrixSum sum)
        where TOutput : struct, IProductOutput<float>
    {
        if (row < size.M && column < size.N) output.Store(slice, row, column, sum.C0);
        if (row < size.M && column + 1 < size.N) output.Store(slice, row, column + 1, sum.C1);
        if (row + 8 < size.M && column < size.N) output.Store(slice, row + 8, column, sum.C2);
        if (row + 8 < size.M && column + 1 < size.N) output.Store(slice, row + 8, column + 1, sum.C3);
    }
}
