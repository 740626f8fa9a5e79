namespace GpuNN.Verification;

/// <summary>A call that an operator must refuse.</summary>
/// <param name="Name">What is wrong with it.</param>
/// <param name="Exception">The type of the exception.</param>
/// <param name="Run">The call, on a device.</param>
public sealed record BadInput(string Name, Type Exception, Action<Device> Run)
{
    /// <summary>A call refused with a <typeparamref name="TException"/>.</summary>
    public static BadInput Throws<TException>(string name, Action<Device> run)
        where TException : Exception => new(name, typeof(TException), run);
}
