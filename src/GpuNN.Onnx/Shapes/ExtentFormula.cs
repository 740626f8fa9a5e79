namespace GpuNN.Onnx.Shapes;

/// <summary>Says in terms of the open extents what an extent is, from what it was for several choices of them: a constant, one
/// of them, a multiple of one or of two of them, with something added to one. A formula must give every choice's extent.</summary>
internal static class ExtentFormula
{
    /// <summary>The extent where it is the same for every choice.</summary>
    /// <param name="found">What it was, choice by choice.</param>
    public static long? Constant(long[] found) => Array.TrueForAll(found, extent => extent == found[0]) ? found[0] : null;

    /// <summary>The formula; empty where it is none of these.</summary>
    /// <param name="found">What it was, choice by choice.</param>
    /// <param name="choices">The open extents, choice by choice.</param>
    /// <param name="names">Their names.</param>
    public static string Of(long[] found, long[][] choices, string[] names)
    {
        for (int symbol = 0; symbol < names.Length; symbol++)
        {
            if (Affine(found, [.. choices.Select(choice => choice[symbol])], names[symbol]) is { } formula) return formula;
        }

        for (int first = 0; first < names.Length; first++)
        {
            for (int second = first; second < names.Length; second++)
            {
                long[] products = [.. choices.Select(choice => choice[first] * choice[second])];
                if (Quotient(found, products) is { } factor) return Times(factor, $"{names[first]}*{names[second]}");
            }
        }

        return "";
    }

    /// <summary>a·n + b through the first two choices, if it holds for the others.</summary>
    private static string? Affine(long[] found, long[] symbol, string name)
    {
        long run = symbol[1] - symbol[0], rise = found[1] - found[0];
        if (rise % run != 0) return null;
        long factor = rise / run, rest = found[0] - (factor * symbol[0]);
        for (int choice = 0; choice < found.Length; choice++)
        {
            if (found[choice] != (factor * symbol[choice]) + rest) return null;
        }

        string product = Times(factor, name);
        return rest == 0 ? product : rest > 0 ? FormattableString.Invariant($"{product} + {rest}") : FormattableString.Invariant($"{product} - {-rest}");
    }

    private static long? Quotient(long[] found, long[] products)
    {
        long factor = found[0] / products[0];
        for (int choice = 0; choice < found.Length; choice++)
        {
            if (found[choice] != factor * products[choice]) return null;
        }

        return factor;
    }

    private static string Times(long factor, string name) => factor == 1 ? name : FormattableString.Invariant($"{factor}*{name}");
}
