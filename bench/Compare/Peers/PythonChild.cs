using System.Diagnostics;
using System.Globalization;
using System.Text.Json;

namespace GpuNN.Bench.Compare.Peers;

/// <summary>A Python process with PyTorch and SciPy at a fixed number of threads; one line of JSON asks, one answers.</summary>
internal sealed class PythonChild : IDisposable
{
    private static readonly string[] Interpreters = ["python3", "/usr/bin/python3"];

    private readonly Process _process;

    private PythonChild(Process process, int threads)
    {
        _process = process;
        Threads = threads;
    }

    public int Threads { get; }

    /// <summary>The version of each module that could be imported.</summary>
    public IReadOnlyDictionary<string, string> Versions { get; private set; } = new Dictionary<string, string>();

    /// <summary>The first interpreter that imports torch, else the first that imports scipy; null where none does.</summary>
    public static string? FindInterpreter(string? asked)
    {
        string[] candidates = asked is null ? Interpreters : [asked];
        return candidates.FirstOrDefault(path => Imports(path, "torch"))
            ?? candidates.FirstOrDefault(path => Imports(path, "scipy"));
    }

    /// <exception cref="PeerException">The process does not start or does not answer.</exception>
    public static PythonChild Start(string interpreter, int threads, string device)
    {
        string count = threads.ToString(CultureInfo.InvariantCulture);
        string script = Path.Combine(AppContext.BaseDirectory, "Compare", "peer.py");
        var start = new ProcessStartInfo(interpreter)
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
        };
        start.ArgumentList.Add("-u");
        start.ArgumentList.Add(script);
        start.ArgumentList.Add(count);
        start.ArgumentList.Add(device);
        // Without these glibc gives every large output back to the system, and each call faults its pages in anew.
        start.Environment["MALLOC_MMAP_THRESHOLD_"] = "4294967296";
        start.Environment["MALLOC_TRIM_THRESHOLD_"] = "17179869184";
        start.Environment["MALLOC_TOP_PAD_"] = "268435456";
        // torch.set_num_threads alone leaves OpenBLAS on all cores.
        start.Environment["OMP_NUM_THREADS"] = count;
        start.Environment["OPENBLAS_NUM_THREADS"] = count;
        Process process = Process.Start(start) ?? throw new PeerException($"'{interpreter}' does not start.");
        var child = new PythonChild(process, threads);
        using JsonDocument hello = child.Receive();
        child.Versions = hello.RootElement.GetProperty("versions").EnumerateObject()
            .ToDictionary(p => p.Name, p => p.Value.GetString() ?? "", StringComparer.Ordinal);
        return child;
    }

    /// <exception cref="PeerException">The process died or answered with an error.</exception>
    public JsonDocument Ask(object request)
    {
        try
        {
            _process.StandardInput.WriteLine(JsonSerializer.Serialize(request));
            _process.StandardInput.Flush();
        }
        catch (IOException exception)
        {
            throw new PeerException("The Python process is gone: " + exception.Message);
        }
        return Receive();
    }

    public void Dispose()
    {
        try
        {
            _process.StandardInput.Close();
            if (!_process.WaitForExit(5000))
                _process.Kill();
        }
        catch (InvalidOperationException)
        {
            return;
        }
        finally
        {
            _process.Dispose();
        }
    }

    private JsonDocument Receive()
    {
        string line = _process.StandardOutput.ReadLine() ?? throw new PeerException("The Python process ended.");
        JsonDocument answer = JsonDocument.Parse(line);
        if (!answer.RootElement.TryGetProperty("error", out JsonElement error))
            return answer;
        string message = error.GetString() ?? "";
        answer.Dispose();
        throw new PeerException(message);
    }

    private static bool Imports(string interpreter, string module)
    {
        try
        {
            using Process? process = Process.Start(new ProcessStartInfo(interpreter, $"-c \"import {module}\"")
            {
                RedirectStandardOutput = true,
                RedirectStandardError = true,
            });
            process?.WaitForExit();
            return process?.ExitCode == 0;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return false;
        }
    }
}
