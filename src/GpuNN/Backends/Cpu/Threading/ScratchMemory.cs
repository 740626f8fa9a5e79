namespace GpuNN.Backends.Cpu.Threading;

/// <summary>
/// Working memory of one operator: native, aligned to a cache line, uninitialised, taken from a stack of blocks that each
/// thread keeps. It must be disposed on the thread that rented it, last rented first: <c>using</c> does both.
/// </summary>
internal readonly unsafe ref struct ScratchMemory
{
    private const nuint Alignment = 128;
    private const nuint Granularity = 64 * 1024;
    private const nuint LargestKeptBlock = 256 * 1024 * 1024;
    private const int Depth = 32;

    [ThreadStatic]
    private static Stack? s_stack;

    private readonly Stack _stack;
    private readonly void* _pointer;

    private ScratchMemory(Stack stack, void* pointer)
    {
        _stack = stack;
        _pointer = pointer;
    }

    /// <summary>The first element, seen as single-precision numbers.</summary>
    public float* Floats => (float*)_pointer;

    /// <summary>Rents at least <paramref name="count"/> elements of <typeparamref name="T"/>.</summary>
    /// <exception cref="OutOfMemoryException">The system has no block of that size.</exception>
    public static ScratchMemory Rent<T>(long count)
        where T : unmanaged
    {
        Stack stack = s_stack ??= new Stack();
        return new ScratchMemory(stack, stack.Push(checked((nuint)count * (nuint)sizeof(T))));
    }

    /// <summary>The first element.</summary>
    public T* As<T>()
        where T : unmanaged => (T*)_pointer;

    /// <summary>Gives the memory back to the thread that rented it.</summary>
    public void Dispose() => _stack.Pop();

    private sealed class Stack
    {
        private readonly nint[] _blocks = new nint[Depth];
        private readonly nuint[] _sizes = new nuint[Depth];
        private int _depth;

        ~Stack()
        {
            foreach (nint block in _blocks)
            {
                HostMemory.Free((void*)block);
            }
        }

        public void* Push(nuint bytes)
        {
            int level = _depth;
            if (_sizes[level] < bytes)
            {
                nuint size = (bytes + Granularity - 1) / Granularity * Granularity;
                Release(level);
                _blocks[level] = (nint)HostMemory.Allocate(size, Alignment);
                _sizes[level] = size;
            }

            _depth = level + 1;
            return (void*)_blocks[level];
        }

        public void Pop()
        {
            int level = --_depth;
            if (_sizes[level] > LargestKeptBlock)
            {
                Release(level);
            }
        }

        private void Release(int level)
        {
            HostMemory.Free((void*)_blocks[level]);
            _blocks[level] = 0;
            _sizes[level] = 0;
        }
    }
}
