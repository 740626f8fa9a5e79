using System.Runtime.ExceptionServices;
using System.Runtime.InteropServices;
using GpuNN.Jit.Compiler.Ir;
using GpuNN.Jit.Extensions;

namespace GpuNN.Jit.Targets.Clr.Direct;

/// <summary>
/// A group whose items take turns: one runs until it ends or waits for the others, then the next. So a debugger that steps
/// through a kernel stays with one item, and every run goes the same way.
/// </summary>
internal sealed unsafe class DirectGroup : IDisposable
{
    /// <summary>What fresh memory is filled with: NaN as a float, −1 as an integer.</summary>
    private const byte Unwritten = 0xFF;

    private const nuint Alignment = 64;

    private readonly DirectItem[] _items;
    private readonly Queue<DirectItem> _ready;
    private readonly Turn _done = new();
    private readonly List<nint> _memory = [];
    private readonly List<nint> _shared = [];
    private readonly object?[,] _slots;
    private readonly int[] _atWarp;
    private int _atBarrier;
    private int _unfinished;
    private bool _isAbandoned;
    private ExceptionDispatchInfo? _failure;

    public DirectGroup(DirectLaunch launch, Index3D index)
    {
        Launch = launch;
        Index = index;
        _items = [.. Enumerable.Range(0, launch.GroupSize.Size).Select(number => new DirectItem(this, number))];
        _ready = new Queue<DirectItem>(_items);
        _slots = new object?[2, _items.Length];
        _atWarp = new int[(_items.Length - 1) / IrTypes.WarpSize + 1];
        _unfinished = _items.Length;
        DynamicShared = Allocate(launch.DynamicSharedSize);
    }

    public DirectLaunch Launch { get; }

    public Index3D Index { get; }

    public Index3D Size => Launch.GroupSize;

    public nint DynamicShared { get; }

    /// <summary>Runs all items to their end; the first runs in the calling thread.</summary>
    public void Run()
    {
        RunItems(_ready.Dequeue());
        _done.Await();
        _failure?.Throw();
    }

    /// <summary>Runs an item, and others that nobody has begun; then leaves the turn to one that waits.</summary>
    public void RunItems(DirectItem first)
    {
        DirectItem? item = first;
        while (item is { IsStarted: false })
        {
            RunItem(item);
            item = Next(item);
        }
        if (item is null)
            _done.Give();
        else
            item.Turn.Give();
    }

    /// <summary>Lets the others run until all of the group, or of the warp, are here.</summary>
    public void Synchronize(DirectItem item, bool warp)
    {
        int number = item.Number / IrTypes.WarpSize;
        int start = warp ? number * IrTypes.WarpSize : 0;
        int count = warp ? Math.Min(IrTypes.WarpSize, _items.Length - start) : _items.Length;
        ref int arrived = ref warp ? ref _atWarp[number] : ref _atBarrier;
        if (++arrived == count)
        {
            arrived = 0;
            for (int i = start; i < start + count; i++)
                _ready.Enqueue(_items[i]);
        }
        var next = Next(item)!;
        if (next != item)
        {
            if (next.IsStarted)
                next.Turn.Give();
            else
                DirectWorker.Start(next);
            item.Turn.Await();
        }
        if (_isAbandoned)
            throw new AbandonedException();
    }

    public ArrayView<T> View<T>(nint address, int length)
        where T : unmanaged => Launch.Memory.View<T>(address, length);

    public ref object? Slot(int set, int number) => ref _slots[set, number];

    /// <summary>The memory that a request of this number gets; the first item that comes makes it.</summary>
    public nint Shared(int request, int bytes)
    {
        if (request == _shared.Count)
            _shared.Add(Allocate(bytes));
        return _shared[request];
    }

    public nint Allocate(int bytes)
    {
        void* memory = NativeMemory.AlignedAlloc((nuint)Math.Max(bytes, 1), Alignment);
        NativeMemory.Fill(memory, (nuint)bytes, Unwritten);
        _memory.Add((nint)memory);
        return (nint)memory;
    }

    public void Dispose()
    {
        foreach (nint memory in _memory)
            NativeMemory.AlignedFree((void*)memory);
    }

    private void RunItem(DirectItem item)
    {
        try
        {
            if (!_isAbandoned)
                item.Run();
        }
        catch (AbandonedException)
        {
            // The failure that it was abandoned for is the one to report.
        }
        catch (Exception failure)
        {
            _failure ??= ExceptionDispatchInfo.Capture(failure);
        }
        item.IsFinished = true;
        _unfinished--;
    }

    /// <summary>Whose turn it is; null if all are done. After a failure each item that is left gets a turn to end in.</summary>
    private DirectItem? Next(DirectItem present)
    {
        if (_unfinished == 0)
            return null;
        if (_failure is null && _ready.Count == 0)
        {
            _failure = ExceptionDispatchInfo.Capture(new KernelFaultException(
                KernelFault.DivergentBarrier, Launch.Name, "", 0, Index, present.Index, Launch.Name,
                "a barrier or shuffle is not reached by all items"));
        }
        if (_failure is not null && !_isAbandoned)
        {
            _isAbandoned = true;
            _ready.Clear();
            foreach (var item in _items.Where(item => !item.IsFinished))
                _ready.Enqueue(item);
        }
        return _ready.Dequeue();
    }

    /// <summary>Ends an item whose group has failed.</summary>
    private sealed class AbandonedException : Exception;
}
