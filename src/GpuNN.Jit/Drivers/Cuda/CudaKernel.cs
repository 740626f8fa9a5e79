using GpuNN.Jit.Compiler.Ir;
using GpuNN.Jit.Extensions;
using GpuNN.Jit.Launching;
using GpuNN.Jit.Targets.Ptx;

namespace GpuNN.Jit.Drivers.Cuda;

/// <summary>
/// A kernel as two functions: one reads its read-only views through the read-only cache; the other, compiled when first
/// needed, does not, for launches where such a view overlaps one that the kernel writes.
/// </summary>
internal sealed unsafe class CudaKernel : LoadedKernel
{
    private const int AttributeMaxThreads = 0;
    private const int AttributeMaxDynamicShared = 8;
    private const int SharedOfEveryKernel = 48 * 1024;

    private readonly CudaAccelerator _accelerator;
    private readonly KernelIr _kernel;
    private readonly KernelSpecialization _specialization;
    private readonly (ParameterKind Kind, int Argument)[] _parameters;
    private readonly (int Argument, int ElementSize)[] _readViews;
    private readonly (int Argument, int ElementSize)[] _writtenViews;
    private readonly int _staticShared;
    private readonly Lock _compiling = new();
    private readonly Function _cached;
    private Function? _uncached;

    private sealed class Function(nint handle, int mostItems)
    {
        public nint Handle { get; } = handle;

        public int MostItems { get; } = mostItems;

        /// <summary>The dynamic shared memory that was asked for beyond what every kernel has.</summary>
        public int DynamicShared { get; set; }
    }

    public CudaKernel(CudaAccelerator accelerator, KernelIr kernel, KernelSpecialization specialization)
        : base(kernel.Name)
    {
        _accelerator = accelerator;
        _kernel = kernel;
        _specialization = specialization;
        _parameters = [.. kernel.Parameters.Select(parameter => (parameter.Kind, parameter.ArgumentIndex))];
        _readViews = Views(kernel, readOnly: true);
        _writtenViews = Views(kernel, readOnly: false);
        _staticShared = kernel.StaticSharedSize;
        _cached = Compile(readOnlyCache: true);
    }

    public override void Launch(AcceleratorStream stream, in KernelConfig config, KernelArgument* arguments, int count)
    {
        nint queue = ((CudaStream)stream).Bind();
        Function function = Overlaps(arguments) ? Uncached() : _cached;
        Index3D grid = config.GridDim, group = config.GroupDim;
        int shared = config.SharedMemoryConfig.ArraySize;
        CheckResources(function, group.X * group.Y * group.Z, shared);

        ulong* values = stackalloc ulong[_parameters.Length];
        void** pointers = stackalloc void*[_parameters.Length];
        for (int i = 0; i < _parameters.Length; i++)
        {
            KernelArgument* argument = arguments + _parameters[i].Argument;
            values[i] = _parameters[i].Kind switch
            {
                ParameterKind.ViewPointer => (ulong)(argument->Handle + argument->Value),
                ParameterKind.ViewLength => (ulong)argument->Length,
                _ => (ulong)argument->Value,
            };
            pointers[i] = values + i;
        }
        int code = CudaNative.cuLaunchKernel(
            function.Handle, (uint)grid.X, (uint)grid.Y, (uint)grid.Z, (uint)group.X, (uint)group.Y, (uint)group.Z,
            (uint)shared, queue, pointers, null);
        if (code != CudaError.Success)
        {
            throw new AcceleratorException(
                AcceleratorType.Cuda, $"{_accelerator.Name}: launching kernel {Name} failed with {CudaError.NameOf(code)}.");
        }
    }

    private static (int, int)[] Views(KernelIr kernel, bool readOnly) => [.. kernel.Parameters
        .Where(parameter => parameter.Kind == ParameterKind.ViewPointer && parameter.IsReadOnly == readOnly)
        .Select(parameter => (parameter.ArgumentIndex, parameter.ElementSize))];

    private bool Overlaps(KernelArgument* arguments)
    {
        foreach ((int read, int readSize) in _readViews)
        {
            long readStart = arguments[read].Handle + arguments[read].Value;
            long readEnd = readStart + arguments[read].Length * readSize;
            foreach ((int written, int writtenSize) in _writtenViews)
            {
                long start = arguments[written].Handle + arguments[written].Value;
                if (start < readEnd && readStart < start + arguments[written].Length * writtenSize)
                    return true;
            }
        }
        return false;
    }

    private Function Uncached()
    {
        if (_uncached is { } function)
            return function;
        lock (_compiling)
            return _uncached ??= Compile(readOnlyCache: false);
    }

    private Function Compile(bool readOnlyCache)
    {
        string ptx = PtxModule.Write(_kernel, _accelerator.Device.Target, _specialization, readOnlyCache);
        byte[] key = KernelCache.KeyOf("PTX", _accelerator.Name, _accelerator.Device.Features.Driver, ptx);
        byte[]? binary = _accelerator.Cache.Find(key);
        nint handle = binary is null ? 0 : CudaModule.Load(_accelerator, binary);
        if (handle == 0)
        {
            binary = CudaModule.Assemble(_accelerator, Name, ptx);
            handle = CudaModule.Load(_accelerator, binary);
            if (handle == 0)
                throw new KernelCompilationException(Name, $"{_accelerator.Name} does not load the code its driver made");
            _accelerator.Cache.Store(key, binary);
        }
        int mostItems;
        CudaError.Check(CudaNative.cuFuncGetAttribute(&mostItems, AttributeMaxThreads, handle), _accelerator.Name);
        return new Function(handle, mostItems);
    }

    private void CheckResources(Function function, int items, int dynamicShared)
    {
        if (items > function.MostItems)
        {
            throw new ArgumentException(FormattableString.Invariant(
                $"{Name}: groups of {items} work items need more registers than {_accelerator.Name} has; this kernel runs in groups of at most {function.MostItems}."));
        }
        if ((long)_staticShared + dynamicShared > _accelerator.MaxSharedMemoryPerGroup)
        {
            throw new ArgumentException(FormattableString.Invariant(
                $"{Name}: a group needs {(long)_staticShared + dynamicShared} bytes of shared memory; {_accelerator.Name} has {_accelerator.MaxSharedMemoryPerGroup}."));
        }
        if (_staticShared + dynamicShared <= SharedOfEveryKernel || dynamicShared <= function.DynamicShared)
            return;
        lock (_compiling)
        {
            CudaError.Check(
                CudaNative.cuFuncSetAttribute(function.Handle, AttributeMaxDynamicShared, dynamicShared), _accelerator.Name);
            function.DynamicShared = dynamicShared;
        }
    }
}
