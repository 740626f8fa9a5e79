namespace GpuNN.Jit;

/// <summary>A driver refused or failed an operation of an accelerator.</summary>
public class AcceleratorException : Exception
{
    /// <summary>Makes an exception.</summary>
    /// <param name="acceleratorType">The kind of the accelerator that failed.</param>
    /// <param name="message">What failed, and the driver's own name for the error.</param>
    /// <param name="innerException">The cause, if another exception is.</param>
    public AcceleratorException(AcceleratorType acceleratorType, string message, Exception? innerException = null)
        : base(message, innerException) => AcceleratorType = acceleratorType;

    /// <summary>The kind of the accelerator that failed.</summary>
    public AcceleratorType AcceleratorType { get; }
}
