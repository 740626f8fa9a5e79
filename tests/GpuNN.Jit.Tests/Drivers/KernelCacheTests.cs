using GpuNN.Jit.Drivers;
using GpuNN.Jit.Tests.Kernels;
using GpuNN.Jit.Tests.Targets.OpenCl;

namespace GpuNN.Jit.Tests.Drivers;

public sealed class KernelCacheTests : IDisposable
{
    private readonly string _directory = Path.Combine(Path.GetTempPath(), $"gpunn-cache-{Guid.NewGuid():N}");

    public void Dispose()
    {
        if (Directory.Exists(_directory))
            Directory.Delete(_directory, recursive: true);
    }

    [Fact]
    public void WhatWasStoredIsFoundByItsKeyAlone()
    {
        var cache = new KernelCache(_directory, 1 << 20);
        byte[] key = KernelCache.KeyOf("source", "device"), other = KernelCache.KeyOf("sourced", "evice");
        Assert.NotEqual(key, other);
        Assert.Null(cache.Find(key));
        cache.Store(key, [1, 2, 3]);
        Assert.Equal([1, 2, 3], new KernelCache(_directory, 1 << 20).Find(key));
        Assert.Null(cache.Find(other));
        cache.Remove(key);
        Assert.Null(cache.Find(key));
    }

    [Fact]
    public void ADamagedFileCountsAsMissing()
    {
        var cache = new KernelCache(_directory, 1 << 20);
        byte[] key = KernelCache.KeyOf("source");
        byte[] content = [.. Enumerable.Range(0, 100).Select(i => (byte)i)];
        cache.Store(key, content);
        string file = Directory.GetFiles(_directory).Single();
        byte[] whole = File.ReadAllBytes(file);
        for (int position = 0; position < whole.Length; position++)
        {
            byte[] damaged = [.. whole];
            damaged[position] ^= 0x40;
            File.WriteAllBytes(file, damaged);
            Assert.Null(cache.Find(key));
            if (position % 16 == 0)
            {
                File.WriteAllBytes(file, whole[..position]);
                Assert.Null(cache.Find(key));
            }
        }
        cache.Store(key, content);
        Assert.Equal(content, cache.Find(key));
    }

    [Fact]
    public void TheFilesUsedLongestAgoGoFirst()
    {
        var cache = new KernelCache(_directory, 5000);
        byte[][] keys = [.. Enumerable.Range(0, 4).Select(i => KernelCache.KeyOf($"{i}"))];
        for (int i = 0; i < 3; i++)
        {
            cache.Store(keys[i], new byte[1500]);
            string file = Directory.GetFiles(_directory).Single(path => path.Contains(Convert.ToHexStringLower(keys[i]), StringComparison.Ordinal));
            File.SetLastWriteTimeUtc(file, DateTime.UtcNow.AddHours(-10 + i));
        }
        Assert.NotNull(cache.Find(keys[0]));
        cache.Store(keys[3], new byte[1500]);
        Assert.NotNull(cache.Find(keys[0]));
        Assert.Null(cache.Find(keys[1]));
        Assert.NotNull(cache.Find(keys[2]));
        Assert.NotNull(cache.Find(keys[3]));
    }

    [Fact]
    public void ManyWritersAndReadersNeverSeeHalfAFile()
    {
        byte[] key = KernelCache.KeyOf("shared");
        byte[][] contents = [.. Enumerable.Range(1, 4).Select(i => Enumerable.Repeat((byte)i, 20000 * i).ToArray())];
        Parallel.For(0, 200, i =>
        {
            var cache = new KernelCache(_directory, 1 << 24);
            if (i % 2 == 0)
                cache.Store(key, contents[i / 2 % 4]);
            else if (cache.Find(key) is { } found)
                Assert.Contains(contents, content => content.AsSpan().SequenceEqual(found));
        });
        Assert.NotNull(new KernelCache(_directory, 1 << 24).Find(key));
    }

    [Fact]
    public void AFolderThatCannotBeWrittenCostsNothingElse()
    {
        string file = Path.GetTempFileName();
        try
        {
            var cache = new KernelCache(Path.Combine(file, "below-a-file"), 1 << 20);
            cache.Store(KernelCache.KeyOf("x"), [1]);
            Assert.Null(cache.Find(KernelCache.KeyOf("x")));
        }
        finally
        {
            File.Delete(file);
        }
    }

    [SkippableFact]
    public void AnOpenClProgramIsBuiltFromItsBinaryTheSecondTime()
    {
        for (int run = 0; run < 3; run++)
        {
            using Context context = OpenClDevices.Context();
            using Accelerator accelerator = context.CreateCLAccelerator(0);
            accelerator.Cache = new KernelCache(_directory, 1 << 24);
            if (run == 2)
            {
                // A file of the right form whose content no driver takes.
                byte[] name = Convert.FromHexString(Path.GetFileNameWithoutExtension(Directory.GetFiles(_directory).Single()));
                accelerator.Cache.Store(name, [1, 2, 3, 4, 5]);
            }
            var kernel = accelerator.LoadAutoGroupedStreamKernel<Index1D, ArrayView<int>>(SampleKernels.Collatz);
            using var steps = accelerator.Allocate1D<int>(100);
            kernel(100, steps.View);
            Assert.Equal(Enumerable.Range(1, 100).Select(SampleKernels.Collatz), steps.GetAsArray1D());
            Assert.Equal((run == 0 ? 0 : 1, run == 0 ? 1 : 0), (accelerator.Cache.Hits, accelerator.Cache.Misses));
        }
    }
}
