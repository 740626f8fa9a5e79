using System.Text;
using GpuNN.Jit.Extensions;

namespace GpuNN.Jit.Drivers.OpenCl;

/// <summary>A built program.</summary>
internal sealed unsafe class OpenClProgram
{
    private const uint BuildLog = 0x1183;
    private const uint BinarySizes = 0x1165;
    private const uint Binaries = 0x1166;

    private readonly CLAccelerator _accelerator;

    private OpenClProgram(CLAccelerator accelerator, nint handle) => (_accelerator, Handle) = (accelerator, handle);

    /// <summary>The driver's handle.</summary>
    public nint Handle { get; }

    /// <summary>Builds a program from source.</summary>
    /// <exception cref="KernelCompilationException">The driver refused the source; the build log says why.</exception>
    public static OpenClProgram FromSource(CLAccelerator accelerator, string source, string kernels)
    {
        byte[] text = Encoding.UTF8.GetBytes(source);
        nint handle;
        int error;
        fixed (byte* pointer = text)
        {
            byte* start = pointer;
            nuint length = (nuint)text.Length;
            handle = OpenClNative.clCreateProgramWithSource(accelerator.ContextHandle, 1, &start, &length, &error);
        }
        OpenClError.Check(error, accelerator.Name, "clCreateProgramWithSource");
        var program = new OpenClProgram(accelerator, handle);
        int code = program.Build();
        if (code == OpenClError.Success)
            return program;
        string log = program.Log();
        OpenClNative.clReleaseProgram(handle);
        throw new KernelCompilationException(kernels, $"{accelerator.Name} refused it ({OpenClError.NameOf(code)}): {log}");
    }

    /// <summary>Builds a program from a binary that the same driver made; null if it does not take it.</summary>
    public static OpenClProgram? FromBinary(CLAccelerator accelerator, ReadOnlySpan<byte> binary)
    {
        nint device = accelerator.DeviceHandle;
        nint handle;
        int status, error;
        fixed (byte* pointer = binary)
        {
            byte* start = pointer;
            nuint length = (nuint)binary.Length;
            handle = OpenClNative.clCreateProgramWithBinary(
                accelerator.ContextHandle, 1, &device, &length, &start, &status, &error);
        }
        if (error != OpenClError.Success || status != OpenClError.Success)
            return null;
        var program = new OpenClProgram(accelerator, handle);
        if (program.Build() == OpenClError.Success)
            return program;
        OpenClNative.clReleaseProgram(handle);
        return null;
    }

    /// <summary>The driver's binary; empty if it gives none.</summary>
    public byte[] Binary()
    {
        nuint size;
        if (OpenClNative.clGetProgramInfo(Handle, BinarySizes, (nuint)sizeof(nuint), &size, null) != OpenClError.Success)
            return [];
        byte[] binary = new byte[size];
        fixed (byte* pointer = binary)
        {
            byte* start = pointer;
            int code = OpenClNative.clGetProgramInfo(Handle, Binaries, (nuint)sizeof(nint), &start, null);
            return code == OpenClError.Success ? binary : [];
        }
    }

    private int Build()
    {
        nint device = _accelerator.DeviceHandle;
        byte[] options = Encoding.ASCII.GetBytes(_accelerator.BuildOptions + "\0");
        fixed (byte* pointer = options)
            return OpenClNative.clBuildProgram(Handle, 1, &device, pointer, 0, 0);
    }

    private string Log()
    {
        nuint size;
        if (OpenClNative.clGetProgramBuildInfo(Handle, _accelerator.DeviceHandle, BuildLog, 0, null, &size) != OpenClError.Success
            || size == 0)
        {
            return "the driver gives no log";
        }
        byte[] text = new byte[size];
        fixed (byte* pointer = text)
            OpenClNative.clGetProgramBuildInfo(Handle, _accelerator.DeviceHandle, BuildLog, size, pointer, null);
        return Encoding.UTF8.GetString(text).TrimEnd('\0').Trim();
    }
}
