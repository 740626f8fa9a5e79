namespace GpuNN;

/// <summary>A training's loss is no number any more: the learning rate is too high, or the data holds no numbers.</summary>
public sealed class DivergedException(string operatorName, long step, double loss)
    : GpuNNException(operatorName, "loss", System.FormattableString.Invariant($"{loss} at step {step}"), "a finite number; a lower learning rate or clipping may help")
{
    /// <summary>The step, the first one 1.</summary>
    public long Step => step;

    /// <summary>The loss.</summary>
    public double Loss => loss;
}
