namespace GpuNN.Jit;

/// <summary>Something that belongs to one accelerator and is released with it at the latest.</summary>
public abstract class AcceleratorObject : IDisposable
{
    private int _disposed;

    private protected AcceleratorObject(Accelerator accelerator) => Accelerator = accelerator;

    /// <summary>The accelerator this object belongs to.</summary>
    public Accelerator Accelerator { get; }

    /// <summary>The kind of the accelerator.</summary>
    public AcceleratorType AcceleratorType => Accelerator.AcceleratorType;

    /// <summary>Whether the object was disposed.</summary>
    public bool IsDisposed => Volatile.Read(ref _disposed) != 0;

    /// <summary>Releases the object; a second call does nothing.</summary>
    public void Dispose()
    {
        GC.SuppressFinalize(this);
        Release(disposing: true);
    }

    private protected void Release(bool disposing)
    {
        if (Interlocked.Exchange(ref _disposed, 1) == 0)
            DisposeAcceleratorObject(disposing);
    }

    private protected abstract void DisposeAcceleratorObject(bool disposing);
}
