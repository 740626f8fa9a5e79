using System.Collections.Immutable;

namespace ILGPU
{
    public sealed class Context : IDisposable
    {
        private Context()
        {
        }

        public ImmutableArray<Runtime.Device> Devices => throw Surface.Only;

        public static Context Create(Action<Builder> buildingCallback) => throw Surface.Only;

        public void Dispose() => throw Surface.Only;

        public sealed class Builder
        {
            private Builder()
            {
            }

            public Builder Optimize(OptimizationLevel level) => throw Surface.Only;

            public Builder Profiling() => throw Surface.Only;
        }
    }

    public readonly struct KernelConfig
    {
        public KernelConfig(Index1D gridDim, Index1D groupDim) => throw Surface.Only;

        public Index3D GridDim => throw Surface.Only;
    }
}

namespace ILGPU.Runtime
{
    public enum AcceleratorType
    {
        CPU,
        Cuda,
        OpenCL,
    }

    public abstract class Device
    {
        public string Name => throw Surface.Only;

        public AcceleratorType AcceleratorType => throw Surface.Only;

        public abstract Accelerator CreateAccelerator(Context context);
    }

    public abstract class Accelerator : IDisposable
    {
        public string Name => throw Surface.Only;

        public AcceleratorType AcceleratorType => throw Surface.Only;

        public AcceleratorStream DefaultStream => throw Surface.Only;

        public MemoryBuffer1D<T, Stride1D.Dense> Allocate1D<T>(long length)
            where T : unmanaged => throw Surface.Only;

        public void Dispose() => throw Surface.Only;
    }

    public abstract class AcceleratorObject : IDisposable
    {
        public void Dispose() => throw Surface.Only;
    }

    public abstract class AcceleratorStream : AcceleratorObject
    {
        public abstract void Synchronize();

        public ProfilingMarker AddProfilingMarker() => throw Surface.Only;
    }

    public abstract class ProfilingMarker : AcceleratorObject
    {
        public abstract TimeSpan MeasureFrom(ProfilingMarker marker);
    }

    public abstract class AcceleratorException : Exception;

    public class MemoryBuffer1D<T, TStride> : AcceleratorObject
        where T : unmanaged
        where TStride : struct, IStride1D
    {
        private protected MemoryBuffer1D()
        {
        }

        public ArrayView<T> AsContiguous() => throw Surface.Only;
    }

    public static class ArrayViewExtensions
    {
        public static void CopyToCPU<T, TView>(this TView source, AcceleratorStream stream, in Span<T> span)
            where TView : IContiguousArrayView<T>
            where T : unmanaged => throw Surface.Only;

        public static void CopyFromCPU<T, TView>(this TView target, AcceleratorStream stream, in ReadOnlySpan<T> span)
            where TView : IContiguousArrayView<T>
            where T : unmanaged => throw Surface.Only;
    }
}

namespace ILGPU.Runtime.CPU
{
    public sealed class CPUDevice(int numThreadsPerWarp, int numWarpsPerMultiprocessor, int numMultiprocessors) : Device
    {
        public override Accelerator CreateAccelerator(Context context) => throw Surface.Only;

        public override string ToString() => $"{numThreadsPerWarp}×{numWarpsPerMultiprocessor}×{numMultiprocessors}";
    }

    public static class CPUContextExtensions
    {
        public static Context.Builder CPU(this Context.Builder builder, CPUDevice desc) => throw Surface.Only;
    }
}

namespace ILGPU.Runtime.Cuda
{
    public static class CudaContextExtensions
    {
        public static Context.Builder Cuda(this Context.Builder builder) => throw Surface.Only;
    }
}

namespace ILGPU.Runtime.OpenCL
{
    public static class CLContextExtensions
    {
        public static Context.Builder OpenCL(this Context.Builder builder) => throw Surface.Only;
    }

    public abstract class CLAccelerator : Accelerator
    {
        public CLCapabilityContext Capabilities => throw Surface.Only;
    }

    public abstract class CLCapabilityContext
    {
        public bool Float64 => throw Surface.Only;
    }
}
