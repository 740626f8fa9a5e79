using System.Text;
using GpuNN.Jit.Compiler.Ir;
using GpuNN.Jit.Extensions;
using GpuNN.Jit.Launching;
using GpuNN.Jit.Targets.OpenCl;

namespace GpuNN.Jit.Drivers.OpenCl;

/// <summary>
/// A kernel of a program, which is built when its batch ends or at the first launch. Setting an argument costs as much as launching, so only those that changed since the last
/// launch are set.
/// </summary>
internal sealed unsafe class OpenClKernel : LoadedKernel
{
    private enum SlotKind : byte
    {
        Memory,
        ByteOffset,
        Length,
        Scalar,
    }

    private readonly record struct Slot(SlotKind Kind, int Argument, nuint Size);

    private readonly CLAccelerator _accelerator;
    private readonly OpenClBatch _batch;
    private readonly Slot[] _slots;
    private readonly long[] _current;
    private readonly bool _dynamicShared;
    private readonly int _scratchBytes;
    private readonly int _staticShared;
    private readonly Lock _setting = new();
    private nint _handle;
    private int _mostItems;
    private KernelCompilationException? _failure;
    private int _epoch = -1;
    private int _currentShared = -1;
    private long _currentItems = -1;

    public OpenClKernel(CLAccelerator accelerator, KernelIr kernel, OpenClBatch batch)
        : base(kernel.Name)
    {
        _accelerator = accelerator;
        _batch = batch;
        _slots = [.. kernel.Parameters.SelectMany(Slots)];
        _current = new long[_slots.Length];
        _dynamicShared = kernel.Allocations.Any(allocation => allocation is { Space: AddressSpace.Shared, IsDynamic: true });
        _scratchBytes = OpenClKernelWriter.ScratchBytesPerItem(kernel, accelerator.Dialect);
        _staticShared = kernel.StaticSharedSize;
    }

    /// <summary>Finds the kernel in the program that its batch became.</summary>
    public void Bind(OpenClProgram program, string functionName)
    {
        int error;
        nint handle;
        fixed (byte* pointer = Encoding.ASCII.GetBytes(functionName + "\0"))
            handle = OpenClNative.clCreateKernel(program.Handle, pointer, &error);
        OpenClError.Check(error, _accelerator.Name, "clCreateKernel");
        const uint WorkGroupSize = 0x11B0;
        nuint most;
        OpenClError.Check(
            OpenClNative.clGetKernelWorkGroupInfo(
                handle, _accelerator.DeviceHandle, WorkGroupSize, (nuint)sizeof(nuint), &most, null),
            _accelerator.Name,
            "clGetKernelWorkGroupInfo");
        _mostItems = (int)Math.Min(most, int.MaxValue);
        _handle = handle;
    }

    /// <summary>Notes that the driver refused the kernel.</summary>
    public void Refuse(KernelCompilationException failure) => _failure = failure;

    public override void Launch(AcceleratorStream stream, in KernelConfig config, KernelArgument* arguments, int count)
    {
        if (_handle == 0)
            BuildNow();
        nint queue = ((CLStream)stream).Queue;
        Index3D group = config.GroupDim, grid = config.GridDim;
        int items = group.X * group.Y * group.Z;
        CheckResources(config, items);
        nuint* local = stackalloc nuint[3] { (nuint)group.X, (nuint)group.Y, (nuint)group.Z };
        nuint* global = stackalloc nuint[3]
        {
            (nuint)grid.X * (nuint)group.X, (nuint)grid.Y * (nuint)group.Y, (nuint)grid.Z * (nuint)group.Z,
        };
        uint dimensions = global[2] > 1 ? 3u : global[1] > 1 ? 2u : 1u;
        int code;
        lock (_setting)
        {
            SetArguments(arguments);
            SetLocalMemory(config.SharedMemoryConfig.ArraySize, items);
            code = OpenClNative.clEnqueueNDRangeKernel(queue, _handle, dimensions, null, global, local, 0, null, null);
        }
        if (code != OpenClError.Success)
            throw Failure("clEnqueueNDRangeKernel", code);
    }

