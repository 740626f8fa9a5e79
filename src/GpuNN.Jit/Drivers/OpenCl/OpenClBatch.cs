using System.Runtime.ExceptionServices;
using GpuNN.Jit.Compiler.Ir;
using GpuNN.Jit.Extensions;
using GpuNN.Jit.Targets.OpenCl;

namespace GpuNN.Jit.Drivers.OpenCl;

/// <summary>Kernels that become one program.</summary>
internal sealed class OpenClBatch(CLAccelerator accelerator)
{
    private readonly Lock _lock = new();
    private readonly List<(KernelIr Ir, OpenClKernel Kernel)> _waiting = [];

    /// <summary>Adds a kernel to the next build.</summary>
    public OpenClKernel Add(KernelIr ir)
    {
        var kernel = new OpenClKernel(accelerator, ir, this);
        lock (_lock)
            _waiting.Add((ir, kernel));
        return kernel;
    }

    /// <summary>
    /// Builds the kernels added since the last build as one program. If one of them is at fault, the others are built
    /// without it.
    /// </summary>
    /// <exception cref="KernelCompilationException">A kernel was refused.</exception>
    public void Build()
    {
        lock (_lock)
        {
            (KernelIr, OpenClKernel)[] kernels = [.. _waiting];
            _waiting.Clear();
            if (kernels.Length == 0)
                return;
            try
            {
                Build(kernels);
            }
            catch (KernelCompilationException) when (kernels.Length > 1)
            {
                BuildOneByOne(kernels);
            }
        }
    }

    private void BuildOneByOne((KernelIr, OpenClKernel Kernel)[] kernels)
    {
        KernelCompilationException? first = null;
        foreach ((KernelIr, OpenClKernel Kernel) kernel in kernels)
        {
            try
            {
                Build([kernel]);
            }
            catch (KernelCompilationException failure)
            {
                kernel.Kernel.Refuse(failure);
                first ??= failure;
            }
        }
        if (first is not null)
            ExceptionDispatchInfo.Throw(first);
    }

    private void Build((KernelIr Ir, OpenClKernel Kernel)[] kernels)
    {
        var text = OpenClProgramText.Write([.. kernels.Select(kernel => kernel.Ir)], accelerator.Dialect);
        string names = string.Join(", ", kernels.Select(kernel => kernel.Ir.Name));
        OpenClProgram program = FromCache(text.Text) ?? FromSource(text.Text, names);
        for (int i = 0; i < kernels.Length; i++)
            kernels[i].Kernel.Bind(program, text.KernelNames[i]);
    }

    private OpenClProgram? FromCache(string source)
    {
        byte[] key = KeyOf(source);
        if (accelerator.Cache.Find(key) is not { } binary)
            return null;
        OpenClProgram? program = OpenClProgram.FromBinary(accelerator, binary);
        if (program is null)
            accelerator.Cache.Remove(key);
        return program;
    }

    private OpenClProgram FromSource(string source, string names)
    {
        OpenClProgram program = OpenClProgram.FromSource(accelerator, source, names);
        accelerator.Cache.Store(KeyOf(source), program.Binary());
        return program;
    }

    private byte[] KeyOf(string source) => KernelCache.KeyOf(
        "OpenCL", accelerator.Device.PlatformName, accelerator.Device.DriverVersion, accelerator.Device.DeviceVersion,
        accelerator.Name, accelerator.BuildOptions, source);
}
