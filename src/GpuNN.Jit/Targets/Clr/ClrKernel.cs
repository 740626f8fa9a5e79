using System.Runtime.Intrinsics;
using GpuNN.Jit.Compiler.Ir;
using GpuNN.Jit.Extensions;
using GpuNN.Jit.Targets.Clr.Checked;

namespace GpuNN.Jit.Targets.Clr;

/// <summary>A kernel as code for this process: a group runs in one thread, groups run in parallel over cores.</summary>
internal sealed unsafe class ClrKernel
{
    private readonly EmittedKernel _emitted;
    private readonly string[] _synchronizations;
    private readonly int _staticShared;
    private readonly int _itemBytes;

    private ClrKernel(string name, EmittedKernel emitted, string[] synchronizations, int staticShared, int itemBytes)
    {
        Name = name;
        _emitted = emitted;
        _synchronizations = synchronizations;
        _staticShared = staticShared;
        _itemBytes = itemBytes;
    }

    public string Name { get; }

    /// <summary>How many segments run on vectors of items.</summary>
    public int VectorSegments => _emitted.VectorSegments;

    /// <summary>Makes code of a kernel, whose IR it takes over.</summary>
    /// <param name="kernel">The kernel.</param>
    /// <param name="vectorize">False to run every item on its own, to compare with.</param>
    /// <param name="isChecked">True to check every access; the kernel was compiled with its lengths kept.</param>
    /// <exception cref="KernelCompilationException">The kernel cannot run on this target.</exception>
    public static ClrKernel Compile(KernelIr kernel, bool vectorize = true, bool isChecked = false)
    {
        int shared = kernel.StaticSharedSize;
        if (!isChecked)
            PlaceValues.Run(kernel);
        var segments = new SegmentedKernel(kernel);
        var plan = new VariablePlan(segments);
        bool onVectors = vectorize && !isChecked && Vector256.IsHardwareAccelerated;
        var emitted = KernelEmitter.Emit(segments, plan, onVectors, isChecked);
        var synchronizations = segments.Segments.Select(segment => kernel.Blocks
            .Find(block => block.Terminator is Synchronize exit && exit.Target == segment.Entry)?.Terminator.Position?.ToString() ?? "");
        var compiled = new ClrKernel(kernel.Name, emitted, [.. synchronizations], shared, plan.ItemBytes);
        compiled.Prepare(kernel.Parameters.Count);
        return compiled;
    }

    /// <summary>Runs a launch to its end.</summary>
    /// <param name="launch">Arguments in the order of <see cref="KernelIr.Parameters"/>; groups of at most 1024 items.</param>
    /// <exception cref="ArgumentException">The group is too large.</exception>
    /// <exception cref="KernelFaultException">Checked execution found a fault.</exception>
    public void Run(in ClrLaunch launch)
    {
        if (launch.GroupSize is <= 0 or > VariablePlan.MaxGroupSize)
            throw new ArgumentException($"{Name}: a group has at most {VariablePlan.MaxGroupSize} work items.", nameof(launch));
        if (_emitted.Sites is null)
            GroupScheduler.Run(this, launch);
        else
            RunChecked(launch);
    }

    // Apart from its caller, which must not pay for the closure.
    private void RunChecked(ClrLaunch launch) =>
        new CheckedExecution(Name, _emitted.Sites!, _synchronizations, launch).Watch(() => RunGroups(launch, 0, launch.Groups));

    /// <summary>Runs no group at all, so that the just-in-time compiler does its work now.</summary>
    private void Prepare(int parameters)
    {
        var arguments = stackalloc Launching.KernelArgument[parameters + 1];
        var launch = new ClrLaunch { Arguments = arguments };
        _emitted.Code(&launch, null, null, 0, 0);
    }

    /// <summary>Runs groups in the calling thread.</summary>
    public void RunGroups(in ClrLaunch launch, long first, long end)
    {
        int shared = (_staticShared + 63) / 64 * 64 + (launch.DynamicSharedSize + 63) / 64 * 64;
        byte* memory = WorkerMemory.Reserve((nuint)(shared + _itemBytes + 64));
        fixed (ClrLaunch* pointer = &launch)
            _emitted.Code(pointer, memory, memory + shared, first, end);
    }
}
