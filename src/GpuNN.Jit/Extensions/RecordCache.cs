using GpuNN.Jit.Drivers;

namespace GpuNN.Jit.Extensions;

/// <summary>
/// Small records on disk that outlive the process, such as what was measured on a device, kept like compiled kernels: any
/// number of processes may share a folder, a damaged file counts as missing, what was used longest ago goes first, and nothing
/// here ever fails because of a disk. Thread-safe.
/// </summary>
public sealed class RecordCache
{
    private readonly KernelCache _files;

    private RecordCache(KernelCache files) => _files = files;

    /// <summary>A cache in a folder.</summary>
    /// <param name="directory">Where the files lie; null for a cache that keeps nothing.</param>
    /// <param name="limit">The bytes above which the files used longest ago go.</param>
    public RecordCache(string? directory, long limit)
        : this(new KernelCache(directory, limit))
    {
    }

    /// <summary>A cache of this user, beside the compiled kernels: <c>GPUNN_CACHE</c> names their folder, and <c>off</c> means
    /// none.</summary>
    /// <param name="name">The folder's name.</param>
    /// <param name="limit">The bytes above which the files used longest ago go.</param>
    public static RecordCache OfUser(string name, long limit) => new(KernelCache.Beside(name, limit));

    /// <summary>What was stored under the parts, or null.</summary>
    public byte[]? Find(params ReadOnlySpan<string> parts) => _files.Find(KernelCache.KeyOf(parts));

    /// <summary>Keeps the content under the parts.</summary>
    public void Store(ReadOnlySpan<byte> content, params ReadOnlySpan<string> parts) => _files.Store(KernelCache.KeyOf(parts), content);
}
