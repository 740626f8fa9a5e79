using System.Collections;
using System.Globalization;

namespace GpuNN.Layers;

/// <summary>Modules under the names 0, 1, 2, ...</summary>
/// <typeparam name="TModule">Their type.</typeparam>
public sealed class ModuleList<TModule> : Module, IReadOnlyList<TModule>
    where TModule : Module
{
    private readonly List<TModule> _list = [];

    /// <summary>These modules in this order.</summary>
    public ModuleList(IEnumerable<TModule> modules)
    {
        foreach (TModule module in modules)
            _list.Add(Register(_list.Count.ToString(CultureInfo.InvariantCulture), module));
    }

    /// <inheritdoc/>
    public int Count => _list.Count;

    /// <inheritdoc/>
    public TModule this[int index] => _list[index];

    /// <inheritdoc/>
    public IEnumerator<TModule> GetEnumerator() => _list.GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
