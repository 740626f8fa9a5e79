namespace GpuNN.Bench.Compare.Peers;

/// <summary>The peers that this machine has, each at each number of threads, started when first asked for. PyTorch runs on the
/// processor or on a GPU.</summary>
internal sealed class PeerSet : IDisposable
{
    private readonly Dictionary<int, PythonChild> _children = [];
    private readonly ExchangeFolder _folder = new();
    private readonly string? _interpreter;
    private readonly string _device;
    private readonly bool _isCold;

    public PeerSet(string? python, TextWriter log, string device = "cpu", bool isCold = false)
    {
        _device = device;
        _isCold = isCold;
        _interpreter = PythonChild.FindInterpreter(python);
        if (_interpreter is null)
            log.WriteLine($"PyTorch and SciPy are missing: {python ?? "neither python3 nor /usr/bin/python3"} imports them. Their rows have no ratio.");
        if (!OpenBlas.IsPresent && device == "cpu")
            log.WriteLine("OpenBLAS is missing: libopenblas.so.0 does not load. Its rows have no ratio.");
    }

    /// <exception cref="PeerException">The peer is not on this machine, or not known.</exception>
    public IPeer Get(string name, int threads)
    {
        if (name == "openblas")
            return OpenBlas.IsPresent ? new OpenBlasPeer(threads) : throw new PeerException("libopenblas.so.0 does not load");
        if (name is not ("torch" or "scipy"))
            throw new PeerException($"peer '{name}' is not known (openblas, torch, scipy)");
        if (_interpreter is null)
            throw new PeerException("no Python that imports torch or scipy");
        if (!_children.TryGetValue(threads, out PythonChild? child))
            _children.Add(threads, child = PythonChild.Start(_interpreter, threads, _device));
        if (!child.Versions.ContainsKey(name))
            throw new PeerException($"{_interpreter} does not import {name}{(_device == "cpu" ? "" : $" with {_device}")}");
        return new PythonPeer(child, name, _folder, _isCold);
    }

    /// <summary>Drops a process that died, so that the next case starts a fresh one.</summary>
    public void Restart(int threads)
    {
        if (_children.Remove(threads, out PythonChild? child))
            child.Dispose();
    }

    /// <summary>Forgets the files of a finished case.</summary>
    public void Clear() => _folder.Clear();

    public void Dispose()
    {
        foreach (PythonChild child in _children.Values)
            child.Dispose();
        _folder.Dispose();
    }
}
