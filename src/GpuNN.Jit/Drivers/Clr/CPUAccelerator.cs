using System.Runtime.InteropServices;
using GpuNN.Jit.Compiler;
using GpuNN.Jit.Drivers;
using GpuNN.Jit.Drivers.Clr;
using GpuNN.Jit.Launching;
using GpuNN.Jit.Targets.Clr;

namespace GpuNN.Jit;

/// <summary>The accelerator of this process. A launch has run when it returns.</summary>
public sealed unsafe class CPUAccelerator : Accelerator
{
    // Views of buffers are taken to be aligned as on a GPU.
    private const nuint Alignment = 256;

    private readonly HostMemory _memory;

    internal CPUAccelerator(Context context, CPUDevice device)
        : base(context, device)
    {
        Device = device;
        DefaultStream = new CPUStream(this);
        _memory = new HostMemory(this);
    }

    /// <summary>The device it runs on.</summary>
    public new CPUDevice Device { get; }

    internal override int AutoGroupSize => 64;

    internal override LoadedKernel Compile(KernelRequest request) => Device.IsDirect
        ? new DirectKernel(request, _memory)
        : new CPUKernel(request.Name, ClrKernel.Compile(
            request.CompileToIr(new CompilationOptions { KeepLengths = Device.IsChecked }), isChecked: Device.IsChecked));

    internal override nint AllocateDevice(long bytes)
    {
        try
        {
            return (nint)NativeMemory.AlignedAlloc((nuint)bytes, Alignment);
        }
        catch (OutOfMemoryException exhausted)
        {
            throw new OutOfDeviceMemorySignal(exhausted.Message);
        }
    }

    internal override void FreeDevice(nint handle) => NativeMemory.AlignedFree((void*)handle);

    internal override void FillDevice(AcceleratorStream stream, nint handle, long offset, long bytes, byte value) =>
        NativeMemory.Fill((byte*)handle + offset, (nuint)bytes, value);

    internal override void CopyDeviceToDevice(
        AcceleratorStream stream, nint source, long sourceOffset, nint target, long targetOffset, long bytes) =>
        NativeMemory.Copy((byte*)source + sourceOffset, (byte*)target + targetOffset, (nuint)bytes);

    internal override void CopyHostToDevice(
        AcceleratorStream stream, void* source, nint target, long offset, long bytes, bool wait) =>
        NativeMemory.Copy(source, (byte*)target + offset, (nuint)bytes);

    internal override void CopyDeviceToHost(
        AcceleratorStream stream, nint source, long offset, void* target, long bytes, bool wait) =>
        NativeMemory.Copy((byte*)source + offset, target, (nuint)bytes);

    private protected override AcceleratorStream CreateStreamInternal() => new CPUStream(this);

    private protected override void DisposeAccelerator() => DefaultStream.Dispose();
}
