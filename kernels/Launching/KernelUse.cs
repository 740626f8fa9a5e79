using System.Reflection;

namespace GpuNN.Kernels;

/// <summary>A kernel, made for some types, and how often it was launched.</summary>
internal sealed class KernelUse(MethodInfo method)
{
    private long _launches;

    public MethodInfo Method { get; } = method;

    public long Launches => Interlocked.Read(ref _launches);

    public void Count(long launches = 1) => Interlocked.Add(ref _launches, launches);
}
