using GpuNN.Files;

namespace GpuNN.Layers;

/// <summary>A module's parameters and buffers by name, as PyTorch names them: to save, to load, and to move between
/// models.</summary>
public static class StateDictionary
{
    /// <summary>The parameters and buffers themselves, not copies.</summary>
    public static IReadOnlyDictionary<string, Tensor> Of(Module module)
    {
        var state = new Dictionary<string, Tensor>(StringComparer.Ordinal);
        foreach (var (name, parameter) in module.NamedParameters) state[name] = parameter;
        foreach (var (name, buffer) in module.NamedBuffers) state[name] = buffer;
        return state;
    }

    /// <summary>Copies values into a module. Nothing is changed where anything does not fit. PyTorch's count of a batch
    /// normalisation's batches (num_batches_tracked) is passed over.</summary>
    /// <param name="module">Whose parameters and buffers are set.</param>
    /// <param name="state">The values, on any device; types are converted.</param>
    /// <param name="isStrict">Whether every name of either side must be on the other.</param>
    /// <returns>The names that the module has and the state lacks, and those that are the other way round: none where it is
    /// strict.</returns>
    /// <exception cref="ShapeMismatchException">A shape differs, or, where it is strict, a name is missing.</exception>
    public static (IReadOnlyList<string> Missing, IReadOnlyList<string> Unexpected) Load(
        Module module, IReadOnlyDictionary<string, Tensor> state, bool isStrict = true)
    {
        IReadOnlyDictionary<string, Tensor> own = Of(module);
        string[] missing = [.. own.Keys.Where(name => !state.ContainsKey(name))];
        string[] unexpected = [.. state.Keys.Where(name =>
            !own.ContainsKey(name) && !name.EndsWith("num_batches_tracked", StringComparison.Ordinal))];
        if (isStrict && missing.Length + unexpected.Length > 0)
            throw new ShapeMismatchException(
                nameof(StateDictionary),
                nameof(state),
                $"missing [{string.Join(", ", missing)}], unexpected [{string.Join(", ", unexpected)}]",
                $"the names of {module.GetType().Name}");
        foreach (var (name, tensor) in own)
        {
            if (state.TryGetValue(name, out Tensor? value) && value.Shape != tensor.Shape)
                throw new ShapeMismatchException(nameof(StateDictionary), name, $"{value.Shape}", $"{tensor.Shape}");
        }

        foreach (var (name, tensor) in own)
        {
            if (state.TryGetValue(name, out Tensor? value)) tensor.CopyFrom(value);
        }

        return (missing, unexpected);
    }

    /// <summary>Writes a module's parameters and buffers to a safetensors file.</summary>
    public static void Save(Module module, string path) => SafetensorsFile.Save(path, Of(module));

    /// <summary>Reads a safetensors file into a module.</summary>
    /// <inheritdoc cref="Load(Module, IReadOnlyDictionary{string, Tensor}, bool)" path="/returns"/>
    /// <inheritdoc cref="Load(Module, IReadOnlyDictionary{string, Tensor}, bool)" path="/exception"/>
    public static (IReadOnlyList<string> Missing, IReadOnlyList<string> Unexpected) Load(
        Module module, string path, bool isStrict = true)
    {
        using SafetensorsFile file = SafetensorsFile.Open(path);
        return Load(module, file.LoadAll(Device.Cpu), isStrict);
    }
}
