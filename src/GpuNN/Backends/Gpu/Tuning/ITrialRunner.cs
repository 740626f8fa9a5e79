namespace GpuNN.Backends.Gpu;

/// <summary>Runs candidates for the tuner; tests plant some that fail.</summary>
internal interface ITrialRunner
{
    /// <summary>Runs a primitive with a candidate in force, and waits.</summary>
    void Run(Candidate candidate, Primitive primitive, BufferView[] inputs, BufferView[] outputs);

    /// <summary>The same; how long the device took.</summary>
    TimeSpan Time(Candidate candidate, Primitive primitive, BufferView[] inputs, BufferView[] outputs);
}
