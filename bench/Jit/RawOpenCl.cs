using System.Text;
using GpuNN.Jit;
using GpuNN.Jit.Drivers.OpenCl;

namespace GpuNN.Bench.Jit;

/// <summary>The driver without the runtime: a hand-written kernel with its arguments set, launched by plain calls on a queue of its own.</summary>
internal sealed unsafe class RawOpenCl : IDisposable
{
    private readonly OpenClProgram _program;
    private readonly string _device;
    private readonly List<nint> _kernels = [];
    private readonly List<nint> _buffers = [];
    private readonly CLAccelerator _accelerator;

    public RawOpenCl(CLAccelerator accelerator)
    {
        _accelerator = accelerator;
        _device = accelerator.Name;
        _program = OpenClProgram.FromSource(accelerator, HandWrittenOpenCl.Text, "the hand-written kernels");
        int error;
        Queue = OpenClNative.clCreateCommandQueue(accelerator.ContextHandle, accelerator.DeviceHandle, 0, &error);
        OpenClError.Check(error, _device, "clCreateCommandQueue");
    }

    public nint Queue { get; }

    public nint Kernel(string name)
    {
        int error;
        nint kernel;
        fixed (byte* pointer = Encoding.ASCII.GetBytes(name + "\0"))
            kernel = OpenClNative.clCreateKernel(_program.Handle, pointer, &error);
        OpenClError.Check(error, _device, "clCreateKernel");
        _kernels.Add(kernel);
        return kernel;
    }

    public nint Buffer(float[] content)
    {
        int error;
        nuint bytes = (nuint)content.Length * sizeof(float);
        nint buffer = OpenClNative.clCreateBuffer(_accelerator.ContextHandle, OpenClNative.MemoryReadWrite, bytes, null, &error);
        OpenClError.Check(error, _device, "clCreateBuffer");
        _buffers.Add(buffer);
        fixed (float* source = content)
            OpenClError.Check(OpenClNative.clEnqueueWriteBuffer(Queue, buffer, 1, 0, bytes, source, 0, null, null), _device, "clEnqueueWriteBuffer");
        return buffer;
    }

    public void Read(nint buffer, float[] content)
    {
        fixed (float* target = content)
        {
            OpenClError.Check(
                OpenClNative.clEnqueueReadBuffer(Queue, buffer, 1, 0, (nuint)content.Length * sizeof(float), target, 0, null, null),
                _device, "clEnqueueReadBuffer");
        }
    }

    public void SetArgument(nint kernel, int index, nint buffer) =>
        OpenClError.Check(OpenClNative.clSetKernelArg(kernel, (uint)index, (nuint)nint.Size, &buffer), _device, "clSetKernelArg");

    public void SetArgument(nint kernel, int index, int value) =>
        OpenClError.Check(OpenClNative.clSetKernelArg(kernel, (uint)index, sizeof(int), &value), _device, "clSetKernelArg");

    public void Launch(nint kernel, int gridX, int gridY, int groupX, int groupY)
    {
        nuint* local = stackalloc nuint[2] { (nuint)groupX, (nuint)groupY };
        nuint* global = stackalloc nuint[2] { (nuint)(gridX * groupX), (nuint)(gridY * groupY) };
        OpenClError.Check(
            OpenClNative.clEnqueueNDRangeKernel(Queue, kernel, gridY * groupY > 1 ? 2u : 1u, null, global, local, 0, null, null),
            _device, "clEnqueueNDRangeKernel");
    }

    public void Finish() => OpenClError.Check(OpenClNative.clFinish(Queue), _device, "clFinish");

    public void Dispose()
    {
        foreach (nint buffer in _buffers)
            OpenClNative.clReleaseMemObject(buffer);
        OpenClNative.clReleaseCommandQueue(Queue);
    }
}
