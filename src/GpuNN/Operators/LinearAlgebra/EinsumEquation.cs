namespace GpuNN;

/// <summary>A parsed equation of <see cref="Operators.Einsum"/>: the labels of each operand's axes and of the result's. The
/// axes that "..." stands for get labels of their own, aligned at the last.</summary>
internal sealed record EinsumEquation(string[] Operands, string Result)
{
    private const char FirstHidden = '\u0100';

    public static EinsumEquation Parse(string equation, ReadOnlySpan<Tensor> tensors)
    {
        string text = equation.Replace(" ", "", StringComparison.Ordinal);
        int arrow = text.IndexOf("->", StringComparison.Ordinal);
        string[] operands = (arrow < 0 ? text : text[..arrow]).Split(',');
        if (operands.Length != tensors.Length) throw Refuse(equation, $"{tensors.Length} tensors", $"{operands.Length}, as the equation has");
        int hidden = 0;
        for (int index = 0; index < operands.Length; index++)
        {
            int named = operands[index].Replace("...", "", StringComparison.Ordinal).Length;
            int rest = tensors[index].Rank - named;
            bool hasEllipsis = operands[index].Contains("...", StringComparison.Ordinal);
            if (rest < 0 || (rest > 0 && !hasEllipsis))
                throw Refuse(equation, $"'{operands[index]}' for {tensors[index].Shape}", "a label for each axis");
            hidden = Math.Max(hidden, hasEllipsis ? rest : 0);
        }

        for (int index = 0; index < operands.Length; index++)
        {
            int rest = tensors[index].Rank - operands[index].Replace("...", "", StringComparison.Ordinal).Length;
            operands[index] = operands[index].Replace("...", Hidden(hidden - rest, rest), StringComparison.Ordinal);
            foreach (char label in operands[index])
            {
                if (!char.IsAsciiLetter(label) && label < FirstHidden) throw Refuse(equation, $"'{label}'", "letters, commas, '...' and '->'");
            }
        }

        string result = arrow < 0
            ? Hidden(0, hidden) + Implicit(operands)
            : text[(arrow + 2)..].Replace("...", Hidden(0, hidden), StringComparison.Ordinal);
        foreach (char label in result)
        {
            if (!operands.Any(operand => operand.Contains(label)) || result.Count(other => other == label) > 1)
                throw Refuse(equation, $"'{label}' in the result", "labels of the operands, each once");
        }

        return new(operands, result);
    }

    private static string Hidden(int start, int count) =>
        new([.. Enumerable.Range(start, count).Select(index => (char)(FirstHidden + index))]);

    /// <summary>Without an arrow the result has the labels that come once, in alphabetical order.</summary>
    private static string Implicit(string[] operands)
    {
        string all = string.Concat(operands);
        return new([.. all.Where(label => label < FirstHidden && all.Count(other => other == label) == 1).Order()]);
    }

    private static ShapeMismatchException Refuse(string equation, string found, string expected) =>
        new(nameof(Operators.Einsum), nameof(equation), $"{found} in '{equation}'", expected);
}
