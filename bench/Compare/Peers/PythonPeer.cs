using System.Runtime.InteropServices;
using System.Text.Json;
using GpuNN.Bench.Cases;
using GpuNN.Bench.Timing;

namespace GpuNN.Bench.Compare.Peers;

/// <summary>PyTorch or SciPy in a Python process that times itself; the pipe only passes the turn.</summary>
internal sealed class PythonPeer(PythonChild child, string name, ExchangeFolder folder, bool isCold) : IPeer
{
    public string Name => name;

    public string Version => child.Versions.GetValueOrDefault(name, "");

    /// <summary>SciPy's sparse product has one thread, whatever is asked.</summary>
    public int Threads => name == "scipy" ? 1 : child.Threads;

    public IPeerCase Load(BenchmarkCase one, CaseInputs inputs)
    {
        using JsonDocument answer = child.Ask(new
        {
            command = "load",
            @case = one.Fields,
            inputs = inputs.All.Select(folder.Write).ToArray(),
            cold = isCold,
        });
        return new LoadedCase(child, name, folder);
    }

    private sealed class LoadedCase(PythonChild child, string name, ExchangeFolder folder) : IPeerCase
    {
        public string Name => name;

        public void WarmUp(TimingPlan plan) => child.Ask(new
        {
            command = "warm_up",
            calls = plan.WarmUpCalls,
            seconds = plan.WarmUpSeconds,
            limit = plan.WarmUpLimitSeconds,
        }).Dispose();

        public IReadOnlyList<double> Turn(double seconds)
        {
            using JsonDocument answer = child.Ask(new { command = "turn", seconds });
            return [.. answer.RootElement.GetProperty("seconds").EnumerateArray().Select(e => e.GetDouble())];
        }

        public IReadOnlyList<HostTensor> Outputs()
        {
            using JsonDocument answer = child.Ask(new { command = "outputs", folder = folder.Path });
            return [.. answer.RootElement.GetProperty("outputs").EnumerateArray().Select(ExchangeFolder.Read)];
        }

        public void Dispose() => child.Ask(new { command = "release" }).Dispose();
    }
}

/// <summary>A temporary folder through which raw little-endian arrays travel; in memory where the system offers that.</summary>
internal sealed class ExchangeFolder : IDisposable
{
    private readonly Dictionary<HostTensor, string> _written = [];

    public ExchangeFolder()
    {
        string root = Directory.Exists("/dev/shm") ? "/dev/shm" : System.IO.Path.GetTempPath();
        Path = System.IO.Path.Combine(root, "gpunn-bench-" + Guid.NewGuid().ToString("N"));
        Directory.CreateDirectory(Path);
    }

    public string Path { get; }

    /// <summary>Writes an input once; every peer process reads the same file.</summary>
    public object Write(HostTensor tensor)
    {
        if (!_written.TryGetValue(tensor, out string? file))
        {
            file = System.IO.Path.Combine(Path, tensor.Name + ".raw");
            using FileStream stream = File.Create(file);
            stream.Write(tensor.Bytes);
            _written.Add(tensor, file);
        }
        return new { name = tensor.Name, shape = tensor.Shape, type = tensor.Floats is null ? "int32" : "float32", file };
    }

    /// <summary>Reads an output and removes its file.</summary>
    public static HostTensor Read(JsonElement element)
    {
        string file = element.GetProperty("file").GetString()!;
        int[] shape = [.. element.GetProperty("shape").EnumerateArray().Select(e => e.GetInt32())];
        var values = new float[new FileInfo(file).Length / sizeof(float)];
        using (FileStream stream = File.OpenRead(file))
            stream.ReadExactly(MemoryMarshal.AsBytes(values.AsSpan()));
        File.Delete(file);
        return new HostTensor(element.GetProperty("name").GetString()!, shape, values);
    }

    /// <summary>Forgets the inputs of a finished case.</summary>
    public void Clear()
    {
        foreach (string file in _written.Values)
            File.Delete(file);
        _written.Clear();
    }

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
