using GpuNN.Bench.Cases;
using GpuNN.Bench.Timing;

namespace GpuNN.Bench.Compare.Peers;

/// <summary>Another library, at a fixed number of threads.</summary>
internal interface IPeer
{
    string Name { get; }

    string Version { get; }

    /// <summary>The threads it really uses, which may be fewer than asked for.</summary>
    int Threads { get; }

    /// <summary>Loads a case; the returned contender owns what it loaded.</summary>
    /// <exception cref="PeerException">The peer cannot run the case.</exception>
    IPeerCase Load(BenchmarkCase one, CaseInputs inputs);
}

/// <summary>A loaded case: timed as a contender, and asked once for its outputs.</summary>
internal interface IPeerCase : IContender, IDisposable
{
    IReadOnlyList<HostTensor> Outputs();
}

/// <summary>A peer that is missing, has failed, or does not know a case.</summary>
internal sealed class PeerException(string message) : Exception(message);
