using GpuNN.Jit.Compiler.Ir;

namespace GpuNN.Jit.Targets.Clr;

/// <summary>Atomic accesses of generated code; each gives the old value.</summary>
internal static unsafe class ClrAtomics
{
    public static int Update(byte* address, int value, int operation)
    {
        ref int target = ref *(int*)address;
        switch ((AtomicOperator)operation)
        {
            case AtomicOperator.Add:
                return Interlocked.Add(ref target, value) - value;
            case AtomicOperator.And:
                return Interlocked.And(ref target, value);
            case AtomicOperator.Or:
                return Interlocked.Or(ref target, value);
            case AtomicOperator.Exchange:
                return Interlocked.Exchange(ref target, value);
            default:
                int old = Volatile.Read(ref target);
                while (true)
                {
                    int seen = Interlocked.CompareExchange(ref target, Combine(old, value, (AtomicOperator)operation), old);
                    if (seen == old)
                        return old;
                    old = seen;
                }
        }
    }

    public static long Update(byte* address, long value, int operation)
    {
        ref long target = ref *(long*)address;
        switch ((AtomicOperator)operation)
        {
            case AtomicOperator.Add:
                return Interlocked.Add(ref target, value) - value;
            case AtomicOperator.And:
                return Interlocked.And(ref target, value);
            case AtomicOperator.Or:
                return Interlocked.Or(ref target, value);
            case AtomicOperator.Exchange:
                return Interlocked.Exchange(ref target, value);
            default:
                long old = Volatile.Read(ref target);
                while (true)
                {
                    long seen = Interlocked.CompareExchange(ref target, Combine(old, value, (AtomicOperator)operation), old);
                    if (seen == old)
                        return old;
                    old = seen;
                }
        }
    }

    public static float Update(byte* address, float value, int operation)
    {
        ref int target = ref *(int*)address;
        int old = Volatile.Read(ref target);
        while (true)
        {
            float number = BitConverter.Int32BitsToSingle(old);
            float combined = (AtomicOperator)operation switch
            {
                AtomicOperator.Add => number + value,
                AtomicOperator.Minimum => MathF.Min(number, value),
                AtomicOperator.Maximum => MathF.Max(number, value),
                _ => value,
            };
            int seen = Interlocked.CompareExchange(ref target, BitConverter.SingleToInt32Bits(combined), old);
            if (seen == old)
                return number;
            old = seen;
        }
    }

    public static double Update(byte* address, double value, int operation)
    {
        ref long target = ref *(long*)address;
        long old = Volatile.Read(ref target);
        while (true)
        {
            double number = BitConverter.Int64BitsToDouble(old);
            double combined = (AtomicOperator)operation switch
            {
                AtomicOperator.Add => number + value,
                AtomicOperator.Minimum => Math.Min(number, value),
                AtomicOperator.Maximum => Math.Max(number, value),
                _ => value,
            };
            long seen = Interlocked.CompareExchange(ref target, BitConverter.DoubleToInt64Bits(combined), old);
            if (seen == old)
                return number;
            old = seen;
        }
    }

    public static int CompareExchange(byte* address, int value, int compare) =>
        Interlocked.CompareExchange(ref *(int*)address, value, compare);

    public static long CompareExchange(byte* address, long value, long compare) =>
        Interlocked.CompareExchange(ref *(long*)address, value, compare);

    public static float CompareExchange(byte* address, float value, float compare) => BitConverter.Int32BitsToSingle(
        CompareExchange(address, BitConverter.SingleToInt32Bits(value), BitConverter.SingleToInt32Bits(compare)));

    public static double CompareExchange(byte* address, double value, double compare) => BitConverter.Int64BitsToDouble(
        CompareExchange(address, BitConverter.DoubleToInt64Bits(value), BitConverter.DoubleToInt64Bits(compare)));

    private static int Combine(int old, int value, AtomicOperator operation) => operation switch
    {
        AtomicOperator.Minimum => Math.Min(old, value),
        AtomicOperator.Maximum => Math.Max(old, value),
        AtomicOperator.MinimumUnsigned => (int)Math.Min((uint)old, (uint)value),
        AtomicOperator.MaximumUnsigned => (int)Math.Max((uint)old, (uint)value),
        _ => old ^ value,
    };

    private static long Combine(long old, long value, AtomicOperator operation) => operation switch
    {
        AtomicOperator.Minimum => Math.Min(old, value),
        AtomicOperator.Maximum => Math.Max(old, value),
        AtomicOperator.MinimumUnsigned => (long)Math.Min((ulong)old, (ulong)value),
        AtomicOperator.MaximumUnsigned => (long)Math.Max((ulong)old, (ulong)value),
        _ => old ^ value,
    };
}
