using System.Reflection;
using System.Runtime.CompilerServices;

namespace GpuNN.Jit.Launching;

/// <summary>
/// One loaded kernel method: it compiles once, or once for each set of specialised values, checks a launch and enqueues it.
/// </summary>
internal sealed unsafe class KernelLauncher
{
    private readonly record struct Variant(long[] Constants, LoadedKernel Kernel);

    private readonly Accelerator _accelerator;
    private readonly MethodInfo _method;
    private readonly KernelSpecialization _specialization;
    private readonly Lock _compiling = new();
    private readonly int _indexRank;
    private Variant[] _variants = [];

    public KernelLauncher(
        Accelerator accelerator, Delegate action, KernelSpecialization specialization, int indexRank = 0, int groupSize = 0)
    {
        ArgumentNullException.ThrowIfNull(accelerator);
        ArgumentNullException.ThrowIfNull(action);
        ObjectDisposedException.ThrowIf(accelerator.IsDisposed, accelerator);
        if (!specialization.IsCompatibleWith(accelerator))
        {
            throw new ArgumentException(FormattableString.Invariant(
                $"{accelerator.Name} runs groups of at most {accelerator.MaxNumThreadsPerGroup} work items."), nameof(specialization));
        }
        ArgumentOutOfRangeException.ThrowIfNegative(groupSize);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(groupSize, accelerator.MaxNumThreadsPerGroup);
        _accelerator = accelerator;
        _method = action.Method;
        _specialization = specialization;
        _indexRank = indexRank;
        GroupSize = groupSize == 0 ? Math.Min(accelerator.AutoGroupSize, accelerator.MaxNumThreadsPerGroup) : groupSize;

        ArgumentLeaf[] leaves = [.. _method.GetParameters()
            .Skip(indexRank > 0 ? 1 : 0)
            .SelectMany(parameter => ArgumentLayout.Of(parameter.ParameterType))];
        ConstantCount = leaves.Count(leaf => leaf.Kind == ArgumentKind.Constant);
        ArgumentCount = leaves.Length - ConstantCount + indexRank;
        if (ConstantCount == 0)
            Find([]);
    }

    /// <summary>The number of arguments of a launch.</summary>
    public int ArgumentCount { get; }

    /// <summary>The number of specialised leaves.</summary>
    public int ConstantCount { get; }

    /// <summary>The work items of a group where the extent alone is given.</summary>
    public int GroupSize { get; }

    /// <summary>A writer into the caller's stack.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public ArgumentWriter Begin(KernelArgument* arguments, long* constants) =>
        new(_accelerator, arguments, (byte*)constants);

    /// <summary>Enqueues a launch with the arguments just written.</summary>
    /// <exception cref="ArgumentException">The configuration or the stream does not fit the accelerator.</exception>
    public void Enqueue(AcceleratorStream stream, in KernelConfig config, KernelArgument* arguments, long* constants)
    {
        if (stream.Accelerator != _accelerator)
            throw new ArgumentException($"A stream of {stream.Accelerator.Name} cannot run {Name} on {_accelerator.Name}.", nameof(stream));
        ObjectDisposedException.ThrowIf(_accelerator.IsDisposed, _accelerator);
        Check(config);
        LoadedKernel kernel = Find(new ReadOnlySpan<long>(constants, ConstantCount));
        if (stream.Recording is { } recording)
        {
            recording.Add(kernel, config, arguments, ArgumentCount);
            return;
        }
        kernel.Launch(stream, config, arguments, ArgumentCount);
        _accelerator.CountLaunches(1);
    }

    /// <summary>Enqueues a launch over the extent that the first arguments hold; an empty extent launches nothing.</summary>
    public void EnqueueOverExtent(AcceleratorStream stream, KernelArgument* arguments, long* constants)
    {
        int x = (int)arguments[0].Value;
        int y = _indexRank > 1 ? (int)arguments[1].Value : 1;
        int z = _indexRank > 2 ? (int)arguments[2].Value : 1;
        if (x < 0 || y < 0 || z < 0)
            throw new ArgumentException(FormattableString.Invariant($"{Name}: the extent ({x}, {y}, {z}) is negative."));
        if (x > 0 && y > 0 && z > 0)
            Enqueue(stream, ConfigFor(x, y, z), arguments, constants);
    }

    /// <summary>A launcher of a kernel whose first parameter is the index of the work item.</summary>
    /// <exception cref="ArgumentException"><typeparamref name="TIndex"/> is no index type.</exception>
    public static KernelLauncher OverExtent<TIndex>(Accelerator accelerator, Delegate action, int groupSize)
        where TIndex : struct
    {
        int rank = typeof(TIndex) == typeof(Index1D) ? 1
            : typeof(TIndex) == typeof(Index2D) ? 2
            : typeof(TIndex) == typeof(Index3D) ? 3
            : throw new ArgumentException($"{typeof(TIndex).Name} is not Index1D, Index2D or Index3D.", nameof(action));
        return new KernelLauncher(accelerator, action, KernelSpecialization.Empty, rank, groupSize);
    }

    private string Name => $"{_method.DeclaringType?.Name}.{_method.Name}";

    private KernelConfig ConfigFor(int x, int y, int z)
    {
        int groupX = _indexRank == 1 ? GroupSize : Math.Max(GroupSize / 8, 1);
        int groupY = GroupSize / groupX;
        return new KernelConfig(
            new Index3D((x - 1) / groupX + 1, (y - 1) / groupY + 1, z), new Index3D(groupX, groupY, 1));
    }

    private void Check(in KernelConfig config)
    {
        Index3D grid = config.GridDim, group = config.GroupDim;
        int items = _specialization.MaxNumThreadsPerGroup ?? _accelerator.MaxNumThreadsPerGroup;
        Index3D most = _accelerator.MaxGroupSize, mostGroups = _accelerator.MaxGridSize;
        if (!config.IsValid
            || (long)group.X * group.Y * group.Z > items
            || group.X > most.X || group.Y > most.Y || group.Z > most.Z
            || grid.X > mostGroups.X || grid.Y > mostGroups.Y || grid.Z > mostGroups.Z)
        {
            throw new ArgumentException(FormattableString.Invariant(
                $"{Name}: a grid of {grid} groups of {group} work items cannot run on {_accelerator.Name}: at most {mostGroups} groups of {most}, {items} work items in all."));
        }
        if (config.SharedMemoryConfig.ArraySize > _accelerator.MaxSharedMemoryPerGroup)
        {
            throw new ArgumentException(FormattableString.Invariant(
                $"{Name}: {config.SharedMemoryConfig.ArraySize} bytes of dynamic shared memory were requested; {_accelerator.Name} has {_accelerator.MaxSharedMemoryPerGroup}."));
        }
    }

    private LoadedKernel Find(ReadOnlySpan<long> constants)
    {
        foreach (ref readonly Variant variant in _variants.AsSpan())
        {
            if (constants.SequenceEqual(variant.Constants))
                return variant.Kernel;
        }
        return Compile(constants);
    }

    private LoadedKernel Compile(ReadOnlySpan<long> constants)
    {
        lock (_compiling)
        {
            foreach (Variant variant in _variants)
            {
                if (constants.SequenceEqual(variant.Constants))
                    return variant.Kernel;
            }
            long[] key = constants.ToArray();
            LoadedKernel kernel = _accelerator.Compile(new KernelRequest(_method, _indexRank, _specialization, key));
            _variants = [.. _variants, new Variant(key, kernel)];
            return kernel;
        }
    }
}
