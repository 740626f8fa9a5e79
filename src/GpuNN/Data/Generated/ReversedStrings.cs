using GpuNN.Text;

namespace GpuNN.Data.Generated;

/// <summary>Random strings of letters and their reversals: the smallest task on which a decoder must look at all of its
/// source, and the longer the string, the further back.</summary>
/// <param name="Sources">The letters, from <see cref="SpecialTokens.Count"/> on.</param>
/// <param name="Targets">The same, last letter first.</param>
public sealed record ReversedStrings(long[][] Sources, long[][] Targets)
{
    /// <summary>Draws strings.</summary>
    /// <param name="count">How many.</param>
    /// <param name="letters">The size of the alphabet.</param>
    /// <param name="shortest">The least length.</param>
    /// <param name="longest">The greatest length.</param>
    /// <param name="seed">Equal seeds give equal strings.</param>
    public static ReversedStrings Create(int count, int letters, int shortest, int longest, int seed)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(letters, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(shortest, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(longest, shortest);
        var random = new Random(seed);
        var sources = new long[count][];
        for (int index = 0; index < count; index++)
        {
            sources[index] = new long[random.Next(shortest, longest + 1)];
            for (int at = 0; at < sources[index].Length; at++) sources[index][at] = SpecialTokens.Count + random.Next(letters);
        }

        return new(sources, [.. sources.Select(source => source.Reverse().ToArray())]);
    }

    /// <summary>The number of strings.</summary>
    public int Count => Sources.Length;

    /// <summary>Random strings of this many, as a training step takes them; they may repeat.</summary>
    public ReversedStrings Draw(int count, Random random)
    {
        int[] drawn = [.. Enumerable.Range(0, count).Select(_ => random.Next(Count))];
        return new([.. drawn.Select(index => Sources[index])], [.. drawn.Select(index => Targets[index])]);
    }
}
