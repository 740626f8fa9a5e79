using GpuNN.Text;

namespace GpuNN.Models.Sequences;

/// <summary>A model that writes a sequence for each source, token by token: what <see cref="SequenceSearch"/> searches.</summary>
public interface ISequenceDecoder
{
    /// <summary>Reads sources; the result writes a sequence for each, one row each.</summary>
    ISequenceDecoding Begin(PaddedSequences sources);
}
