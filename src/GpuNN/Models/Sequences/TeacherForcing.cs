using GpuNN.Text;

namespace GpuNN.Models.Sequences;

/// <summary>Trains decoders: each place is given the target's token before it, whatever the model would have written.</summary>
internal static class TeacherForcing
{
    /// <summary>A target that no place has: it does not count.</summary>
    private const long Ignored = -1;

    /// <summary>The mean cross-entropy of targets and their ends.</summary>
    /// <param name="targets">The targets' tokens.</param>
    /// <param name="device">Where they go.</param>
    /// <param name="decode">&lt;s&gt; and targets [N, L] to logits [N, L, vocabulary].</param>
    public static Tensor Loss(IReadOnlyList<long[]> targets, Device device, Func<Tensor, Tensor> decode)
    {
        int rows = targets.Count, steps = targets.Max(target => target.Length) + 1;
        var given = new long[rows * steps];
        var wanted = new long[rows * steps];
        Array.Fill(wanted, Ignored);
        for (int row = 0; row < rows; row++)
        {
            int start = row * steps;
            given[start] = SpecialTokens.Begin;
            targets[row].CopyTo(given, start + 1);
            targets[row].CopyTo(wanted, start);
            wanted[start + targets[row].Length] = SpecialTokens.End;
        }

        Tensor logits = decode(Tensor.From(given, [rows, steps], device));
        return logits.Reshape(rows * steps, logits.Shape[2]).CrossEntropy(Tensor.From(wanted, device), ignoredIndex: Ignored);
    }
}
