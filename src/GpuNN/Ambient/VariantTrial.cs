namespace GpuNN;

/// <summary>Runs every variant of what runs, for those who check a device: where the device has several for a primitive, the one
/// with this number runs instead of its own choice, counted from 0 and past the last from 0 again. Flows with the code that
/// runs. Thread-safe.</summary>
/// <param name="number">The number; null leaves the choice to the device, and counts.</param>
/// <example><code>
/// var all = new VariantTrial(null);
/// using (all.Use()) x.Sort();
/// for (int number = 0; number &lt; all.Most; number++)
/// {
///     using IDisposable one = new VariantTrial(number).Use();
///     x.Sort();
/// }
/// </code></example>
public sealed class VariantTrial(int? number)
{
    private readonly Lock _lock = new();
    private readonly SortedSet<string> _names = new(StringComparer.Ordinal);
    private int _most;

    /// <summary>The trial of the code that runs; null where there is none.</summary>
    public static VariantTrial? Current => AmbientState.Current.Variants;

    /// <summary>The number of variants of the primitive that had most so far; 0 where none had several.</summary>
    public int Most => Volatile.Read(ref _most);

    /// <summary>What was run so far, each as primitive and variant; nothing without a number.</summary>
    public IReadOnlyList<string> Names
    {
        get
        {
            lock (_lock) return [.. _names];
        }
    }

    /// <summary>Puts it in force until the result is disposed.</summary>
    public IDisposable Use() => AmbientState.Use(AmbientState.Current with { Variants = this });

    /// <summary>For backends: which of a primitive's variants to run; null where the choice is the backend's.</summary>
    public int? Choose(string primitive, IReadOnlyList<string> variants)
    {
        lock (_lock)
        {
            _most = Math.Max(_most, variants.Count);
            if (number is not { } wanted || variants.Count == 0) return null;
            int chosen = wanted % variants.Count;
            _names.Add($"{primitive} {variants[chosen]}");
            return chosen;
        }
    }
}
