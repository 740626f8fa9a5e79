using System.Globalization;
using System.Text;
using GpuNN.Onnx.Execution;

namespace GpuNN.Onnx;

/// <summary>What the importer knows.</summary>
public static class OnnxOperators
{
    /// <summary>The table of operators in Markdown: versions, attributes, and which inputs are settings that the host
    /// reads.</summary>
    public static string WriteTable()
    {
        var text = new StringBuilder("| Operator | Versions | Inputs | Attributes | Read on the host |\n|---|---|---|---|---|\n");
        foreach (OperatorDefinition definition in OperatorTable.All.OrderBy(definition => definition.Name, StringComparer.Ordinal).ThenBy(definition => definition.Since))
        {
            string versions = Range(definition.Since, definition.Until), inputs = Range(definition.Fewest, definition.Most);
            string settings = string.Join(", ", Enumerable.Range(0, 64).Where(index => OperatorDefinition.Includes(definition.Settings, index)));
            text.Append(CultureInfo.InvariantCulture, $"| `{definition.Name}` | {versions} | {inputs} | {string.Join(", ", definition.Attributes)} | {settings} |\n");
        }

        return text.ToString();
    }

    private static string Range(int first, int last) => last == first
        ? first.ToString(CultureInfo.InvariantCulture)
        : string.Create(CultureInfo.InvariantCulture, $"{first}–{(last == int.MaxValue ? "" : last)}");
}
