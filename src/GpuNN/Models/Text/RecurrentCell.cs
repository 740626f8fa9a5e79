namespace GpuNN.Models.Text;

/// <summary>What a recurrent model is made of.</summary>
public enum RecurrentCell
{
    /// <summary>Elman's: h′ = tanh(W·x + U·h + b).</summary>
    Rnn,

    /// <summary>The long short-term memory, with a state beside h.</summary>
    Lstm,

    /// <summary>The gated recurrent unit.</summary>
    Gru,
}
