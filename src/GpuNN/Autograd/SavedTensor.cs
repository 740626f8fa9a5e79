namespace GpuNN.Autograd;

/// <summary>A tensor that a gradient needs, with the version that it had: reading it after a change in place throws, and
/// names both places.</summary>
internal readonly struct SavedTensor(Tensor tensor, string savedBy)
{
    private readonly int _version = tensor.Storage.Version;

    public Tensor Value
    {
        get
        {
            if (tensor.Storage.Version != _version)
                throw new InPlaceModificationException(
                    savedBy,
                    null,
                    $"a tensor made by {tensor.Storage.Maker}, saved by {savedBy} for its gradient, then changed in place by {tensor.Storage.LastChange}",
                    "a saved tensor to stay as it was; change a Clone() instead");
            return tensor;
        }
    }
}
