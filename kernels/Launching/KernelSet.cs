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
