using System.Collections.Concurrent;
using System.Reflection;

namespace GpuNN.Kernels;

/// <summary>The kernels of one accelerator, compiled when they are first launched, on one ordered queue.</summary>
internal sealed partial class KernelSet(Accelerator accelerator)
{
    private readonly ConcurrentDictionary<Type, object> _launchers = new();
    private readonly ConcurrentQueue<KernelUse> _uses = new();
    private long _launches;

    public Accelerator Accelerator { get; } = accelerator;

    public AcceleratorStream Stream { get; } = accelerator.DefaultStream;

    /// <summary>How many kernels were launched.</summary>
    public long Launches => Interlocked.Read(ref _launches);

    /// <summary>The kernels that have launchers, launched or not.</summary>
    public IEnumerable<KernelUse> Uses => _uses;

    /// <summary>Called before a kernel is queued, where a profiler listens.</summary>
    public Action<MethodInfo>? Launching { get; set; }

    /// <summary>Called after a kernel was queued, where a profiler listens.</summary>
    public Action<MethodInfo>? Launched { get; set; }

    /// <summary>The launcher of this type: made once, since it holds the compiled kernels.</summary>
    public TLauncher Get<TLauncher>(Func<KernelSet, TLauncher> create)
        where TLauncher : class =>
        (TLauncher)_launchers.GetOrAdd(typeof(TLauncher), static (_, state) => state.create(state.set), (create, set: this));

    /// <summary>Does some work; how often it counted which kernels.</summary>
    public (KernelUse Use, long Launches)[] CountsOf(Action work)
    {
        Dictionary<KernelUse, long> before = _uses.ToDictionary(static use => use, static use => use.Launches);
        work();
        return [.. _uses.Select(use => (use, use.Launches - before.GetValueOrDefault(use))).Where(static count => count.Item2 > 0)];
    }

    /// <summary>Counts launches that do not go through the loaded delegates.</summary>
    public void Count(ReadOnlySpan<(KernelUse Use, long Launches)> counts, int times)
    {
        foreach (var (use, launches) in counts)
        {
            use.Count(times * launches);
            Interlocked.Add(ref _launches, times * launches);
        }
    }

    private KernelUse Add(MethodInfo kernel)
    {
        var use = new KernelUse(kernel);
        _uses.Enqueue(use);
        return use;
    }

    private void Count(KernelUse use)
    {
        use.Count();
        Interlocked.Increment(ref _launches);
        Launched?.Invoke(use.Method);
    }
}
