using GpuNN.Models.Text;

namespace GpuNN.Course.Recipes;

/// <summary>A character model from an LSTM, against trigrams.</summary>
public sealed class LstmLanguageModelRecipe : LanguageModelRecipe
{
    /// <inheritdoc/>
    public override string Name => "lstm-lm";

    /// <inheritdoc/>
    public override string Summary => "LSTM writing text character by character, against trigrams";

    /// <inheritdoc/>
    protected override RecurrentCell Cell => RecurrentCell.Lstm;

    /// <inheritdoc/>
    protected override double Threshold => 1.85;
}
