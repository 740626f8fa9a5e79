using System.ComponentModel;
using System.Diagnostics;
using System.Runtime.InteropServices;

namespace GpuNN.Bench.Jit;

/// <summary>Launches and a finish in a loop of C, compiled by the machine's gcc and called in this process.</summary>
internal sealed unsafe class LaunchLoopInC
{
    private const string Text = """
        #include <stddef.h>
        typedef int (*enqueue)(void*, void*, unsigned, const size_t*, const size_t*, const size_t*, unsigned, const void*, void*);
        typedef int (*finish)(void*);
        int launch_and_finish(enqueue e, finish f, void* queue, void* kernel, int count)
        {
            size_t one = 1;
            for (int i = 0; i < count; i++)
            {
                int code = e(queue, kernel, 1, NULL, &one, &one, 0, NULL, NULL);
                if (code != 0) return code;
            }
            return f(queue);
        }
        """;

    private static readonly string[] s_drivers = ["libOpenCL.so.1", "libOpenCL.so"];

    private readonly delegate* unmanaged<nint, nint, nint, nint, int, int> _loop;
    private readonly nint _enqueue;
    private readonly nint _finish;

    private LaunchLoopInC(nint library, nint driver)
    {
        _loop = (delegate* unmanaged<nint, nint, nint, nint, int, int>)NativeLibrary.GetExport(library, "launch_and_finish");
        _enqueue = NativeLibrary.GetExport(driver, "clEnqueueNDRangeKernel");
        _finish = NativeLibrary.GetExport(driver, "clFinish");
    }

    /// <summary>Compiles the loop, or gives null where there is no gcc.</summary>
    public static LaunchLoopInC? Compile()
    {
        string folder = Directory.CreateTempSubdirectory("gpunn-bench-").FullName;
        try
        {
            string source = Path.Combine(folder, "launch.c"), library = Path.Combine(folder, "liblaunch.so");
            File.WriteAllText(source, Text);
            using var compiler = Process.Start(new ProcessStartInfo("gcc", ["-O2", "-shared", "-fPIC", "-o", library, source]))!;
            compiler.WaitForExit();
            nint driver = 0;
            if (compiler.ExitCode != 0 || !Array.Exists(s_drivers, name => NativeLibrary.TryLoad(name, out driver)))
                return null;
            return new LaunchLoopInC(NativeLibrary.Load(library), driver);
        }
        catch (Win32Exception)
        {
            return null;
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    public void Run(nint queue, nint kernel, int launches)
    {
        int code = _loop(_enqueue, _finish, queue, kernel, launches);
        if (code != 0)
            throw new InvalidOperationException(FormattableString.Invariant($"The driver answered {code}."));
    }
}
