using System.Buffers.Binary;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace GpuNN.Jit.Drivers;

/// <summary>
/// Compiled kernels on disk, found by a hash of all that went into them. Any number of processes may share a folder: a file
/// is written under another name and then renamed, and one that is damaged counts as missing. Nothing here ever fails a
/// compilation: what cannot be read or written is compiled anew.
/// </summary>
internal sealed class KernelCache
{
    private const int FormatVersion = 1;
    private const int HashBytes = 32;
    private const int HeaderBytes = 4 + sizeof(int) + HashBytes + HashBytes;
    private const string Extension = ".kernel";
    private const long DefaultLimit = 512L << 20;

    private static readonly byte[] s_magic = "GNNK"u8.ToArray();
    private static readonly Lazy<KernelCache> s_shared = new(() => new KernelCache(DefaultDirectory(), DefaultLimit));

    private readonly string? _directory;
    private readonly long _limit;
    private int _hits;
    private int _misses;

    /// <param name="directory">Where the files lie; null for a cache that keeps nothing.</param>
    /// <param name="limit">The bytes above which the files used longest ago go.</param>
    public KernelCache(string? directory, long limit) => (_directory, _limit) = (directory, limit);

    /// <summary>The cache of this user: in the folder <c>GPUNN_CACHE</c> names (<c>off</c>: none), or in the system's place for caches.</summary>
    public static KernelCache Shared => s_shared.Value;

    /// <summary>A cache for something else in a folder of that name, inside of the one that <c>GPUNN_CACHE</c> names or beside the user's.</summary>
    public static KernelCache Beside(string name, long limit)
    {
        string? kernels = DefaultDirectory();
        bool isNamed = Environment.GetEnvironmentVariable("GPUNN_CACHE") is { Length: > 0 };
        return new(kernels is null ? null : Path.Combine(isNamed ? kernels : Path.GetDirectoryName(kernels)!, name), limit);
    }

    /// <summary>How many kernels were found.</summary>
    public int Hits => Volatile.Read(ref _hits);

    /// <summary>How many were not.</summary>
    public int Misses => Volatile.Read(ref _misses);

    /// <summary>The key of what the parts describe together: source, options, device, driver.</summary>
    public static byte[] KeyOf(params ReadOnlySpan<string> parts)
    {
        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture, $"{FormatVersion}\n");
        foreach (string part in parts)
            text.Append(CultureInfo.InvariantCulture, $"{part.Length}:{part}\n");
        return SHA256.HashData(Encoding.UTF8.GetBytes(text.ToString()));
    }

    /// <summary>What was stored under the key, or null.</summary>
    public byte[]? Find(byte[] key)
    {
        if (_directory is null)
            return null;
        string path = PathOf(key);
        byte[]? content = Read(path, key);
        if (content is null)
        {
            Interlocked.Increment(ref _misses);
            return null;
        }
        Interlocked.Increment(ref _hits);
        // The time of the last write is the time of the last use: the oldest go first.
        TryIo(() => File.SetLastWriteTimeUtc(path, DateTime.UtcNow));
        return content;
    }

    /// <summary>Keeps the content under the key.</summary>
    public void Store(byte[] key, ReadOnlySpan<byte> content)
    {
        if (_directory is null || content.IsEmpty || content.Length > _limit)
            return;
        byte[] file = new byte[HeaderBytes + content.Length];
        s_magic.CopyTo(file.AsSpan());
        BinaryPrimitives.WriteInt32LittleEndian(file.AsSpan(4), content.Length);
        key.CopyTo(file.AsSpan(8));
        SHA256.HashData(content, file.AsSpan(8 + HashBytes));
        content.CopyTo(file.AsSpan(HeaderBytes));
        TryIo(() =>
        {
            Directory.CreateDirectory(_directory);
            string temporary = Path.Combine(_directory, $"{Guid.NewGuid():N}.tmp");
            File.WriteAllBytes(temporary, file);
            File.Move(temporary, PathOf(key), overwrite: true);
            Trim();
        });
    }

    /// <summary>Forgets the content under the key: the driver did not take it.</summary>
    public void Remove(byte[] key)
    {
        if (_directory is not null)
            TryIo(() => File.Delete(PathOf(key)));
    }

    private static string? DefaultDirectory()
    {
        string? given = Environment.GetEnvironmentVariable("GPUNN_CACHE");
        if (string.Equals(given, "off", StringComparison.OrdinalIgnoreCase))
            return null;
        if (!string.IsNullOrEmpty(given))
            return given;
        string home = Environment.GetFolderPath(Environment.SpecialFolder.UserProfile);
        string root = OperatingSystem.IsWindows() ? Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData)
            : OperatingSystem.IsMacOS() ? Path.Combine(home, "Library", "Caches")
            : Environment.GetEnvironmentVariable("XDG_CACHE_HOME") is { Length: > 0 } xdg ? xdg
            : Path.Combine(home, ".cache");
        return root.Length == 0 || home.Length == 0 ? null : Path.Combine(root, "gpunn", "kernels");
    }

    private static byte[]? Read(string path, byte[] key)
    {
        byte[] file;
        try
        {
            using var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            file = new byte[stream.Length];
            stream.ReadExactly(file);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            return null;
        }
        ReadOnlySpan<byte> bytes = file;
        bool intact = bytes.Length > HeaderBytes
            && bytes[..4].SequenceEqual(s_magic)
            && BinaryPrimitives.ReadInt32LittleEndian(bytes[4..]) == bytes.Length - HeaderBytes
            && bytes.Slice(8, HashBytes).SequenceEqual(key)
            && bytes.Slice(8 + HashBytes, HashBytes).SequenceEqual(SHA256.HashData(bytes[HeaderBytes..]));
        return intact ? file[HeaderBytes..] : null;
    }

    private static void TryIo(Action action)
    {
        try
        {
            action();
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            // A folder that is full or read-only costs a compilation each time, and nothing else.
        }
    }

    private string PathOf(byte[] key) => Path.Combine(_directory!, Convert.ToHexStringLower(key) + Extension);

    private void Trim()
    {
        FileInfo[] files = [.. new DirectoryInfo(_directory!).EnumerateFiles().OrderBy(file => file.LastWriteTimeUtc)];
        long total = files.Sum(file => file.Length);
        foreach (FileInfo file in files)
        {
            // What a process left behind when it ended between writing and renaming goes after a day.
            bool abandoned = file.Extension == ".tmp" && file.LastWriteTimeUtc < DateTime.UtcNow.AddDays(-1);
            if (total <= _limit && !abandoned)
                continue;
            if (file.Extension != Extension && !abandoned)
                continue;
            total -= file.Length;
            TryIo(file.Delete);
        }
    }
}
