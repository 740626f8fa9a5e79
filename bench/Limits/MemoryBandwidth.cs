namespace GpuNN.Bench.Limits;

/// <summary>Bytes per second of the five loops over one working set; reads and writes both count.</summary>
internal sealed record MemoryBandwidth(double Read, double Copy, double CopyNonTemporal, double Add, double AddNonTemporal)
{
    /// <summary>The fastest loop that also writes: what an operator bound by memory is held against.</summary>
    public double FastestStream => Math.Max(Math.Max(Copy, CopyNonTemporal), Math.Max(Add, AddNonTemporal));

    /// <summary>The fastest loop of all: what a reduction is held against.</summary>
    public double Fastest => Math.Max(Read, FastestStream);

    /// <summary>Measures on <paramref name="threads"/> threads, each streaming its own part of the working set.</summary>
    /// <param name="workingSetBytes">What the three arrays of z = x + y take together.</param>
    /// <param name="threads">How many threads.</param>
    /// <param name="tries">The best of this many counts.</param>
    public static unsafe MemoryBandwidth Measure(long workingSetBytes, int threads, int tries = 3)
    {
        long part = Math.Max(workingSetBytes / (3 * sizeof(float)) / threads / 32 * 32, 256);
        var x = new AlignedBuffer[threads];
        var y = new AlignedBuffer[threads];
        var z = new AlignedBuffer[threads];
        for (int i = 0; i < threads; i++)
            (x[i], y[i], z[i]) = (new AlignedBuffer(part), new AlignedBuffer(part), new AlignedBuffer(part));
        int repeats = (int)Math.Max(1, 64L * 1024 * 1024 / (part * sizeof(float) * threads));
        var sinks = new float[threads * 32];
        try
        {
            return new MemoryBandwidth(
                Best(1, i => sinks[i * 32] += MemoryTraffic.Read(x[i].Pointer, part)),
                Best(2, i => MemoryTraffic.Copy(x[i].Pointer, z[i].Pointer, part)),
                Best(2, i => MemoryTraffic.CopyNonTemporal(x[i].Pointer, z[i].Pointer, part)),
                Best(3, i => MemoryTraffic.Add(x[i].Pointer, y[i].Pointer, z[i].Pointer, part)),
                Best(3, i => MemoryTraffic.AddNonTemporal(x[i].Pointer, y[i].Pointer, z[i].Pointer, part)));
        }
        finally
        {
            foreach (AlignedBuffer buffer in x.Concat(y).Concat(z))
                buffer.Dispose();
        }

        double Best(int arrays, Action<int> pass)
        {
            double best = 0;
            for (int attempt = 0; attempt <= tries; attempt++)
            {
                double seconds = ThreadTeam.Measure(threads, index =>
                {
                    for (int repeat = 0; repeat < repeats; repeat++)
                        pass(index);
                });
                double bytes = (double)arrays * part * sizeof(float) * threads * repeats;
                if (attempt > 0)
                    best = Math.Max(best, bytes / seconds);
            }
            return best;
        }
    }
}
