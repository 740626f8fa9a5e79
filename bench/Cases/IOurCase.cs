namespace GpuNN.Bench.Cases;

/// <summary>Our side of a loaded case.</summary>
internal interface IOurCase : IDisposable
{
    /// <summary>The call that is timed; what it makes is freed by it.</summary>
    void Run();

    /// <summary>Waits until the device has done what was asked.</summary>
    void Synchronize();

    /// <summary>What the first call from the initial state returns; asked for once, before any timing.</summary>
    IReadOnlyList<HostTensor> Outputs();
}
