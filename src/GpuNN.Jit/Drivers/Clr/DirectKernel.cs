using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using GpuNN.Jit.Launching;
using GpuNN.Jit.Targets.Clr.Direct;

namespace GpuNN.Jit.Drivers.Clr;

/// <summary>A kernel that is not compiled: a launch calls the method itself, and breakpoints in it work.</summary>
internal sealed unsafe class DirectKernel(KernelRequest request, HostMemory memory) : LoadedKernel(request.Name)
{
    public override void Launch(AcceleratorStream stream, in KernelConfig config, KernelArgument* arguments, int count)
    {
        int rank = request.IndexRank;
        var extent = new Index3D(Extent(0), Extent(1), Extent(2));
        KernelArgument* next = arguments + rank;
        int constant = 0;
        var parameters = request.Method.GetParameters();
        object?[] values = new object?[parameters.Length];
        for (int i = rank > 0 ? 1 : 0; i < parameters.Length; i++)
            values[i] = Assemble(parameters[i].ParameterType, ref next, ref constant);
        new DirectLaunch(Name, request.Method, rank, values, extent, config, memory).Run();

        int Extent(int axis) => axis < rank ? (int)arguments[axis].Value : int.MaxValue;
    }

    /// <summary>Puts the leaves of a parameter together again.</summary>
    private object Assemble(Type type, ref KernelArgument* next, ref int constant)
    {
        object value = RuntimeHelpers.GetUninitializedObject(type);
        ref byte bytes = ref Unsafe.As<StrongBox<byte>>(value).Value;
        foreach (ArgumentLeaf leaf in ArgumentLayout.Of(type))
        {
            ref byte target = ref Unsafe.Add(ref bytes, leaf.Offset);
            if (leaf.Kind == ArgumentKind.View)
            {
                Unsafe.As<byte, ArrayView<byte>>(ref target) = memory.View<byte>((nint)(next->Handle + next->Value), next->Length);
                next++;
                continue;
            }
            long bits = leaf.Kind == ArgumentKind.Constant ? request.Constants[constant++] : (next++)->Value;
            new ReadOnlySpan<byte>(&bits, leaf.Size).CopyTo(MemoryMarshal.CreateSpan(ref target, leaf.Size));
        }
        return value;
    }
}
