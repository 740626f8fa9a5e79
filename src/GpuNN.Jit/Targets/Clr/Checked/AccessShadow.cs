namespace GpuNN.Jit.Targets.Clr.Checked;

/// <summary>Who accessed a place, and when: epochs count the barriers of a group and the synchronisations of a warp.</summary>
internal readonly record struct Accessor(long Group, int Item, int Epoch, int WarpEpoch, bool IsAtomic, int Site)
{
    /// <summary>True if nothing orders the two accesses.</summary>
    public bool IsUnordered(in Accessor other)
    {
        if (Group != other.Group)
            return true;
        if (Item == other.Item || Epoch != other.Epoch)
            return false;
        bool sameWarp = Item / Compiler.Ir.IrTypes.WarpSize == other.Item / Compiler.Ir.IrTypes.WarpSize;
        return !(sameWarp && WarpEpoch != other.WarpEpoch);
    }
}

/// <summary>
/// The last writer and two last readers of every element accessed. Two readers, since with one the race of a first reader
/// with a second one's write would go unseen.
/// </summary>
internal sealed class AccessShadow
{
    private readonly Dictionary<long, Cell> _cells = [];

    public void Clear() => _cells.Clear();

    /// <summary>True if some item of the group wrote the place.</summary>
    public bool IsWritten(long address) => _cells.TryGetValue(address, out var cell) && cell.Writer is not null;

    /// <summary>Notes an access; gives the earlier one that it races with, if any.</summary>
    public Accessor? Note(long address, bool writes, in Accessor accessor)
    {
        ref var cell = ref System.Runtime.InteropServices.CollectionsMarshal.GetValueRefOrAddDefault(_cells, address, out _);
        if (cell.Writer is { } writer && Races(writer, accessor))
            return writer;
        if (writes)
        {
            if (cell.Reader is { } reader && Races(reader, accessor))
                return reader;
            if (cell.OtherReader is { } other && Races(other, accessor))
                return other;
            cell.Writer = accessor;
            if (!accessor.IsAtomic)
                return null;
        }
        if (cell.Reader is { } last && (last.Group, last.Item) != (accessor.Group, accessor.Item))
            cell.OtherReader = last;
        cell.Reader = accessor;
        return null;
    }

    private static bool Races(in Accessor a, in Accessor b) => a.IsUnordered(b) && !(a.IsAtomic && b.IsAtomic);

    private struct Cell
    {
        public Accessor? Writer;
        public Accessor? Reader;
        public Accessor? OtherReader;
    }
}
