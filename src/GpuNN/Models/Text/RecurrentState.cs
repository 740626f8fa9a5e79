namespace GpuNN.Models.Text;

/// <summary>What a recurrent model remembers of the tokens before.</summary>
/// <param name="Hidden">h [layers, N, hidden].</param>
/// <param name="Cell">c, likewise, where the cell is an LSTM's.</param>
public sealed record RecurrentState(Tensor Hidden, Tensor? Cell = null)
{
    /// <summary>The same numbers for the next training step: gradients do not flow back into this one, and the tensors live on
    /// into the next.</summary>
    public RecurrentState Detach() => new(Hidden.Detach().Carry(), Cell?.Detach().Carry());
}
