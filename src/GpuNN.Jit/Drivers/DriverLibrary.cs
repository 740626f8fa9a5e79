using System.Reflection;
using System.Runtime.InteropServices;

namespace GpuNN.Jit.Drivers;

/// <summary>Finds the drivers' shared libraries under the names each system gives them.</summary>
internal static class DriverLibrary
{
    /// <summary>The name that OpenCL's imports carry.</summary>
    public const string OpenCl = "OpenCL";

    /// <summary>The name that CUDA's imports carry.</summary>
    public const string Cuda = "cuda";

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
        foreach (string name in NamesOf(library))
        {
            if (NativeLibrary.TryLoad(name, out nint handle))
                return handle;
        }
        return 0;
    }
}
