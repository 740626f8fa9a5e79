namespace GpuNN;

/// <summary>What every error of the library derives from: it names the operator and the argument, what was found and what
/// was expected, as data and in the message.</summary>
public abstract class GpuNNException : Exception
{
    /// <summary>An error at an argument of an operator.</summary>
    protected GpuNNException(string operatorName, string? argument, string found, string expected, Exception? inner = null)
        : base(Compose(operatorName, argument, found, expected), inner)
    {
        Operator = operatorName;
        Argument = argument;
        Found = found;
        Expected = expected;
    }

    /// <summary>The operator or method that refused.</summary>
    public string Operator { get; }

    /// <summary>The argument at fault, where there is one.</summary>
    public string? Argument { get; }

    /// <summary>What was found.</summary>
    public string Found { get; }

    /// <summary>What was expected.</summary>
    public string Expected { get; }

    private static string Compose(string operatorName, string? argument, string found, string expected) =>
        argument is null
            ? $"{operatorName}: found {found}; expected {expected}."
            : $"{operatorName}: argument '{argument}': found {found}; expected {expected}.";
}
