using System.Reflection;
using System.Runtime.InteropServices;

namespace GpuNN.Jit.Drivers;

/// <summary>Finds the drivers' shared libraries under the names each system gives them.</summary>
internal static partial class DriverLibrary
{
    /// <summary>The name that OpenCL's imports carry.</summary>
    public const string OpenCl = "OpenCL";

    /// <summary>The name that CUDA's imports carry.</summary>
    public const string Cuda = "cuda";

    /// <summary>What PoCL reads to decide whether it handles SIGFPE.</summary>
    private const string PoclSignalHandler = "POCL_SIGFPE_HANDLER";

    private static readonly string[] s_openClNames = OperatingSystem.IsWindows() ? ["OpenCL.dll"]
        : OperatingSystem.IsMacOS() ? ["/System/Library/Frameworks/OpenCL.framework/OpenCL"]
        : ["libOpenCL.so.1", "libOpenCL.so"];

    private static readonly string[] s_cudaNames = OperatingSystem.IsWindows() ? ["nvcuda.dll"]
        : ["libcuda.so.1", "libcuda.so", "/usr/lib/wsl/lib/libcuda.so.1"];

    static DriverLibrary() => NativeLibrary.SetDllImportResolver(typeof(DriverLibrary).Assembly, Resolve);

    /// <summary>Whether a library can be loaded, and if not, why. Every import is called after this was.</summary>
    public static bool IsPresent(string library, out string reason)
    {
        string[] names = NamesOf(library);
        if (Resolve(library, typeof(DriverLibrary).Assembly, null) != 0)
        {
            reason = "";
            return true;
        }
        reason = $"no {(library == Cuda ? "CUDA driver" : "OpenCL loader")} is installed: none of {string.Join(", ", names)} could be loaded";
        return false;
    }

    private static string[] NamesOf(string library) => library == Cuda ? s_cudaNames : s_openClNames;

    private static nint Resolve(string library, Assembly assembly, DllImportSearchPath? searchPath)
    {
        if (library is not (OpenCl or Cuda))
            return 0;
        if (library == OpenCl && !OperatingSystem.IsWindows())
            KeepSignalHandlers();
        foreach (string name in NamesOf(library))
        {
            if (NativeLibrary.TryLoad(name, out nint handle))
                return handle;
        }
        return 0;
    }

    /// <summary>
    /// PoCL's handler of SIGFPE takes the runtime's place: from then on <c>7 / zero</c> is 7 in all of the process, where C#
    /// throws. Generated kernels guard their divisions and need no handler, so PoCL installs none unless the user asks for it.
    /// The C library's environment is what PoCL reads; <see cref="Environment.SetEnvironmentVariable(string, string)"/> does
    /// not reach it.
    /// </summary>
    private static void KeepSignalHandlers() =>
        _ = SetEnvironment(PoclSignalHandler, Environment.GetEnvironmentVariable(PoclSignalHandler) ?? "0", overwrite: 0);

    [LibraryImport("libc", EntryPoint = "setenv", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int SetEnvironment(string name, string value, int overwrite);
}
