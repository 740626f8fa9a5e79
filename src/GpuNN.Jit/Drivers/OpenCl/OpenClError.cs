using System.Runtime.CompilerServices;

namespace GpuNN.Jit.Drivers.OpenCl;

/// <summary>OpenCL's error codes under their own names.</summary>
internal static class OpenClError
{
    public const int Success = 0;
    public const int DeviceNotFound = -1;
    public const int MemoryAllocationFailure = -4;
    public const int OutOfResources = -5;
    public const int OutOfHostMemory = -6;
    public const int InvalidBufferSize = -61;

    /// <summary>The name of an error code.</summary>
    public static string NameOf(int code) => code switch
    {
        -1 => "CL_DEVICE_NOT_FOUND",
        -2 => "CL_DEVICE_NOT_AVAILABLE",
        -3 => "CL_COMPILER_NOT_AVAILABLE",
        -4 => "CL_MEM_OBJECT_ALLOCATION_FAILURE",
        -5 => "CL_OUT_OF_RESOURCES",
        -6 => "CL_OUT_OF_HOST_MEMORY",
        -7 => "CL_PROFILING_INFO_NOT_AVAILABLE",
        -8 => "CL_MEM_COPY_OVERLAP",
        -11 => "CL_BUILD_PROGRAM_FAILURE",
        -12 => "CL_MAP_FAILURE",
        -14 => "CL_EXEC_STATUS_ERROR_FOR_EVENTS_IN_WAIT_LIST",
        -15 => "CL_COMPILE_PROGRAM_FAILURE",
        -17 => "CL_LINK_PROGRAM_FAILURE",
        -30 => "CL_INVALID_VALUE",
        -33 => "CL_INVALID_DEVICE",
        -34 => "CL_INVALID_CONTEXT",
        -36 => "CL_INVALID_COMMAND_QUEUE",
        -38 => "CL_INVALID_MEM_OBJECT",
        -42 => "CL_INVALID_BINARY",
        -43 => "CL_INVALID_BUILD_OPTIONS",
        -44 => "CL_INVALID_PROGRAM",
        -45 => "CL_INVALID_PROGRAM_EXECUTABLE",
        -46 => "CL_INVALID_KERNEL_NAME",
        -47 => "CL_INVALID_KERNEL_DEFINITION",
        -48 => "CL_INVALID_KERNEL",
        -49 => "CL_INVALID_ARG_INDEX",
        -50 => "CL_INVALID_ARG_VALUE",
        -51 => "CL_INVALID_ARG_SIZE",
        -52 => "CL_INVALID_KERNEL_ARGS",
        -53 => "CL_INVALID_WORK_DIMENSION",
        -54 => "CL_INVALID_WORK_GROUP_SIZE",
        -55 => "CL_INVALID_WORK_ITEM_SIZE",
        -58 => "CL_INVALID_EVENT",
        -59 => "CL_INVALID_OPERATION",
        -61 => "CL_INVALID_BUFFER_SIZE",
        -63 => "CL_INVALID_GLOBAL_WORK_SIZE",
        -1001 => "CL_PLATFORM_NOT_FOUND_KHR",
        _ => FormattableString.Invariant($"OpenCL error {code}"),
    };

    /// <summary>Whether the code says that memory ran out.</summary>
    public static bool IsOutOfMemory(int code) =>
        code is MemoryAllocationFailure or OutOfResources or OutOfHostMemory or InvalidBufferSize;

    /// <summary>Throws unless the call succeeded.</summary>
    /// <exception cref="AcceleratorException">The code is an error.</exception>
    public static void Check(int code, string device, [CallerArgumentExpression(nameof(code))] string call = "")
    {
        if (code != Success)
            Throw(code, device, call);
    }

    private static void Throw(int code, string device, string call)
    {
        int end = call.IndexOf('(', StringComparison.Ordinal);
        string function = end < 0 ? call : call[(call.LastIndexOf('.', end) + 1)..end];
        throw new AcceleratorException(AcceleratorType.OpenCL, $"{device}: {function} failed with {NameOf(code)}.");
    }
}
