namespace GpuNN.Jit;

public sealed partial class Context
{
    /// <summary>Collects what a context shall contain.</summary>
    public sealed class Builder
    {
        internal Builder()
        {
        }

        internal List<Device> Registered { get; } = [];

        /// <summary>Whether streams measure time, so that profiling markers work.</summary>
        public bool EnableProfiling { get; private set; }

        /// <summary>The CPU device and every OpenCL and CUDA device.</summary>
        public Builder Default() => AllAccelerators();

        /// <summary>The CPU device and every OpenCL and CUDA device.</summary>
        public Builder AllAccelerators() => this.CPU().OpenCL().Cuda();

        /// <summary>Accepted for ILGPU's sake: kernels are always optimised.</summary>
        public Builder Optimize(OptimizationLevel level)
        {
            OptimizationLevel = level;
            return this;
        }

        /// <summary>The level asked for.</summary>
        public OptimizationLevel OptimizationLevel { get; private set; } = OptimizationLevel.O2;

        /// <summary>Lets streams measure time.</summary>
        public Builder Profiling()
        {
            EnableProfiling = true;
            return this;
        }

        internal Builder Register(Device device)
        {
            Registered.Add(device);
            return this;
        }
    }
}

/// <summary>How much a compiler optimises; GpuNN.Jit always does all it can.</summary>
public enum OptimizationLevel
{
    /// <summary>No optimisation.</summary>
    O0,

    /// <summary>Some optimisation.</summary>
    O1,

    /// <summary>Full optimisation.</summary>
    O2,
}
