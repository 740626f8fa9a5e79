namespace GpuNN.Profiling;

/// <summary>One operator or kernel, once.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Name">The operator and its primitive, or the kernel.</param>
/// <param name="Device">Where it ran.</param>
/// <param name="Shapes">Of its operands, for people; empty for kernels.</param>
/// <param name="Start">Since the profile began.</param>
/// <param name="Host">How long the host was busy with it: checks, choice of kernel, queueing; the whole of it on the CPU.</param>
/// <param name="Total">From its start until its result was there.</param>
/// <param name="Bytes">What its operands hold; 0 for kernels.</param>
/// <param name="Thread">The managed thread that ran it.</param>
public readonly record struct ProfileEvent(
    ProfileEventKind Kind, string Name, string Device, string Shapes, TimeSpan Start, TimeSpan Host, TimeSpan Total, long Bytes, int Thread);
