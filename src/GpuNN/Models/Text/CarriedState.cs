using GpuNN.Training;

namespace GpuNN.Models.Text;

/// <summary>The state that a language model carries from batch to batch of adjacent text; checkpoints hold it, so that a training
/// resumed in the middle of an epoch continues as it would have (<see cref="Trainer{TBatch}.State"/>).</summary>
public sealed class CarriedState : ICheckpointed
{
    private const string HiddenName = "hidden", CellName = "cell";

    /// <summary>The state, null before the first batch.</summary>
    public RecurrentState? Value { get; set; }

    /// <inheritdoc/>
    public string Name => "carried";

    /// <inheritdoc/>
    public IReadOnlyDictionary<string, Tensor> SaveState()
    {
        var state = new Dictionary<string, Tensor>(StringComparer.Ordinal);
        if (Value is null) return state;
        state.Add(HiddenName, Value.Hidden);
        if (Value.Cell is { } cell) state.Add(CellName, cell);
        return state;
    }

    /// <inheritdoc/>
    public void LoadState(IReadOnlyDictionary<string, Tensor> state) => Value = state.TryGetValue(HiddenName, out Tensor? hidden)
        ? new(hidden.Clone(), state.TryGetValue(CellName, out Tensor? cell) ? cell.Clone() : null)
        : null;
}
