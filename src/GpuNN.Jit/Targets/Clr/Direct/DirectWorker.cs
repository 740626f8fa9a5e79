using System.Collections.Concurrent;

namespace GpuNN.Jit.Targets.Clr.Direct;

/// <summary>A thread that runs items while others wait in the middle of theirs; kept for the next one.</summary>
internal sealed class DirectWorker
{
    private const int StackSize = 512 * 1024;

    private static readonly ConcurrentBag<DirectWorker> s_idle = [];

    private readonly Turn _turn = new();
    private DirectItem? _item;

    /// <summary>Runs an item, and what follows it, in another thread.</summary>
    public static void Start(DirectItem item)
    {
        if (!s_idle.TryTake(out var worker))
        {
            worker = new DirectWorker();
            new Thread(worker.Work, StackSize) { IsBackground = true, Name = "GpuNN.Jit work item" }.Start();
        }
        worker._item = item;
        worker._turn.Give();
    }

    private void Work()
    {
        while (true)
        {
            _turn.Await();
            var item = _item!;
            _item = null;
            item.Group.RunItems(item);
            s_idle.Add(this);
        }
    }
}
