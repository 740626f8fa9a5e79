namespace GpuNN.Initializers;

/// <summary>What a variance is kept through.</summary>
public enum FanMode
{
    /// <summary>The forward pass: the number of inputs counts.</summary>
    In,

    /// <summary>The backward pass: the number of outputs counts.</summary>
    Out,
}
