namespace GpuNN.Course;

/// <summary>A recipe whose model continues text: what <c>gpunn sample</c> runs.</summary>
public interface ISamplingRecipe
{
    /// <summary>Continues a text with the model of the context's checkpoint.</summary>
    /// <param name="context">Where the checkpoint is, the device and the seed.</param>
    /// <param name="prompt">What the text begins with; may be empty.</param>
    /// <param name="length">How many tokens are added.</param>
    /// <param name="temperature">Below 1 the likelier tokens are preferred more; 0 takes the likeliest.</param>
    /// <returns>The prompt and what follows, the unknown token never among it.</returns>
    string Sample(RecipeContext context, string prompt, int length, double temperature);
}
