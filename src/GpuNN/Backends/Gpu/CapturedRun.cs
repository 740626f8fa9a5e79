namespace GpuNN.Backends.Gpu;

/// <summary>Computations that run as they are for the first time, which loads their kernels, and from the second time on as captured
/// launches: no strategy is asked, no memory of either kind allocated. Where somebody watches or tries variants, or what the
/// strategies go by has changed, they run as they are.</summary>
internal sealed class CapturedRun(GpuBackend backend, PreparedComputation[] computations) : IPreparedRun
{
    private readonly string _name = computations.Length == 1
        ? computations[0].Primitive.Name
        : $"{computations[0].Primitive.Name} ... {computations[^1].Primitive.Name} (replayed)";

    private CapturedLaunches? _launches;
    private bool _hasRun, _isRefused, _wasDeterministic, _allowedTensorFloat;

    public void Execute()
    {
        if (_isRefused || !_hasRun || IsWatched || !CaptureIfNeeded() || !IsAsCaptured)
        {
            foreach (ref readonly PreparedComputation one in computations.AsSpan()) backend.Execute(one.Primitive, one.Inputs, one.Outputs);
            _hasRun = true;
            return;
        }

        backend.Replay(_launches!, _name);
    }

    public void Dispose() => _launches?.Dispose();

    private static bool IsWatched =>
        ILaunchObserver.Current is not null || VariantTrial.Current is not null || Autotuning.IsEnabled;

    private bool IsAsCaptured => _wasDeterministic == Determinism.IsRequired && _allowedTensorFloat == TensorFloat.IsAllowed;

    private bool CaptureIfNeeded()
    {
        if (_launches is not null) return true;
        _launches = backend.Capture(computations);
        _isRefused = _launches is null;
        (_wasDeterministic, _allowedTensorFloat) = (Determinism.IsRequired, TensorFloat.IsAllowed);
        return !_isRefused;
    }
}
