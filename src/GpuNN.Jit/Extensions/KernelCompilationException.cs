namespace GpuNN.Jit.Extensions;

/// <summary>A method cannot be a kernel, or its code cannot be made for a target.</summary>
public sealed class KernelCompilationException : Exception
{
    /// <summary>Makes the exception.</summary>
    /// <param name="kernel">The kernel's name.</param>
    /// <param name="reason">What is not allowed, or the build log.</param>
    /// <param name="method">The method (the kernel or one that it calls) with the fault.</param>
    /// <param name="file">The source file, or empty.</param>
    /// <param name="line">The line, or 0.</param>
    /// <param name="innerException">The cause, if any.</param>
    public KernelCompilationException(
        string kernel, string reason, string method = "", string file = "", int line = 0, Exception? innerException = null)
        : base(Compose(kernel, reason, method, file, line), innerException)
    {
        Kernel = kernel;
        Reason = reason;
        Method = method;
        File = file;
        Line = line;
    }

    /// <summary>The kernel's name.</summary>
    public string Kernel { get; }

    /// <summary>What is not allowed, or the build log.</summary>
    public string Reason { get; }

    /// <summary>The method with the fault.</summary>
    public string Method { get; }

    /// <summary>The source file, or empty.</summary>
    public string File { get; }

    /// <summary>The line in the source file, or 0.</summary>
    public int Line { get; }

    private static string Compose(string kernel, string reason, string method, string file, int line)
    {
        string place = method.Length == 0 || method == kernel ? "" : $" in {method}";
        string position = file.Length == 0 ? "" : FormattableString.Invariant($" ({Path.GetFileName(file)}:{line})");
        return $"Kernel {kernel}: {reason}{place}{position}";
    }
}
