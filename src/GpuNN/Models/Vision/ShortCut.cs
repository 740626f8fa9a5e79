namespace GpuNN.Models.Vision;

/// <summary>How the input of a layer passes by it.</summary>
public enum ShortCut
{
    /// <summary>It does not: y = f(x).</summary>
    None,

    /// <summary>It is added: y = f(x) + x.</summary>
    Residual,

    /// <summary>A gate mixes: y = t·f(x) + (1 − t)·x.</summary>
    Highway,
}
