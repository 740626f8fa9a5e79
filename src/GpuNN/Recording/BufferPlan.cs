using GpuNN.Backends;

namespace GpuNN.Recording;

/// <summary>Gives computed values their buffers: a buffer is used again as soon as the last step that touches its value is
/// past. First come, best fit.</summary>
internal static class BufferPlan
{
    /// <summary>Assigns buffers; returns them.</summary>
    public static List<DeviceBuffer> Assign(IReadOnlyList<RecordedValue> values, Func<long, DeviceBuffer> allocate)
    {
        var buffers = new List<(DeviceBuffer Buffer, int BusyUntil)>();
        foreach (RecordedValue value in values.Where(value => value.Kind != RecordedValueKind.Constant).OrderBy(value => value.FirstStep))
        {
            int best = -1;
            for (int index = 0; index < buffers.Count; index++)
            {
                if (buffers[index].BusyUntil >= value.FirstStep || buffers[index].Buffer.Bytes < value.Bytes) continue;
                if (best < 0 || buffers[index].Buffer.Bytes < buffers[best].Buffer.Bytes) best = index;
            }

            // Inputs are written by the caller before any step, so their buffers are theirs until the end.
            int busyUntil = value.Kind == RecordedValueKind.Input ? int.MaxValue : value.LastStep;
            if (best < 0)
            {
                value.Buffer = allocate(value.Bytes);
                buffers.Add((value.Buffer, busyUntil));
            }
            else
            {
                value.Buffer = buffers[best].Buffer;
                buffers[best] = (value.Buffer, busyUntil);
            }
        }

        return [.. buffers.Select(entry => entry.Buffer)];
    }
}
