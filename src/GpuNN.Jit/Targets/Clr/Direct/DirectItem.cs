using System.Runtime.CompilerServices;
using GpuNN.Jit.Compiler.Ir;

namespace GpuNN.Jit.Targets.Clr.Direct;

/// <summary>A work item whose kernel runs as the C# it was written in: where it stands, and what it shares.</summary>
internal sealed unsafe class DirectItem(DirectGroup group, int number)
{
    [ThreadStatic]
    private static DirectItem? t_current;

    private int _sharedRequests;
    private int _exchanges;

    public DirectGroup Group => group;

    /// <summary>Its linear index in the group.</summary>
    public int Number => number;

    public Index3D Index { get; } = new(
        number % group.Size.X, number / group.Size.X % group.Size.Y, number / group.Size.X / group.Size.Y);

    public int Lane => number % IrTypes.WarpSize;

    public int WarpSize { get; } = IrTypes.WarpSize;

    /// <summary>True once a thread runs it.</summary>
    public bool IsStarted { get; private set; }

    /// <summary>True when it will not go on.</summary>
    public bool IsFinished { get; set; }

    /// <summary>What it waits for in the middle of its kernel.</summary>
    public Turn Turn { get; } = new();

    /// <summary>The item that the calling thread runs.</summary>
    /// <exception cref="InvalidOperationException">It runs none: a member of the dialect is used outside a kernel.</exception>
    public static DirectItem Current([CallerMemberName] string member = "") => t_current ?? throw KernelOnly.Exception(member);

    /// <summary>Runs the kernel for this item in the calling thread.</summary>
    public void Run()
    {
        IsStarted = true;
        t_current = this;
        try
        {
            group.Launch.Invoke(this);
        }
        finally
        {
            t_current = null;
        }
    }

    /// <summary>The group's memory: the n-th request of every item is for the same.</summary>
    public ArrayView<T> Shared<T>(int extent)
        where T : unmanaged => group.View<T>(group.Shared(_sharedRequests++, checked(extent * sizeof(T))), extent);

    public ArrayView<T> DynamicShared<T>()
        where T : unmanaged => group.View<T>(group.DynamicShared, group.Launch.DynamicSharedSize / sizeof(T));

    public ArrayView<T> Local<T>(int extent)
        where T : unmanaged => group.View<T>(group.Allocate(checked(extent * sizeof(T))), extent);

    public void Barrier(bool warp) => group.Synchronize(this, warp);

    /// <summary>The value that another lane of the warp passes.</summary>
    public T Exchange<T>(ShuffleKind kind, T value, int argument, int width = IrTypes.WarpSize)
        where T : unmanaged
    {
        // Two sets of slots in turn: no lane can be two exchanges ahead of another.
        int set = _exchanges++ & 1;
        group.Slot(set, number) = value;
        group.Synchronize(this, warp: true);
        int source = number - Lane + ClrFunctions.SourceLane((int)kind, Lane, argument, width);
        return source < group.Size.Size ? (T)group.Slot(set, source)! : value;
    }

    public int Update(ref int target, int value, AtomicOperator op) =>
        ClrAtomics.Update((byte*)Unsafe.AsPointer(ref target), value, (int)op);

    public long Update(ref long target, long value, AtomicOperator op) =>
        ClrAtomics.Update((byte*)Unsafe.AsPointer(ref target), value, (int)op);

    public float Update(ref float target, float value, AtomicOperator op) =>
        ClrAtomics.Update((byte*)Unsafe.AsPointer(ref target), value, (int)op);

    public double Update(ref double target, double value, AtomicOperator op) =>
        ClrAtomics.Update((byte*)Unsafe.AsPointer(ref target), value, (int)op);

    public uint Update(ref uint target, uint value, AtomicOperator op) =>
        (uint)Update(ref Unsafe.As<uint, int>(ref target), (int)value, op);

    public ulong Update(ref ulong target, ulong value, AtomicOperator op) =>
        (ulong)Update(ref Unsafe.As<ulong, long>(ref target), (long)value, op);

    public int CompareExchange(ref int target, int compare, int value) =>
        ClrAtomics.CompareExchange((byte*)Unsafe.AsPointer(ref target), value, compare);

    public long CompareExchange(ref long target, long compare, long value) =>
        ClrAtomics.CompareExchange((byte*)Unsafe.AsPointer(ref target), value, compare);

    public float CompareExchange(ref float target, float compare, float value) =>
        ClrAtomics.CompareExchange((byte*)Unsafe.AsPointer(ref target), value, compare);

    public double CompareExchange(ref double target, double compare, double value) =>
        ClrAtomics.CompareExchange((byte*)Unsafe.AsPointer(ref target), value, compare);

    public uint CompareExchange(ref uint target, uint compare, uint value) =>
        (uint)CompareExchange(ref Unsafe.As<uint, int>(ref target), (int)compare, (int)value);

    public ulong CompareExchange(ref ulong target, ulong compare, ulong value) =>
        (ulong)CompareExchange(ref Unsafe.As<ulong, long>(ref target), (long)compare, (long)value);
}
