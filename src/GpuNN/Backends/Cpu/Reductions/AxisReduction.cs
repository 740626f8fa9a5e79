using GpuNN.Backends.Cpu.Elementwise;
using GpuNN.Backends.Cpu.Movement;
using GpuNN.Backends.Cpu.Threading;

namespace GpuNN.Backends.Cpu.Reductions;

/// <summary>Reductions over any axes, run after run of neighbouring ones.</summary>
internal static unsafe class AxisReduction
{
    /// <summary>The last run first; what is reduced already is not mapped again.</summary>
    /// <typeparam name="T">The elements.</typeparam>
    /// <typeparam name="TFirst">What reduces elements.</typeparam>
    /// <typeparam name="TNext">What reduces results.</typeparam>
    public static void Run<T, TFirst, TNext>(T* x, ReadOnlySpan<long> extents, int axes, T* z)
        where T : unmanaged
        where TFirst : struct, IReducer<T>
        where TNext : struct, IReducer<T>
    {
        AxisSegments run = AxisSegments.Of(extents, axes);
        if (run.Rest == 0)
        {
            ReductionEngine.Reduce<T, TFirst>(x, run.Outer, run.Reduced, run.Inner, z);
            return;
        }

        using ScratchMemory memory = ScratchMemory.Rent<T>(run.Outer * run.Inner);
        ReductionEngine.Reduce<T, TFirst>(x, run.Outer, run.Reduced, run.Inner, memory.As<T>());
        Span<long> left = stackalloc long[extents.Length];
        Collapse(extents, axes & ~run.Rest, left);
        Run<T, TNext, TNext>(memory.As<T>(), left, run.Rest, z);
    }

    /// <summary>target = x with the reduced axes after all others.</summary>
    public static void GatherReduced<T>(T* x, ReadOnlySpan<long> extents, int axes, T* target)
        where T : unmanaged
    {
        int rank = extents.Length;
        Span<long> ordered = stackalloc long[rank];
        Span<long> strides = stackalloc long[2 * rank];
        int at = 0;
        for (int isReduced = 0; isReduced < 2; isReduced++)
        {
            for (int axis = 0; axis < rank; axis++)
            {
                if ((axes >> axis & 1) == isReduced)
                {
                    ordered[at] = extents[axis];
                    strides[rank + at++] = Product(extents[(axis + 1)..]);
                }
            }
        }

        for (int axis = 0; axis < rank; axis++)
        {
            strides[axis] = Product(ordered[(axis + 1)..]);
        }

        StridedCopy.Run(x, target, IterationSpace.Create(ordered, strides, 2));
    }

    private static long Product(ReadOnlySpan<long> extents)
    {
        long product = 1;
        foreach (long extent in extents)
        {
            product *= extent;
        }

        return product;
    }

    /// <summary>The extents after a reduction over axes.</summary>
    public static void Collapse(ReadOnlySpan<long> extents, int axes, Span<long> left)
    {
        for (int axis = 0; axis < extents.Length; axis++)
        {
            left[axis] = (axes >> axis & 1) == 1 ? 1 : extents[axis];
        }
    }
}
