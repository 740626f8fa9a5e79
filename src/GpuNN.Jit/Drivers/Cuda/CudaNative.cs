using System.Runtime.InteropServices;

namespace GpuNN.Jit.Drivers.Cuda;

/// <summary>The entry points of the CUDA driver API that are used, under their own names.</summary>
internal static unsafe partial class CudaNative
{
    [LibraryImport(DriverLibrary.Cuda)]
    public static partial int cuInit(uint flags);

    [LibraryImport(DriverLibrary.Cuda)]
    public static partial int cuDriverGetVersion(int* version);

    [LibraryImport(DriverLibrary.Cuda)]
    public static partial int cuGetErrorName(int error, byte** text);

    [LibraryImport(DriverLibrary.Cuda)]
    public static partial int cuGetErrorString(int error, byte** text);

    [LibraryImport(DriverLibrary.Cuda)]
    public static partial int cuDeviceGetCount(int* count);

    [LibraryImport(DriverLibrary.Cuda)]
    public static partial int cuDeviceGet(int* device, int ordinal);

    [LibraryImport(DriverLibrary.Cuda)]
    public static partial int cuDeviceGetName(byte* name, int length, int device);

    [LibraryImport(DriverLibrary.Cuda)]
    public static partial int cuDeviceTotalMem_v2(nuint* bytes, int device);

    [LibraryImport(DriverLibrary.Cuda)]
    public static partial int cuDeviceGetAttribute(int* value, int attribute, int device);

    [LibraryImport(DriverLibrary.Cuda)]
    public static partial int cuDevicePrimaryCtxRetain(nint* context, int device);

    [LibraryImport(DriverLibrary.Cuda)]
    public static partial int cuDevicePrimaryCtxRelease_v2(int device);

    [LibraryImport(DriverLibrary.Cuda)]
    public static partial int cuCtxSetCurrent(nint context);

    [LibraryImport(DriverLibrary.Cuda)]
    public static partial int cuMemAlloc_v2(nint* address, nuint bytes);

    [LibraryImport(DriverLibrary.Cuda)]
    public static partial int cuMemFree_v2(nint address);

    [LibraryImport(DriverLibrary.Cuda)]
    public static partial int cuMemsetD8Async(nint address, byte value, nuint count, nint stream);

    [LibraryImport(DriverLibrary.Cuda)]
    public static partial int cuMemcpyHtoDAsync_v2(nint target, void* source, nuint bytes, nint stream);

    [LibraryImport(DriverLibrary.Cuda)]
    public static partial int cuMemcpyDtoHAsync_v2(void* target, nint source, nuint bytes, nint stream);

    [LibraryImport(DriverLibrary.Cuda)]
    public static partial int cuMemcpyDtoDAsync_v2(nint target, nint source, nuint bytes, nint stream);

    [LibraryImport(DriverLibrary.Cuda)]
    public static partial int cuMemHostRegister_v2(void* address, nuint bytes, uint flags);

    [LibraryImport(DriverLibrary.Cuda)]
    public static partial int cuMemHostUnregister(void* address);

    [LibraryImport(DriverLibrary.Cuda)]
    public static partial int cuMemHostGetDevicePointer_v2(nint* address, void* host, uint flags);

    [LibraryImport(DriverLibrary.Cuda)]
    public static partial int cuStreamWriteValue32_v2(nint stream, nint address, uint value, uint flags);

    [LibraryImport(DriverLibrary.Cuda)]
    public static partial int cuStreamCreate(nint* stream, uint flags);

    [LibraryImport(DriverLibrary.Cuda)]
    public static partial int cuStreamDestroy_v2(nint stream);

    [LibraryImport(DriverLibrary.Cuda)]
    public static partial int cuStreamSynchronize(nint stream);

    [LibraryImport(DriverLibrary.Cuda)]
    public static partial int cuStreamBeginCapture_v2(nint stream, int mode);

    [LibraryImport(DriverLibrary.Cuda)]
    public static partial int cuStreamEndCapture(nint stream, nint* graph);

    [LibraryImport(DriverLibrary.Cuda)]
    public static partial int cuGraphInstantiateWithFlags(nint* executable, nint graph, ulong flags);

    [LibraryImport(DriverLibrary.Cuda)]
    public static partial int cuGraphLaunch(nint executable, nint stream);

    [LibraryImport(DriverLibrary.Cuda)]
    public static partial int cuGraphExecDestroy(nint executable);

    [LibraryImport(DriverLibrary.Cuda)]
    public static partial int cuGraphDestroy(nint graph);

    [LibraryImport(DriverLibrary.Cuda)]
    public static partial int cuEventCreate(nint* @event, uint flags);

    [LibraryImport(DriverLibrary.Cuda)]
    public static partial int cuEventRecord(nint @event, nint stream);

    [LibraryImport(DriverLibrary.Cuda)]
    public static partial int cuEventSynchronize(nint @event);

    [LibraryImport(DriverLibrary.Cuda)]
    public static partial int cuEventElapsedTime(float* milliseconds, nint start, nint end);

    [LibraryImport(DriverLibrary.Cuda)]
    public static partial int cuEventDestroy_v2(nint @event);

    [LibraryImport(DriverLibrary.Cuda)]
    public static partial int cuModuleLoadDataEx(nint* module, void* image, uint count, int* options, void** values);

    [LibraryImport(DriverLibrary.Cuda)]
    public static partial int cuModuleUnload(nint module);

    [LibraryImport(DriverLibrary.Cuda)]
    public static partial int cuModuleGetFunction(nint* function, nint module, byte* name);

    [LibraryImport(DriverLibrary.Cuda)]
    public static partial int cuFuncSetAttribute(nint function, int attribute, int value);

    [LibraryImport(DriverLibrary.Cuda)]
    public static partial int cuFuncGetAttribute(int* value, int attribute, nint function);

    [LibraryImport(DriverLibrary.Cuda)]
    public static partial int cuLinkCreate_v2(uint count, int* options, void** values, nint* state);

    [LibraryImport(DriverLibrary.Cuda)]
    public static partial int cuLinkAddData_v2(
        nint state, int type, void* data, nuint size, byte* name, uint count, int* options, void** values);

    [LibraryImport(DriverLibrary.Cuda)]
    public static partial int cuLinkComplete(nint state, void** binary, nuint* size);

    [LibraryImport(DriverLibrary.Cuda)]
    public static partial int cuLinkDestroy(nint state);

    [LibraryImport(DriverLibrary.Cuda)]
    public static partial int cuLaunchKernel(
        nint function, uint gridX, uint gridY, uint gridZ, uint groupX, uint groupY, uint groupZ,
        uint sharedBytes, nint stream, void** parameters, void** extra);
}
