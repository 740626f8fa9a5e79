using System.Runtime.Intrinsics;
using GpuNN.Jit.Compiler.Ir;
using GpuNN.Jit.Extensions;

namespace GpuNN.Jit.Targets.Clr;

/// <summary>A kernel as code for this process: a group runs in one thread, groups run in parallel over cores.</summary>
internal sealed unsafe class ClrKernel
{
    private readonly ClrKernelCode _code;
    private readonly int _staticShared;
    private readonly int _itemBytes;

    private ClrKernel(string name, ClrKernelCode code, int staticShared, int itemBytes)
    {
        Name = name;
        _code = code;
        _staticShared = staticShared;
        _itemBytes = itemBytes;
    }

    public string Name { get; }

    /// <summary>Makes code of a kernel, whose IR it takes over.</summary>
    /// <param name="kernel">The kernel.</param>
    /// <param name="vectorize">False to run every item on its own, to compare with.</param>
    /// <exception cref="KernelCompilationException">The kernel cannot run on this target.</exception>
    public static ClrKernel Compile(KernelIr kernel, bool vectorize = true)
    {
        int shared = kernel.StaticSharedSize;
        var segments = new SegmentedKernel(kernel);
        var plan = new VariablePlan(segments);
        var compiled = new ClrKernel(kernel.Name, KernelEmitter.Emit(segments, plan, vectorize && Vector256.IsHardwareAccelerated), shared, plan.ItemBytes);
        compiled.Prepare(kernel.Parameters.Count);
        return compiled;
    }

    /// <summary>Runs a launch to its end.</summary>
    /// <param name="launch">Arguments in the order of <see cref="KernelIr.Parameters"/>; groups of at most 1024 items.</param>
    /// <exception cref="ArgumentException">The group is too large.</exception>
    public void Run(in ClrLaunch launch)
    {
        if (launch.GroupSize is <= 0 or > VariablePlan.MaxGroupSize)
            throw new ArgumentException($"{Name}: a group has at most {VariablePlan.MaxGroupSize} work items.", nameof(launch));
        GroupScheduler.Run(this, launch);
    }

    /// <summary>Runs no group at all, so that the just-in-time compiler does its work now.</summary>
    private void Prepare(int parameters)
    {
        var arguments = stackalloc Launching.KernelArgument[parameters + 1];
        var launch = new ClrLaunch { Arguments = arguments };
        _code(&launch, null, null, 0, 0);
    }

    /// <summary>Runs groups in the calling thread.</summary>
    public void RunGroups(in ClrLaunch launch, long first, long end)
    {
        int shared = (_staticShared + 63) / 64 * 64 + (launch.DynamicSharedSize + 63) / 64 * 64;
        byte* memory = WorkerMemory.Reserve((nuint)(shared + _itemBytes + 64));
        fixed (ClrLaunch* pointer = &launch)
            _code(pointer, memory, memory + shared, first, end);
    }
}
