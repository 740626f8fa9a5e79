using System.Globalization;
using System.Reflection;
using System.Text;
using GpuNN.Backends;

namespace GpuNN.Verification.Kernels;

/// <summary>What became of each kernel in a run of the registry on a device: the operators that launched it by the backend's
/// counters, whether their checks agreed, and whether the device's compiler makes PTX of it.</summary>
public sealed class KernelTable
{
    private const string Suffix = "Kernel";

    private readonly IKernelSource _source;
    private readonly Dictionary<MethodInfo, long> _counts = [];
    private readonly Dictionary<MethodInfo, Instance> _instances = [];

    /// <summary>Begins with what is launched from now on.</summary>
    public KernelTable(IKernelSource source)
    {
        _source = source;
        Take();
    }

    /// <summary>Says that the kernels launched since the last call are those of an operator.</summary>
    /// <param name="operatorName">Its name.</param>
    /// <param name="agreed">Whether every check that ran passed.</param>
    public void Add(string operatorName, bool agreed)
    {
        foreach (KernelLaunches kernel in Take())
        {
            if (!_instances.TryGetValue(kernel.Method, out Instance? instance)) _instances.Add(kernel.Method, instance = new(kernel.Name));
            (agreed ? instance.Agreed : instance.Disagreed).Add(operatorName);
        }
    }

    /// <summary>The table as Markdown, a row for each kernel; compiles every instance.</summary>
    public string ToMarkdown()
    {
        var text = new StringBuilder();
        var refusals = new List<string>();
        foreach (var (method, instance) in _instances)
        {
            if (Refusal(method) is not { } refusal) continue;
            instance.IsRefused = true;
            refusals.Add($"- `{instance.Name}`: {refusal}");
        }

        Instance[] disagreeing = [.. _instances.Values.Where(instance => instance.Disagreed.Count > 0)];
        text.AppendLine(CultureInfo.InvariantCulture, $"{_instances.Count} instances of {_instances.Values.GroupBy(KernelOf).Count()} kernels were launched; {_instances.Count - disagreeing.Length} agreed, {_instances.Count - refusals.Count} compile to PTX ({_source.PtxCompiler}).");
        text.AppendLine("An instance is a kernel with its type arguments; it agreed if every operator that launched it did.").AppendLine();
        text.AppendLine("| Kernel | Instances | Compile to PTX | Launched by | Agreed |").AppendLine("|---|---|---|---|---|");
        foreach (IGrouping<string, Instance> kernel in _instances.Values.GroupBy(KernelOf).OrderBy(group => group.Key, StringComparer.Ordinal))
        {
            string[] operators = [.. kernel.SelectMany(instance => instance.Agreed.Concat(instance.Disagreed)).Distinct().Order(StringComparer.Ordinal)];
            text.AppendLine(CultureInfo.InvariantCulture, $"| {kernel.Key} | {kernel.Count()} | {kernel.Count(instance => !instance.IsRefused)} | {Words(operators)} | {kernel.Count(instance => instance.Disagreed.Count == 0)} |");
        }

        Append(text, "Refused by the compiler", refusals);
        Append(text, "Disagreed", [.. disagreeing.Select(instance => $"- `{instance.Name}`: {string.Join(", ", instance.Disagreed)}")]);
        Append(text, "Not launched", [.. NotLaunched().Select(kernel => $"- {kernel}")]);
        return text.ToString();
    }

    private static void Append(StringBuilder text, string title, List<string> lines)
    {
        if (lines.Count == 0) return;
        text.AppendLine().AppendLine(CultureInfo.InvariantCulture, $"{title}:").AppendLine();
        foreach (string line in lines) text.AppendLine(line);
    }

    private static string Words(string[] operators)
    {
        const int Named = 3;
        string names = string.Join(", ", operators.Take(Named));
        return operators.Length <= Named
            ? names
            : string.Create(CultureInfo.InvariantCulture, $"{names} and {operators.Length - Named} more");
    }

    /// <summary>The name without the types, and without the suffix that all have.</summary>
    private static string KernelOf(Instance instance) => WithoutSuffix(instance.Name.Split('<')[0]);

    private static string WithoutSuffix(string name) => name.EndsWith(Suffix, StringComparison.Ordinal) ? name[..^Suffix.Length] : name;

    private string? Refusal(MethodInfo kernel)
    {
        try
        {
            return _source.CompileToPtx(kernel).Length > 0 ? null : "no text";
        }
        catch (Exception exception) when (exception is not OutOfMemoryException)
        {
            return exception.GetBaseException().Message.ReplaceLineEndings(" ");
        }
    }

    /// <summary>What was launched since the last call.</summary>
    private List<KernelLaunches> Take()
    {
        var launched = new List<KernelLaunches>();
        foreach (KernelLaunches kernel in _source.Launched)
        {
            if (_counts.GetValueOrDefault(kernel.Method) == kernel.Count) continue;
            _counts[kernel.Method] = kernel.Count;
            launched.Add(kernel);
        }

        return launched;
    }

    /// <summary>The kernels beside those that were launched: kernels are static methods without a result whose names end in
    /// "Kernel".</summary>
    private IEnumerable<string> NotLaunched() => _instances.Keys
        .Select(method => method.Module.Assembly)
        .Distinct()
        .SelectMany(assembly => assembly.GetTypes())
        .SelectMany(type => type.GetMethods(BindingFlags.Static | BindingFlags.NonPublic | BindingFlags.Public | BindingFlags.DeclaredOnly))
        .Where(method => method.ReturnType == typeof(void) && method.Name.EndsWith(Suffix, StringComparison.Ordinal))
        .Select(method => WithoutSuffix($"{method.DeclaringType!.Name.Split('`')[0]}.{method.Name}"))
        .Except(_instances.Values.Select(KernelOf))
        .Order(StringComparer.Ordinal);

    private sealed class Instance(string name)
    {
        public string Name { get; } = name;

        public bool IsRefused { get; set; }

        public HashSet<string> Agreed { get; } = [];

        public HashSet<string> Disagreed { get; } = [];
    }
}
