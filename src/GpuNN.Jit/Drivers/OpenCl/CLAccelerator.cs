using GpuNN.Jit.Compiler.Ir;
using GpuNN.Jit.Drivers;
using GpuNN.Jit.Drivers.OpenCl;
using GpuNN.Jit.Launching;
using GpuNN.Jit.Targets.OpenCl;

namespace GpuNN.Jit;

/// <summary>An accelerator on an OpenCL device.</summary>
public sealed unsafe class CLAccelerator : Accelerator
{
    private readonly nint _context;
    private readonly bool _profiling;
    private readonly Lock _batching = new();
    private OpenClBatch? _openBatch;

    internal CLAccelerator(Context context, CLDevice device)
        : base(context, device)
    {
        Device = device;
        _profiling = context.EnableProfiling;
        Dialect = device.Dialect;
        BuildOptions = device.HasExactDivision ? "-cl-std=CL1.2 -cl-fp32-correctly-rounded-divide-sqrt" : "-cl-std=CL1.2";
        nint id = device.DeviceId;
        nint* properties = stackalloc nint[] { 0x1084, device.PlatformId, 0 };
        int error;
        _context = OpenClNative.clCreateContext(properties, 1, &id, 0, 0, &error);
        OpenClError.Check(error, device.Name, "clCreateContext");
        DefaultStream = new CLStream(this, _profiling);
    }

    /// <summary>The device it runs on.</summary>
    public new CLDevice Device { get; }

    internal nint ContextHandle => _context;

    internal nint DeviceHandle => Device.DeviceId;

    /// <summary>Counts releases of buffers: a kernel may rely on arguments it set before only while this stands still.</summary>
    internal int BufferEpoch { get; private set; }

    internal override int AutoGroupSize => Device.IsGpu ? 256 : 64;

    /// <summary>The options of every build: what the IR promises, and nothing faster.</summary>
    internal string BuildOptions { get; }

    /// <summary>How kernels are written for the device.</summary>
    internal OpenClDialect Dialect { get; }

    internal override LoadedKernel Compile(KernelRequest request) => Load(request.CompileToIr(OpenClProgramText.Options));

    /// <summary>Loads a kernel: at once, or with the others of an open batch.</summary>
    internal OpenClKernel Load(KernelIr kernel)
    {
        lock (_batching)
        {
            if (_openBatch is not null)
                return _openBatch.Add(kernel);
            var batch = new OpenClBatch(this);
            OpenClKernel loaded = batch.Add(kernel);
            batch.Build();
            return loaded;
        }
    }

    internal override IDisposable BeginBatch()
    {
        lock (_batching)
        {
            if (_openBatch is not null)
                throw new InvalidOperationException("A batch of kernels is open already.");
            _openBatch = new OpenClBatch(this);
            return new BatchScope(this, _openBatch);
        }
    }

    internal override nint AllocateDevice(long bytes)
    {
        if (bytes > Device.MaxAllocation)
        {
            throw new OutOfDeviceMemorySignal(FormattableString.Invariant(
                $"the driver's limit for one buffer is {Device.MaxAllocation:N0} bytes"));
        }
        int error;
        nint handle = OpenClNative.clCreateBuffer(_context, OpenClNative.MemoryReadWrite, (nuint)bytes, null, &error);
        if (OpenClError.IsOutOfMemory(error))
            throw new OutOfDeviceMemorySignal(OpenClError.NameOf(error));
        OpenClError.Check(error, Name, "clCreateBuffer");
        return handle;
    }

    internal override void FreeDevice(nint handle)
    {
        BufferEpoch++;
        OpenClError.Check(OpenClNative.clReleaseMemObject(handle), Name);
    }

    internal override void FillDevice(AcceleratorStream stream, nint handle, long offset, long bytes, byte value) =>
        OpenClError.Check(
            OpenClNative.clEnqueueFillBuffer(Queue(stream), handle, &value, 1, (nuint)offset, (nuint)bytes, 0, null, null), Name);

    internal override void CopyDeviceToDevice(
        AcceleratorStream stream, nint source, long sourceOffset, nint target, long targetOffset, long bytes) =>
        OpenClError.Check(
            OpenClNative.clEnqueueCopyBuffer(
                Queue(stream), source, target, (nuint)sourceOffset, (nuint)targetOffset, (nuint)bytes, 0, null, null),
            Name);

    internal override void CopyHostToDevice(
        AcceleratorStream stream, void* source, nint target, long offset, long bytes, bool wait) =>
        OpenClError.Check(
            OpenClNative.clEnqueueWriteBuffer(
                Queue(stream), target, wait ? 1u : 0u, (nuint)offset, (nuint)bytes, source, 0, null, null),
            Name);

    internal override void CopyDeviceToHost(
        AcceleratorStream stream, nint source, long offset, void* target, long bytes, bool wait) =>
        OpenClError.Check(
            OpenClNative.clEnqueueReadBuffer(
                Queue(stream), source, wait ? 1u : 0u, (nuint)offset, (nuint)bytes, target, 0, null, null),
            Name);

    private protected override AcceleratorStream CreateStreamInternal() => new CLStream(this, _profiling);

    private protected override void DisposeAccelerator()
    {
        DefaultStream.Dispose();
        OpenClNative.clReleaseContext(_context);
    }

    private sealed class BatchScope(CLAccelerator accelerator, OpenClBatch batch) : IDisposable
    {
        public void Dispose()
        {
            lock (accelerator._batching)
            {
                if (accelerator._openBatch == batch)
                    accelerator._openBatch = null;
            }
            batch.Build();
        }
    }

    private static nint Queue(AcceleratorStream stream) => ((CLStream)stream).Queue;
}
