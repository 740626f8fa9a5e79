using GpuNN.Kernels;

namespace GpuNN.Backends.Gpu;

/// <content>Computations that are asked for again.</content>
internal sealed partial class GpuBackend
{
    public IPreparedRun? Prepare(IReadOnlyList<PreparedComputation> computations) =>
        _synchronizesEachOperator || computations.Count == 0 ? null : new CapturedRun(this, [.. computations]);

    /// <summary>The launches of computations that have run before; null where they cannot be captured, since an operator sends
    /// something from the host, or the runtime does not capture.</summary>
    public CapturedLaunches? Capture(PreparedComputation[] computations)
    {
        lock (_lock)
        {
            Watch(null);
            LaunchCapture? capture = null;
            (KernelUse Use, long Launches)[] counts;
            try
            {
                counts = Kernels.CountsOf(() => capture = LaunchCapture.Of(Kernels.Stream, () =>
                {
                    foreach (PreparedComputation one in computations) Table.Execute(this, one.Primitive, one.Inputs, one.Outputs);
                }));
            }
            catch (Exception exception) when (exception is AcceleratorException or InvalidOperationException)
            {
                return null;
            }

            // Nothing of it has run.
            Kernels.Count(counts, -1);
            return capture is null ? null : new CapturedLaunches(capture, counts);
        }
    }

    /// <summary>Queues captured launches.</summary>
    public void Replay(CapturedLaunches launches, string name)
    {
        lock (_lock)
        {
            try
            {
                launches.Queue(Kernels);
                _journal.Add(name);
            }
            catch (Exception exception) when (exception is not GpuNNException)
            {
                throw LaunchFailure(name, exception);
            }

            ThrowIfFailed();
        }
    }
}
