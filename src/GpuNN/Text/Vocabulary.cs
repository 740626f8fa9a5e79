namespace GpuNN.Text;

/// <summary>Numbers the tokens of a text: characters (Unicode scalars) or words. Number 0 is the unknown token; the others follow by
/// falling count, ties by ordinal order, so that equal texts give equal numbers.</summary>
public sealed class Vocabulary
{
    /// <summary>The token of everything that was not seen, or too rarely.</summary>
    public const string Unknown = "<unk>";

    private readonly Dictionary<string, int> _numbers = new(StringComparer.Ordinal);
    private readonly string[] _tokens;
    private readonly bool _isOfWords;

    private Vocabulary(IEnumerable<string> tokens, bool isOfWords, int minimumCount, ReadOnlySpan<string> special)
    {
        var counts = new Dictionary<string, long>(StringComparer.Ordinal);
        foreach (string token in tokens) counts[token] = counts.GetValueOrDefault(token) + 1;
        KeyValuePair<string, long>[] kept =
        [
            .. counts.Where(entry => entry.Value >= minimumCount)
                .OrderByDescending(entry => entry.Value)
                .ThenBy(entry => entry.Key, StringComparer.Ordinal),
        ];
        _tokens = [Unknown, .. special, .. kept.Select(entry => entry.Key)];
        long[] unseen = new long[1 + special.Length];
        Counts = [.. unseen, .. kept.Select(entry => entry.Value)];
        for (int number = 0; number < _tokens.Length; number++) _numbers.Add(_tokens[number], number);
        _isOfWords = isOfWords;
    }

    /// <summary>The number of tokens.</summary>
    public int Count => _tokens.Length;

    /// <summary>How often each token was seen; special ones 0.</summary>
    public IReadOnlyList<long> Counts { get; }

    /// <summary>The token of a number.</summary>
    public string this[int number] => _tokens[number];

    /// <summary>The number of a token; 0 for one that is not known.</summary>
    public int this[string token] => _numbers.GetValueOrDefault(token);

    /// <summary>A vocabulary of a text's characters.</summary>
    public static Vocabulary OfCharacters(string text, params ReadOnlySpan<string> special) =>
        new(Characters(text), isOfWords: false, minimumCount: 1, special);

    /// <summary>A vocabulary of a text's words, parted by white space.</summary>
    /// <param name="text">The text.</param>
    /// <param name="minimumCount">Rarer words are unknown.</param>
    /// <param name="special">Tokens that come behind the unknown one, such as <c>&lt;s&gt;</c>.</param>
    public static Vocabulary OfWords(string text, int minimumCount = 1, params ReadOnlySpan<string> special) =>
        new(Words(text), isOfWords: true, minimumCount, special);

    /// <summary>The numbers of a text's tokens.</summary>
    public long[] Encode(string text) =>
        [.. (_isOfWords ? Words(text) : Characters(text)).Select(token => (long)this[token])];

    /// <summary>The text of numbers; words are joined by spaces.</summary>
    public string Decode(IEnumerable<long> numbers) =>
        string.Join(_isOfWords ? " " : "", numbers.Select(number => _tokens[number]));

    private static IEnumerable<string> Characters(string text) => text.EnumerateRunes().Select(rune => rune.ToString());

    private static IEnumerable<string> Words(string text) =>
        text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
}
