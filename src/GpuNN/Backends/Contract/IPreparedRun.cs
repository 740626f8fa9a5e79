namespace GpuNN.Backends;

/// <summary>Computations that a backend has prepared to be asked for again and again.</summary>
public interface IPreparedRun : IDisposable
{
    /// <summary>Asks for all of them, in order, on what their memory holds now.</summary>
    void Execute();
}
