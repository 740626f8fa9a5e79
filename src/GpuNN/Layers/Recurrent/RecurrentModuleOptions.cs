namespace GpuNN.Layers;

/// <summary>How a recurrent module is built.</summary>
public sealed record RecurrentModuleOptions
{
    /// <summary>How many layers lie upon one another.</summary>
    public int Layers { get; init; } = 1;

    /// <summary>Whether each layer also runs backwards in time.</summary>
    public bool IsBidirectional { get; init; }

    /// <summary>Whether there are biases.</summary>
    public bool HasBias { get; init; } = true;

    /// <summary>Whether inputs and outputs are [N, T, …] instead of [T, N, …].</summary>
    public bool BatchFirst { get; init; }

    /// <summary>The probability that a result of a layer is dropped on its way to the next.</summary>
    public double Dropout { get; init; }
}
