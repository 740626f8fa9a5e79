namespace GpuNN.Onnx.Shapes;

/// <summary>
/// Extents to try for open ones. Each family has <see cref="Count"/> choices. From choice to choice every extent changes by an
/// amount of its own, so that a result tells of which it is a function, and from odd to even, so that what is rounded does not
/// look like a straight line. Some models take only small extents (a table of positions), others only large ones that can be
/// halved often (images): there is a family for each, and one for small batches of large images.
/// </summary>
internal static class ExtentChoices
{
    /// <summary>The choices of a family.</summary>
    public const int Count = 3;

    private static readonly Func<int, int, int, long>[] Families =
    [
        (symbol, choice, _) => 101 + (16 * symbol) + Change(symbol, choice),
        (symbol, choice, _) => 2 + (3 * symbol) + Change(symbol, choice),
        (symbol, choice, _) => Large(symbol, choice),
        (symbol, choice, axis) => axis == 0 ? 2 + (3 * symbol) + Change(symbol, choice) : Large(symbol, choice),
    ];

    /// <summary>Family by family, choice by choice, the extents of the symbols.</summary>
    public static IEnumerable<long[][]> For(ExtentSymbols symbols) => symbols.All.Count == 0
        ? [[[]]]
        : Families.Select(family => Enumerable.Range(0, Count)
            .Select(choice => symbols.All.Select((symbol, index) => family(index, choice, symbol.Axis)).ToArray())
            .ToArray());

    private static long Large(int symbol, int choice) => 32 * (7 + (4 * symbol) + Change(symbol, choice));

    private static long Change(int symbol, int choice) => choice switch { 0 => 0, 1 => (2 * symbol) + 1, _ => (6 * symbol) + 5 };
}
