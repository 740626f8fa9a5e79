namespace GpuNN.Profiling;

/// <summary>All events of one name on one device.</summary>
/// <param name="Kind">What they are.</param>
/// <param name="Name">Their name.</param>
/// <param name="Device">Where they ran.</param>
/// <param name="Calls">How many.</param>
/// <param name="Host">The host's time, summed.</param>
/// <param name="Total">Their whole time, summed.</param>
/// <param name="Bytes">What their operands hold, summed.</param>
public readonly record struct ProfileRow(
    ProfileEventKind Kind, string Name, string Device, long Calls, TimeSpan Host, TimeSpan Total, long Bytes);
