namespace GpuNN.Backends;

/// <summary>Is told of every kernel that a backend launches. Called under the backend's lock: keep it short, and run no
/// operators in it.</summary>
public interface ILaunchObserver
{
    /// <summary>The observer of the code that runs; null where nobody listens.</summary>
    static ILaunchObserver? Current => AmbientState.Current.Observer as ILaunchObserver;

    /// <summary>Called before a kernel is queued.</summary>
    void Launching(string device, string kernel);

    /// <summary>Called after a kernel was queued.</summary>
    /// <param name="device">The device's name.</param>
    /// <param name="kernel">The kernel's method.</param>
    /// <param name="finish">Waits until everything queued is done.</param>
    void Launched(string device, string kernel, Action finish);
}
