using GpuNN.Data.Generated;
using GpuNN.Data.Readers;
using GpuNN.Text;

namespace GpuNN.Course;

/// <summary>A text to model, cut into tokens: sentences of <see cref="Grammar"/>, or a file of one's own, whose last tenth is
/// held back.</summary>
/// <param name="Vocabulary">The training text's tokens.</param>
/// <param name="Training">What is learned from.</param>
/// <param name="Test">What is measured on.</param>
public sealed record TextTask(Vocabulary Vocabulary, long[] Training, long[] Test)
{
    /// <summary>Characters.</summary>
    public static TextTask OfCharacters(RecipeContext context, int sentences) => Cut(context, sentences, text => Vocabulary.OfCharacters(text));

    /// <summary>Words.</summary>
    public static TextTask OfWords(RecipeContext context, int sentences) => Cut(context, sentences, text => Vocabulary.OfWords(text));

    private static TextTask Cut(RecipeContext context, int sentences, Func<string, Vocabulary> number)
    {
        string training, test;
        if (context.DataPath is { } path)
        {
            string text = PlainTextReader.Read(path);
            int end = text.Length / 10 * 9;
            (training, test) = (text[..end], text[end..]);
        }
        else
        {
            training = Grammar.Text(sentences, context.Seed);
            test = Grammar.Text(Math.Max(sentences / 10, 1), unchecked(context.Seed + 7919));
        }

        Vocabulary vocabulary = number(training);
        return new(vocabulary, vocabulary.Encode(training), vocabulary.Encode(test));
    }
}
