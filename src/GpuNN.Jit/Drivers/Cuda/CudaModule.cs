using System.Text;
using GpuNN.Jit.Extensions;
using GpuNN.Jit.Targets.Ptx;

namespace GpuNN.Jit.Drivers.Cuda;

/// <summary>A module of one kernel, loaded into the context.</summary>
internal static unsafe class CudaModule
{
    private const int LogBytes = 16384;
    private const int OptionErrorLog = 5;
    private const int OptionErrorLogSize = 6;
    private const int InputPtx = 1;

    /// <summary>Compiles PTX to the device's own code.</summary>
    /// <exception cref="KernelCompilationException">The driver refused the text; its log says where.</exception>
    public static byte[] Assemble(CudaAccelerator accelerator, string kernel, string ptx)
    {
        accelerator.Bind();
        byte[] text = Encoding.ASCII.GetBytes(ptx + "\0");
        byte[] log = new byte[LogBytes];
        fixed (byte* textPointer = text)
        fixed (byte* logPointer = log)
        {
            int* options = stackalloc int[] { OptionErrorLog, OptionErrorLogSize };
            void** values = stackalloc void*[] { logPointer, (void*)LogBytes };
            nint state;
            CudaError.Check(CudaNative.cuLinkCreate_v2(2, options, values, &state), accelerator.Name);
            try
            {
                int code = CudaNative.cuLinkAddData_v2(
                    state, InputPtx, textPointer, (nuint)text.Length, null, 0, null, null);
                void* binary = null;
                nuint size = 0;
                if (code == CudaError.Success)
                    code = CudaNative.cuLinkComplete(state, &binary, &size);
                if (code == CudaError.Success)
                    return new ReadOnlySpan<byte>(binary, (int)size).ToArray();
                string report = Encoding.UTF8.GetString(log).TrimEnd('\0').Trim();
                throw new KernelCompilationException(
                    kernel, $"{accelerator.Name} refused its PTX ({CudaError.NameOf(code)}): {report}");
            }
            finally
            {
                CudaNative.cuLinkDestroy(state);
            }
        }
    }

    /// <summary>Loads the device's own code and finds the kernel in it; zero if the driver does not take the code.</summary>
    public static nint Load(CudaAccelerator accelerator, byte[] binary)
    {
        accelerator.Bind();
        nint module;
        fixed (byte* pointer = binary)
        {
            if (CudaNative.cuModuleLoadDataEx(&module, pointer, 0, null, null) != CudaError.Success)
                return 0;
        }
        nint function;
        fixed (byte* name = Encoding.ASCII.GetBytes(PtxModule.EntryPoint + "\0"))
        {
            if (CudaNative.cuModuleGetFunction(&function, module, name) == CudaError.Success)
                return function;
        }
        CudaNative.cuModuleUnload(module);
        return 0;
    }
}
