using System.Diagnostics;
using System.Runtime.InteropServices;
using System.Text;
using GpuNN.Backends;

namespace GpuNN.Profiling;

/// <summary>Times every operator and every kernel of the code that runs between <see cref="Start"/> and
/// <see cref="Dispose"/>, tasks that it starts included. An accelerator is waited for after each kernel, so that each has a
/// time of its own: overlap between host and device is lost while one profiles. Thread-safe.</summary>
/// <example><code>
/// using Profiler profiler = Profiler.Start();
/// model.Forward(inputs);
/// Console.WriteLine(profiler.Stop());
/// </code></example>
public sealed class Profiler : IDisposable, IExecutionObserver, ILaunchObserver
{
    private readonly Lock _lock = new();
    private readonly IExecutionObserver? _before;
    private readonly AsyncLocal<Open?> _open = new();
    private readonly Dictionary<(ProfileEventKind, string, string), ProfileRow> _rows = [];
    private readonly List<ProfileEvent> _events = [];
    private readonly long _start = Stopwatch.GetTimestamp();
    private readonly int _maximumEvents;
    private long _eventCount;
    private Profile? _profile;

    private Profiler(int maximumEvents)
    {
        _maximumEvents = maximumEvents;
        _before = AmbientState.Current.Observer;
        AmbientState.Current = AmbientState.Current with { Observer = this };
    }

    /// <summary>Begins.</summary>
    /// <param name="maximumEvents">How many single events are kept for the trace; the sums count all.</param>
    /// <exception cref="ArgumentOutOfRangeException">The number is negative.</exception>
    /// <exception cref="InvalidOperationException">A profile of this code is being taken, or it is being
    /// recorded.</exception>
    public static Profiler Start(int maximumEvents = 200_000)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(maximumEvents);
        if (AmbientState.Current.Observer is { } other)
            throw new InvalidOperationException($"A {other.GetType().Name} already watches this code: stop it first.");
        return new Profiler(maximumEvents);
    }

    /// <summary>Ends, and gives what was seen. Later calls give the same.</summary>
    public Profile Stop()
    {
        if (_profile is not null) return _profile;
        if (AmbientState.Current.Observer == this) AmbientState.Current = AmbientState.Current with { Observer = _before };
        lock (_lock)
        {
            return _profile ??= new Profile(
                Stopwatch.GetElapsedTime(_start),
                [.. _rows.Values.OrderByDescending(row => row.Total)],
                [.. _events],
                _eventCount - _events.Count);
        }
    }

    /// <summary>Ends.</summary>
    public void Dispose() => Stop();

    void IExecutionObserver.Executing(string operatorName, Primitive primitive) =>
        _open.Value = new Open(Stopwatch.GetTimestamp(), _open.Value);

    void IExecutionObserver.Executed(
        string operatorName, Primitive primitive, ReadOnlySpan<Tensor> inputs, ReadOnlySpan<Tensor> outputs)
    {
        if (_open.Value is not { } open) return;
        _open.Value = open.Outer;
        long queued = Stopwatch.GetTimestamp();
        Device device = outputs[0].Device;
        device.Synchronize();
        long done = Stopwatch.GetTimestamp();
        string name = operatorName == primitive.Name ? operatorName : $"{operatorName} ({primitive.Name})";
        long bytes = 0;
        foreach (Tensor input in inputs) bytes += input.Count * input.DType.Size();
        foreach (Tensor output in outputs) bytes += output.Count * output.DType.Size();
        TimeSpan host = Stopwatch.GetElapsedTime(open.Start, queued) - open.Waited;
        string shapes = _events.Count < _maximumEvents ? $"{ShapesOf(inputs)} → {ShapesOf(outputs)}" : string.Empty;
        Add(ProfileEventKind.Operator, name, device.Name, shapes, open.Start, host, Stopwatch.GetElapsedTime(open.Start, done), bytes);
    }

    void IExecutionObserver.Reading(string operatorName, Tensor tensor)
    {
    }

    void ILaunchObserver.Launching(string device, string kernel) => _open.Value = new Open(Stopwatch.GetTimestamp(), _open.Value);

    void ILaunchObserver.Launched(string device, string kernel, Action finish)
    {
        if (_open.Value is not { } open) return;
        _open.Value = open.Outer;
        long queued = Stopwatch.GetTimestamp();
        finish();
        long done = Stopwatch.GetTimestamp();
        if (open.Outer is { } outer) outer.Waited += Stopwatch.GetElapsedTime(queued, done);
        TimeSpan host = Stopwatch.GetElapsedTime(open.Start, queued);
        Add(ProfileEventKind.Kernel, kernel, device, string.Empty, open.Start, host, Stopwatch.GetElapsedTime(open.Start, done), bytes: 0);
    }

    private static string ShapesOf(ReadOnlySpan<Tensor> tensors)
    {
        var text = new StringBuilder();
        foreach (Tensor tensor in tensors) text.Append(text.Length == 0 ? string.Empty : " ").Append(tensor.Shape);
        return text.ToString();
    }

    private void Add(
        ProfileEventKind kind, string name, string device, string shapes, long start, TimeSpan host, TimeSpan total, long bytes)
    {
        lock (_lock)
        {
            ref ProfileRow row = ref CollectionsMarshal.GetValueRefOrAddDefault(_rows, (kind, name, device), out bool exists);
            if (!exists) row = new ProfileRow(kind, name, device, 0, default, default, 0);
            row = row with { Calls = row.Calls + 1, Host = row.Host + host, Total = row.Total + total, Bytes = row.Bytes + bytes };
            _eventCount++;
            if (_events.Count >= _maximumEvents) return;
            TimeSpan begin = Stopwatch.GetElapsedTime(_start, start);
            _events.Add(new(kind, name, device, shapes, begin, host, total, bytes, Environment.CurrentManagedThreadId));
        }
    }

    /// <summary>What has begun and not ended; operators nest where one makes its input contiguous first.</summary>
    private sealed class Open(long start, Open? outer)
    {
        public long Start { get; } = start;

        public Open? Outer { get; } = outer;

        /// <summary>How long the host waited for the kernels inside.</summary>
        public TimeSpan Waited { get; set; }
    }
}