    private void BuildNow()
    {
        _batch.Build();
        if (_failure is not null)
            throw new KernelCompilationException(Name, _failure.Reason, innerException: _failure);
    }

    private static IEnumerable<Slot> Slots(KernelParameter parameter)
    {
        switch (parameter.Kind)
        {
            case ParameterKind.ViewPointer:
                yield return new Slot(SlotKind.Memory, parameter.ArgumentIndex, (nuint)nint.Size);
                yield return new Slot(SlotKind.ByteOffset, parameter.ArgumentIndex, sizeof(long));
                break;
            case ParameterKind.ViewLength:
                yield return new Slot(SlotKind.Length, parameter.ArgumentIndex, sizeof(long));
                break;
            default:
                yield return new Slot(SlotKind.Scalar, parameter.ArgumentIndex, (nuint)parameter.Type.Size());
                break;
        }
    }

    private void SetArguments(KernelArgument* arguments)
    {
        bool all = _epoch != _accelerator.BufferEpoch;
        for (int i = 0; i < _slots.Length; i++)
        {
            Slot slot = _slots[i];
            KernelArgument* argument = arguments + slot.Argument;
            long value = slot.Kind switch
            {
                SlotKind.Memory => argument->Handle,
                SlotKind.Length => argument->Length,
                _ => argument->Value,
            };
            if (!all && value == _current[i])
                continue;
            // A view of nothing is a null memory object, which is passed as no value at all.
            void* source = slot.Kind == SlotKind.Memory && value == 0 ? null : &value;
            int code = OpenClNative.clSetKernelArg(_handle, (uint)i, slot.Size, source);
            if (code != OpenClError.Success)
            {
                _epoch = -1;
                throw Failure("clSetKernelArg", code);
            }
            _current[i] = value;
        }
        _epoch = _accelerator.BufferEpoch;
    }

    private void SetLocalMemory(int dynamicBytes, int items)
    {
        uint index = (uint)_slots.Length;
        if (_dynamicShared)
        {
            if (_currentShared != dynamicBytes)
            {
                // Local memory of no bytes is an error in OpenCL; the size that the kernel reads stays zero.
                Check(OpenClNative.clSetKernelArg(_handle, index, (nuint)Math.Max(dynamicBytes, 16), null));
                Check(OpenClNative.clSetKernelArg(_handle, index + 1, sizeof(int), &dynamicBytes));
                _currentShared = dynamicBytes;
            }
            index += 2;
        }
        if (_scratchBytes > 0 && _currentItems != items)
        {
            Check(OpenClNative.clSetKernelArg(_handle, index, (nuint)items * (nuint)_scratchBytes, null));
            _currentItems = items;
        }
    }

    private void CheckResources(in KernelConfig config, int items)
    {
        if (items > _mostItems)
        {
            throw new ArgumentException(FormattableString.Invariant(
                $"{Name}: groups of {items} work items need more registers than {_accelerator.Name} has; this kernel runs in groups of at most {_mostItems}."));
        }
        long shared = (long)_staticShared + config.SharedMemoryConfig.ArraySize + items * _scratchBytes;
        if (shared > _accelerator.MaxSharedMemoryPerGroup)
        {
            throw new ArgumentException(FormattableString.Invariant(
                $"{Name}: a group needs {shared} bytes of shared memory; {_accelerator.Name} has {_accelerator.MaxSharedMemoryPerGroup}."));
        }
    }

    private void Check(int code)
    {
        if (code != OpenClError.Success)
            throw Failure("clSetKernelArg", code);
    }

    private AcceleratorException Failure(string function, int code) => new(
        AcceleratorType.OpenCL, $"{_accelerator.Name}: {function} for kernel {Name} failed with {OpenClError.NameOf(code)}.");
}
