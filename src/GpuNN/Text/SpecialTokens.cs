namespace GpuNN.Text;

/// <summary>The numbers that sequences use beside letters and words: those of models that map sequences to sequences and of
/// masked-token training.</summary>
public static class SpecialTokens
{
    /// <summary>Fills a sequence that is shorter than its batch.</summary>
    public const long Padding = 0;

    /// <summary>&lt;s&gt;, which starts a decoder.</summary>
    public const long Begin = 1;

    /// <summary>&lt;/s&gt;, which ends a sequence.</summary>
    public const long End = 2;

    /// <summary>Stands where a token is to be guessed.</summary>
    public const long Mask = 3;

    /// <summary>How many there are: the first number that is free for others.</summary>
    public const int Count = 4;
}
