using System.Reflection;
using GpuNN.Jit.Drivers.Clr;

namespace GpuNN.Jit.Targets.Clr.Direct;

/// <summary>A launch whose kernel is called as the method it is, once for each item.</summary>
/// <param name="name">The kernel's name.</param>
/// <param name="method">The kernel.</param>
/// <param name="indexRank">The rank of the index that the first parameter receives, or 0.</param>
/// <param name="parameters">The method's arguments; the index, if there is one, is still missing.</param>
/// <param name="extent">Where an index has to lie.</param>
/// <param name="config">The grid.</param>
/// <param name="memory">The memory of this process.</param>
internal sealed class DirectLaunch(
    string name, MethodInfo method, int indexRank, object?[] parameters, Index3D extent, KernelConfig config, HostMemory memory)
{
    public string Name => name;

    public HostMemory Memory => memory;

    public Index3D GridSize { get; } = config.GridDim;

    public Index3D GroupSize { get; } = config.GroupDim;

    public int DynamicSharedSize { get; } = config.SharedMemoryConfig.ArraySize;

    /// <summary>Runs the groups one after another.</summary>
    public void Run()
    {
        for (int z = 0; z < GridSize.Z; z++)
        {
            for (int y = 0; y < GridSize.Y; y++)
            {
                for (int x = 0; x < GridSize.X; x++)
                {
                    using var group = new DirectGroup(this, new Index3D(x, y, z));
                    group.Run();
                }
            }
        }
    }

    /// <summary>Calls the kernel for an item; one beyond the extent does nothing.</summary>
    public void Invoke(DirectItem item)
    {
        object?[] arguments = parameters;
        if (indexRank > 0)
        {
            Index3D group = item.Group.Index, place = item.Index;
            var index = new Index3D(
                group.X * GroupSize.X + place.X, group.Y * GroupSize.Y + place.Y, group.Z * GroupSize.Z + place.Z);
            if (index.X >= extent.X || index.Y >= extent.Y || index.Z >= extent.Z)
                return;
            arguments = [.. parameters];
            arguments[0] = indexRank switch
            {
                1 => new Index1D(index.X),
                2 => new Index2D(index.X, index.Y),
                _ => (object)index,
            };
        }
        method.Invoke(null, BindingFlags.DoNotWrapExceptions, null, arguments, null);
    }
}
