namespace GpuNN.Onnx.Cases;

/// <summary>How a case ended.</summary>
public enum OnnxCaseOutcome
{
    /// <summary>All outputs are as they should be.</summary>
    Passed,

    /// <summary>An output differs, or the model does not run.</summary>
    Failed,

    /// <summary>The case asks for something that is not implemented, or has no data.</summary>
    Skipped,
}
