using GpuNN.Models.Text;

namespace GpuNN.Course.Recipes;

/// <summary>A character model from an Elman network, against trigrams.</summary>
public sealed class RnnLanguageModelRecipe : LanguageModelRecipe
{
    /// <inheritdoc/>
    public override string Name => "rnn-lm";

    /// <inheritdoc/>
    public override string Summary => "Elman network writing text character by character, against trigrams";

    /// <inheritdoc/>
    protected override RecurrentCell Cell => RecurrentCell.Rnn;

    /// <inheritdoc/>
    protected override double Threshold => 1.95;
}
