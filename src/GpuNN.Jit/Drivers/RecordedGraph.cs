using GpuNN.Jit.Extensions;
using GpuNN.Jit.Launching;

namespace GpuNN.Jit.Drivers;

/// <summary>The graph of an accelerator that has none of its own: a list of operations that are enqueued one by one.</summary>
internal sealed unsafe class RecordedGraph(Accelerator accelerator) : LaunchGraph(accelerator)
{
    private readonly List<Action<AcceleratorStream>> _operations = [];

    /// <summary>Adds a launch with a copy of its arguments.</summary>
    public void Add(LoadedKernel kernel, KernelConfig config, KernelArgument* arguments, int count)
    {
        KernelArgument[] copy = new ReadOnlySpan<KernelArgument>(arguments, count).ToArray();
        _operations.Add(stream =>
        {
            fixed (KernelArgument* pointer = copy)
                kernel.Launch(stream, config, pointer, copy.Length);
            Accelerator.CountLaunches(1);
        });
    }

    /// <summary>Adds a fill or a copy.</summary>
    public void Add(Action<AcceleratorStream> operation) => _operations.Add(operation);

    private protected override void LaunchCore(AcceleratorStream stream)
    {
        foreach (Action<AcceleratorStream> operation in _operations)
            operation(stream);
    }

    private protected override void DisposeAcceleratorObject(bool disposing) => _operations.Clear();
}
