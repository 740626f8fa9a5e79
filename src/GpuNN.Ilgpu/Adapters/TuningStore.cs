namespace GpuNN.Backends.Gpu;

/// <summary>Measured choices: ILGPU keeps nothing on disk, so that each process measures anew.</summary>
internal sealed class TuningStore
{
    public static TuningStore Of(Accelerator accelerator) => new();

    public string? Find(string key) => null;

    public void Keep(string key, string choice)
    {
    }
}
