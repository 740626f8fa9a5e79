using GpuNN.Models.Text;

namespace GpuNN.Course.Recipes;

/// <summary>A character model from a GRU, against trigrams.</summary>
public sealed class GruLanguageModelRecipe : LanguageModelRecipe
{
    /// <inheritdoc/>
    public override string Name => "gru-lm";

    /// <inheritdoc/>
    public override string Summary => "GRU writing text character by character, against trigrams";

    /// <inheritdoc/>
    protected override RecurrentCell Cell => RecurrentCell.Gru;

    /// <inheritdoc/>
    protected override double Threshold => 1.85;
}
