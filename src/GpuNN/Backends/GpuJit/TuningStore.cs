using System.Text;

namespace GpuNN.Backends.Gpu;

/// <summary>Measured choices on disk, beside the compiled kernels: small files, written under another name and then renamed; a
/// damaged one counts as missing, and the ones used longest ago go.</summary>
internal sealed class TuningStore(RecordCache records, TuningIdentity identity)
{
    private const long Limit = 4 << 20;

    /// <summary>The user's, for an accelerator.</summary>
    public static TuningStore Of(Accelerator accelerator) => new(RecordCache.OfUser("tuning", Limit), TuningIdentity.Of(accelerator));

    /// <summary>What was kept for the key, or nothing.</summary>
    public string? Find(string key) =>
        records.Find(identity.Device, identity.Driver, identity.Code, key) is { } content ? Encoding.UTF8.GetString(content) : null;

    /// <summary>Keeps a choice.</summary>
    public void Keep(string key, string choice) =>
        records.Store(Encoding.UTF8.GetBytes(choice), identity.Device, identity.Driver, identity.Code, key);
}
