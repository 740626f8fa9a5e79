using GpuNN.Jit.Compiler.Ir;
using Barrier = GpuNN.Jit.Compiler.Ir.Barrier;

namespace GpuNN.Jit.Targets.Clr;

/// <summary>What is reachable from an entry without a synchronisation: a loop over items runs it.</summary>
internal sealed class Segment(int id, Block entry, bool afterWarp)
{
    public int Id { get; } = id;

    public Block Entry { get; } = entry;

    /// <summary>True if it follows a synchronisation of the warp, false after one of the group and at the start.</summary>
    public bool IsAfterWarp { get; } = afterWarp;

    /// <summary>In the kernel's order; a block can belong to several segments.</summary>
    public List<Block> Blocks { get; } = [];
}

/// <summary>
/// A kernel cut at its barriers, shuffles and matrix products. A shuffle becomes a store to an exchange slot, a synchronisation and a load
/// from another lane's slot; a second synchronisation follows where the slot could be written again before the next one.
/// </summary>
internal sealed class SegmentedKernel
{
    private readonly List<ScalarType> _exchangeTypes = [];
    private readonly Queue<int> _productSlots = [];

    public SegmentedKernel(KernelIr kernel)
    {
        Kernel = kernel;
        foreach (var block in kernel.Blocks.ToArray())
            Split(block);
        Renumber();
        foreach (var block in kernel.Blocks.ToArray())
            SeparateExchange(block);
        Renumber();
        FindSegments();
    }

    public KernelIr Kernel { get; }

    public List<Segment> Segments { get; } = [];

    /// <summary>The types of the exchange slots.</summary>
    public IReadOnlyList<ScalarType> ExchangeTypes => _exchangeTypes;

    /// <summary>True if warps run one after another.</summary>
    public bool HasWarps { get; private set; }

    /// <summary>The segment that starts at a block.</summary>
    public Segment At(Block entry) => Segments.Find(segment => segment.Entry == entry)!;

    private void Split(Block block)
    {
        for (int i = 0; i < block.Statements.Count; i++)
        {
            var statement = block.Statements[i];
            if (statement is Barrier barrier)
            {
                Split(Cut(block, i, 1, barrier.IsWarp, statement.Position));
                return;
            }
            if (statement is Shuffle shuffle)
            {
                int slot = _exchangeTypes.Count;
                _exchangeTypes.Add(shuffle.Result.Type);
                var rest = Cut(block, i, 1, warp: true, statement.Position);
                block.Statements.Add(new ExchangeStore(slot, shuffle.Value) { Position = statement.Position });
                rest.Statements.Insert(0, new ExchangeLoad(slot, shuffle) { Position = statement.Position });
                Split(rest);
                return;
            }
            if (statement is MatrixProduct product)
            {
                int first = NextProductSlots();
                var rest = Cut(block, i, 1, warp: true, statement.Position);
                foreach (var (register, place) in product.A.Concat(product.B).Select((register, place) => (register, place)))
                    block.Statements.Add(new ExchangeStore(first + place, register) { Position = statement.Position });
                rest.Statements.Insert(0, new ExchangeMultiply(first, product) { Position = statement.Position });
                Split(rest);
                return;
            }
        }
    }

    /// <summary>The first of six slots: two sets in turn, since a synchronisation parts the reading of one set from its next
    /// use.</summary>
    private int NextProductSlots()
    {
        if (_productSlots.Count == 2)
            _productSlots.Enqueue(_productSlots.Dequeue());
        else
        {
            _productSlots.Enqueue(_exchangeTypes.Count);
            _exchangeTypes.AddRange(Enumerable.Repeat(ScalarType.Int32, ExchangeMultiply.Slots));
        }
        return _productSlots.Last();
    }

    /// <summary>Ends a block at a statement; what follows it becomes a block of its own.</summary>
    private Block Cut(Block block, int index, int skip, bool warp, SourcePosition? position)
    {
        var rest = new Block(Kernel.Blocks.Count) { Terminator = block.Terminator };
        Kernel.Blocks.Add(rest);
        rest.Statements.AddRange(block.Statements.Skip(index + skip));
        block.Statements.RemoveRange(index, block.Statements.Count - index);
        block.Terminator = new Synchronize(rest, warp) { Position = position };
        HasWarps |= warp;
        return rest;
    }

    private void SeparateExchange(Block block)
    {
        if (block.Statements is [ExchangeRead read, ..] && IsStoredAgain(block, read))
            Cut(block, 1, 0, warp: true, read.Position);
    }

    /// <summary>True if a slot may be stored after it was read without a synchronisation in between.</summary>
    private static bool IsStoredAgain(Block start, ExchangeRead read)
    {
        var visited = new HashSet<Block>();
        var pending = new Stack<Block>([start]);
        while (pending.TryPop(out var block))
        {
            if (!visited.Add(block))
                continue;
            if (block.Statements.Exists(statement => statement is ExchangeStore store && read.Reads(store.Slot)))
                return true;
            if (block.Terminator is Synchronize)
                continue;
            foreach (var successor in block.Successors)
                pending.Push(successor);
        }
        return false;
    }

    private void Renumber()
    {
        var visited = new HashSet<Block>();
        var order = new List<Block>();
        Visit(Kernel.Blocks[0]);
        order.Reverse();
        Kernel.Blocks = order;
        for (int i = 0; i < order.Count; i++)
            order[i].Id = i;

        void Visit(Block first)
        {
            var path = new Stack<(Block Block, IEnumerator<Block> Next)>();
            visited.Add(first);
            path.Push((first, first.Successors.Reverse().GetEnumerator()));
            while (path.TryPeek(out var top))
            {
                if (!top.Next.MoveNext())
                    order.Add(path.Pop().Block);
                else if (visited.Add(top.Next.Current))
                    path.Push((top.Next.Current, top.Next.Current.Successors.Reverse().GetEnumerator()));
            }
        }
    }

    private void FindSegments()
    {
        Segments.Add(new(0, Kernel.Blocks[0], afterWarp: false));
        foreach (var block in Kernel.Blocks)
        {
            if (block.Terminator is Synchronize synchronize)
                Segments.Add(new(Segments.Count, synchronize.Target, synchronize.IsWarp));
        }
        foreach (var segment in Segments)
        {
            var reached = new HashSet<Block>();
            var pending = new Stack<Block>([segment.Entry]);
            while (pending.TryPop(out var block))
            {
                if (!reached.Add(block) || block.Terminator is Synchronize)
                    continue;
                foreach (var successor in block.Successors)
                    pending.Push(successor);
            }
            segment.Blocks.AddRange(Kernel.Blocks.Where(reached.Contains));
        }
    }
}
