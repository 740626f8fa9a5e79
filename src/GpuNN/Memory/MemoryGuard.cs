using System.Collections.Concurrent;
using GpuNN.Backends;

namespace GpuNN;

/// <summary>Watches a device's memory for elements that nobody wrote (new memory holds NaN) and for writes behind the end
/// of a tensor (a guard band holds a pattern). For tests: it copies to and from the device at every allocation.</summary>
public sealed class MemoryGuard : IDisposable
{
    internal const int Bytes = 64;

    private const byte Pattern = 0xA5;

    /// <summary>0xFF in every byte is NaN in every floating-point type.</summary>
    private const byte Poison = 0xFF;

    private readonly Device _device;
    private readonly ConcurrentDictionary<DeviceBuffer, (long Bytes, string Maker)> _watched = new();
    private readonly ConcurrentQueue<string> _violations = new();

    internal MemoryGuard(Device device)
    {
        _device = device;
        device.Memory.Guard = this;
    }

    /// <summary>What was found so far: which operator's output was overrun.</summary>
    public IReadOnlyCollection<string> Violations => _violations;

    /// <summary>Checks everything that is still live, and ends the watch.</summary>
    public void Dispose()
    {
        CheckAll();
        _device.Memory.Guard = null;
    }

    /// <summary>Checks everything that is live.</summary>
    public void CheckAll()
    {
        foreach (DeviceBuffer buffer in _watched.Keys) Check(buffer, isFreed: false);
    }

    internal void Prepare(DeviceBuffer buffer, long bytes, string maker)
    {
        byte[] contents = new byte[buffer.Bytes];
        contents.AsSpan().Fill(Poison);
        contents.AsSpan((int)bytes).Fill(Pattern);
        _device.Backend.Upload(contents, buffer, 0);
        _watched[buffer] = (bytes, maker);
    }

    internal void Check(DeviceBuffer buffer) => Check(buffer, isFreed: true);

    private void Check(DeviceBuffer buffer, bool isFreed)
    {
        if (!_watched.TryGetValue(buffer, out var watched)) return;
        if (isFreed) _watched.TryRemove(buffer, out _);
        byte[] band = new byte[buffer.Bytes - watched.Bytes];
        _device.Backend.Download(buffer, watched.Bytes, band);
        int first = band.AsSpan().IndexOfAnyExcept(Pattern);
        if (first >= 0)
            _violations.Enqueue($"memory made by {watched.Maker} was overrun {first} bytes behind its {watched.Bytes} bytes on {_device}");
    }
}
