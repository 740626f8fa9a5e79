namespace GpuNN.Backends.Cpu.Threading;

/// <summary>The body of a parallel loop: a struct, so that the loop is compiled for it and nothing is allocated.</summary>
internal interface IRangeBody
{
    /// <summary>Does the iterations from <paramref name="start"/> up to, but not including, <paramref name="end"/>.</summary>
    void Invoke(int start, int end);
}
