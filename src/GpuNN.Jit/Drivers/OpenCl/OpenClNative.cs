using System.Runtime.InteropServices;

namespace GpuNN.Jit.Drivers.OpenCl;

/// <summary>The entry points of the OpenCL 1.2 API that are used, under their own names.</summary>
internal static unsafe partial class OpenClNative
{
    public const uint DeviceTypeAll = 0xFFFFFFFF;
    public const ulong MemoryReadWrite = 1;
    public const ulong QueueProfilingEnable = 2;

    [LibraryImport(DriverLibrary.OpenCl)]
    public static partial int clGetPlatformIDs(uint count, nint* platforms, uint* found);

    [LibraryImport(DriverLibrary.OpenCl)]
    public static partial int clGetPlatformInfo(nint platform, uint name, nuint size, void* value, nuint* needed);

    [LibraryImport(DriverLibrary.OpenCl)]
    public static partial int clGetDeviceIDs(nint platform, ulong type, uint count, nint* devices, uint* found);

    [LibraryImport(DriverLibrary.OpenCl)]
    public static partial int clGetDeviceInfo(nint device, uint name, nuint size, void* value, nuint* needed);

    [LibraryImport(DriverLibrary.OpenCl)]
    public static partial nint clCreateContext(
        nint* properties, uint deviceCount, nint* devices, nint callback, nint userData, int* error);

    [LibraryImport(DriverLibrary.OpenCl)]
    public static partial int clReleaseContext(nint context);

    [LibraryImport(DriverLibrary.OpenCl)]
    public static partial nint clCreateCommandQueue(nint context, nint device, ulong properties, int* error);

    [LibraryImport(DriverLibrary.OpenCl)]
    public static partial int clReleaseCommandQueue(nint queue);

    [LibraryImport(DriverLibrary.OpenCl)]
    public static partial int clFlush(nint queue);

    [LibraryImport(DriverLibrary.OpenCl)]
    public static partial int clFinish(nint queue);

    [LibraryImport(DriverLibrary.OpenCl)]
    public static partial nint clCreateBuffer(nint context, ulong flags, nuint size, void* host, int* error);

    [LibraryImport(DriverLibrary.OpenCl)]
    public static partial int clReleaseMemObject(nint memory);

    [LibraryImport(DriverLibrary.OpenCl)]
    public static partial int clEnqueueReadBuffer(
        nint queue, nint buffer, uint blocking, nuint offset, nuint size, void* target,
        uint waitCount, nint* waits, nint* completed);

    [LibraryImport(DriverLibrary.OpenCl)]
    public static partial int clEnqueueWriteBuffer(
        nint queue, nint buffer, uint blocking, nuint offset, nuint size, void* source,
        uint waitCount, nint* waits, nint* completed);

    [LibraryImport(DriverLibrary.OpenCl)]
    public static partial int clEnqueueCopyBuffer(
        nint queue, nint source, nint target, nuint sourceOffset, nuint targetOffset, nuint size,
        uint waitCount, nint* waits, nint* completed);

    [LibraryImport(DriverLibrary.OpenCl)]
    public static partial int clEnqueueFillBuffer(
        nint queue, nint buffer, void* pattern, nuint patternSize, nuint offset, nuint size,
        uint waitCount, nint* waits, nint* completed);

    [LibraryImport(DriverLibrary.OpenCl)]
    public static partial nint clCreateProgramWithSource(
        nint context, uint count, byte** texts, nuint* lengths, int* error);

    [LibraryImport(DriverLibrary.OpenCl)]
    public static partial nint clCreateProgramWithBinary(
        nint context, uint deviceCount, nint* devices, nuint* lengths, byte** binaries, int* status, int* error);

    [LibraryImport(DriverLibrary.OpenCl)]
    public static partial int clBuildProgram(
        nint program, uint deviceCount, nint* devices, byte* options, nint callback, nint userData);

    [LibraryImport(DriverLibrary.OpenCl)]
    public static partial int clGetProgramBuildInfo(
        nint program, nint device, uint name, nuint size, void* value, nuint* needed);

    [LibraryImport(DriverLibrary.OpenCl)]
    public static partial int clGetProgramInfo(nint program, uint name, nuint size, void* value, nuint* needed);

    [LibraryImport(DriverLibrary.OpenCl)]
    public static partial int clReleaseProgram(nint program);

    [LibraryImport(DriverLibrary.OpenCl)]
    public static partial nint clCreateKernel(nint program, byte* name, int* error);

    [LibraryImport(DriverLibrary.OpenCl)]
    public static partial int clReleaseKernel(nint kernel);

    [LibraryImport(DriverLibrary.OpenCl)]
    public static partial int clSetKernelArg(nint kernel, uint index, nuint size, void* value);

    [LibraryImport(DriverLibrary.OpenCl)]
    public static partial int clGetKernelWorkGroupInfo(
        nint kernel, nint device, uint name, nuint size, void* value, nuint* needed);

    [LibraryImport(DriverLibrary.OpenCl)]
    public static partial int clEnqueueNDRangeKernel(
        nint queue, nint kernel, uint dimensions, nuint* offset, nuint* global, nuint* local,
        uint waitCount, nint* waits, nint* completed);

    [LibraryImport(DriverLibrary.OpenCl)]
    public static partial int clEnqueueMarkerWithWaitList(nint queue, uint waitCount, nint* waits, nint* completed);

    [LibraryImport(DriverLibrary.OpenCl)]
    public static partial int clWaitForEvents(uint count, nint* events);

    [LibraryImport(DriverLibrary.OpenCl)]
    public static partial int clGetEventInfo(nint @event, uint name, nuint size, void* value, nuint* needed);

    [LibraryImport(DriverLibrary.OpenCl)]
    public static partial nint clCreateUserEvent(nint context, int* error);

    [LibraryImport(DriverLibrary.OpenCl)]
    public static partial int clSetUserEventStatus(nint @event, int status);

    [LibraryImport(DriverLibrary.OpenCl)]
    public static partial int clGetEventProfilingInfo(nint @event, uint name, nuint size, void* value, nuint* needed);

    [LibraryImport(DriverLibrary.OpenCl)]
    public static partial int clReleaseEvent(nint @event);
}
