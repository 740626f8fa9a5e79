using GpuNN.Jit.Drivers;
using GpuNN.Jit.Drivers.Cuda;
using GpuNN.Jit.Extensions;
using GpuNN.Jit.Launching;
using GpuNN.Jit.Targets.Ptx;

namespace GpuNN.Jit;

/// <summary>An accelerator on a CUDA device. It shares the device's primary context with other libraries.</summary>
public sealed unsafe class CudaAccelerator : Accelerator
{
    private readonly nint _context;

    internal CudaAccelerator(Context context, CudaDevice device)
        : base(context, device)
    {
        Device = device;
        nint handle;
        CudaError.Check(CudaNative.cuDevicePrimaryCtxRetain(&handle, device.Handle), device.Name);
        _context = handle;
        DefaultStream = new CudaStream(this);
    }

    /// <summary>The device it runs on.</summary>
    public new CudaDevice Device { get; }

    internal override int AutoGroupSize => 256;

    /// <summary>Makes the context current for the calling thread: the driver's functions work on the current one.</summary>
    internal void Bind() => CudaError.Check(CudaNative.cuCtxSetCurrent(_context), Name);

    internal override LoadedKernel Compile(KernelRequest request) =>
        new CudaKernel(this, request.CompileToIr(PtxModule.Options), request.Specialization);

    internal override nint AllocateDevice(long bytes)
    {
        Bind();
        nint address;
        int code = CudaNative.cuMemAlloc_v2(&address, (nuint)bytes);
        if (code == CudaError.OutOfMemory)
            throw new OutOfDeviceMemorySignal(CudaError.NameOf(code));
        CudaError.Check(code, Name, "cuMemAlloc");
        return address;
    }

    internal override void FreeDevice(nint handle)
    {
        Bind();
        CudaError.Check(CudaNative.cuMemFree_v2(handle), Name);
    }

    internal override void FillDevice(AcceleratorStream stream, nint handle, long offset, long bytes, byte value) =>
        CudaError.Check(CudaNative.cuMemsetD8Async(handle + (nint)offset, value, (nuint)bytes, Bind(stream)), Name);

    internal override void CopyDeviceToDevice(
        AcceleratorStream stream, nint source, long sourceOffset, nint target, long targetOffset, long bytes) =>
        CudaError.Check(
            CudaNative.cuMemcpyDtoDAsync_v2(
                target + (nint)targetOffset, source + (nint)sourceOffset, (nuint)bytes, Bind(stream)),
            Name);

    internal override void CopyHostToDevice(
        AcceleratorStream stream, void* source, nint target, long offset, long bytes, bool wait)
    {
        nint queue = Bind(stream);
        CudaError.Check(CudaNative.cuMemcpyHtoDAsync_v2(target + (nint)offset, source, (nuint)bytes, queue), Name);
        if (wait)
            CudaError.Check(CudaNative.cuStreamSynchronize(queue), Name);
    }

    internal override void CopyDeviceToHost(
        AcceleratorStream stream, nint source, long offset, void* target, long bytes, bool wait)
    {
        nint queue = Bind(stream);
        CudaError.Check(CudaNative.cuMemcpyDtoHAsync_v2(target, source + (nint)offset, (nuint)bytes, queue), Name);
        if (wait)
            CudaError.Check(CudaNative.cuStreamSynchronize(queue), Name);
    }

    internal override LaunchGraph Capture(AcceleratorStream stream, Action work) => Device.Features.GraphCapture
        ? CudaGraph.Capture(this, (CudaStream)stream, work)
        : base.Capture(stream, work);

    internal override bool PinHost(void* address, long bytes)
    {
        Bind();
        return CudaNative.cuMemHostRegister_v2(address, (nuint)bytes, 0) == CudaError.Success;
    }

    internal override void UnpinHost(void* address)
    {
        Bind();
        CudaNative.cuMemHostUnregister(address);
    }

    private protected override AcceleratorStream CreateStreamInternal() => new CudaStream(this);

    private protected override void DisposeAccelerator()
    {
        DefaultStream.Dispose();
        CudaNative.cuDevicePrimaryCtxRelease_v2(Device.Handle);
    }

    private static nint Bind(AcceleratorStream stream) => ((CudaStream)stream).Bind();
}
