namespace GpuNN.Jit.Extensions;

/// <summary>What an accelerator of GpuNN.Jit offers beyond ILGPU's.</summary>
public static class AcceleratorExtensions
{
    extension(Accelerator accelerator)
    {
        /// <summary>The number of kernels launched so far: a test reads it to know that the accelerator did the work.</summary>
        public long LaunchCount => accelerator.Launches;

        /// <summary>The state of the memory pool.</summary>
        public MemoryStatistics MemoryStatistics => accelerator.Memory.Statistics;

        /// <summary>The most bytes the pool takes from the driver; an allocation beyond it fails.</summary>
        /// <exception cref="ArgumentOutOfRangeException">The value is negative.</exception>
        public long MemoryLimit
        {
            get => accelerator.Memory.Limit;
            set => accelerator.Memory.Limit = value;
        }

        /// <summary>
        /// Kernels loaded until the result is disposed are built together: one OpenCL program costs its driver hardly more
        /// than one kernel. A kernel that is launched before builds those loaded so far.
        /// </summary>
        /// <exception cref="InvalidOperationException">A batch of this accelerator is open already.</exception>
        public IDisposable BatchKernels() => accelerator.BeginBatch();

        /// <summary>Gives all memory that waits for reuse back to the driver; waits for work in progress.</summary>
        public void TrimMemory() => accelerator.Memory.Trim();

        /// <summary>What the device can do beyond the common dialect.</summary>
        public DeviceFeatures Features => accelerator.Device.Features;
    }
}
