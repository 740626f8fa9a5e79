using GpuNN.Jit.Compiler.Ir;
using GpuNN.Jit.Targets.Clr.Direct;

namespace GpuNN.Jit;

/// <summary>Atomic operations on an element of a view; each returns the value that was there before.</summary>
public static class Atomic
{
    /// <summary>target += value.</summary>
    /// <exception cref="InvalidOperationException">Outside a kernel.</exception>
    public static int Add(ref int target, int value) =>
        DirectItem.Current().Update(ref target, value, AtomicOperator.Add);

    /// <summary>target += value.</summary>
    /// <exception cref="InvalidOperationException">Outside a kernel.</exception>
    public static uint Add(ref uint target, uint value) =>
        DirectItem.Current().Update(ref target, value, AtomicOperator.Add);

    /// <summary>target += value.</summary>
    /// <exception cref="InvalidOperationException">Outside a kernel.</exception>
    public static long Add(ref long target, long value) =>
        DirectItem.Current().Update(ref target, value, AtomicOperator.Add);

    /// <summary>target += value.</summary>
    /// <exception cref="InvalidOperationException">Outside a kernel.</exception>
    public static ulong Add(ref ulong target, ulong value) =>
        DirectItem.Current().Update(ref target, value, AtomicOperator.Add);

    /// <summary>target += value.</summary>
    /// <exception cref="InvalidOperationException">Outside a kernel.</exception>
    public static float Add(ref float target, float value) =>
        DirectItem.Current().Update(ref target, value, AtomicOperator.Add);

    /// <summary>target += value.</summary>
    /// <exception cref="InvalidOperationException">Outside a kernel.</exception>
    public static double Add(ref double target, double value) =>
        DirectItem.Current().Update(ref target, value, AtomicOperator.Add);

    /// <summary>target = max(target, value).</summary>
    /// <exception cref="InvalidOperationException">Outside a kernel.</exception>
    public static int Max(ref int target, int value) =>
        DirectItem.Current().Update(ref target, value, AtomicOperator.Maximum);

    /// <summary>target = max(target, value).</summary>
    /// <exception cref="InvalidOperationException">Outside a kernel.</exception>
    public static uint Max(ref uint target, uint value) =>
        DirectItem.Current().Update(ref target, value, AtomicOperator.MaximumUnsigned);

    /// <summary>target = max(target, value).</summary>
    /// <exception cref="InvalidOperationException">Outside a kernel.</exception>
    public static long Max(ref long target, long value) =>
        DirectItem.Current().Update(ref target, value, AtomicOperator.Maximum);

    /// <summary>target = max(target, value).</summary>
    /// <exception cref="InvalidOperationException">Outside a kernel.</exception>
    public static ulong Max(ref ulong target, ulong value) =>
        DirectItem.Current().Update(ref target, value, AtomicOperator.MaximumUnsigned);

    /// <summary>target = max(target, value).</summary>
    /// <exception cref="InvalidOperationException">Outside a kernel.</exception>
    public static float Max(ref float target, float value) =>
        DirectItem.Current().Update(ref target, value, AtomicOperator.Maximum);

    /// <summary>target = max(target, value).</summary>
    /// <exception cref="InvalidOperationException">Outside a kernel.</exception>
    public static double Max(ref double target, double value) =>
        DirectItem.Current().Update(ref target, value, AtomicOperator.Maximum);

    /// <summary>target = min(target, value).</summary>
    /// <exception cref="InvalidOperationException">Outside a kernel.</exception>
    public static int Min(ref int target, int value) =>
        DirectItem.Current().Update(ref target, value, AtomicOperator.Minimum);

    /// <summary>target = min(target, value).</summary>
    /// <exception cref="InvalidOperationException">Outside a kernel.</exception>
    public static uint Min(ref uint target, uint value) =>
        DirectItem.Current().Update(ref target, value, AtomicOperator.MinimumUnsigned);

    /// <summary>target = min(target, value).</summary>
    /// <exception cref="InvalidOperationException">Outside a kernel.</exception>
    public static long Min(ref long target, long value) =>
        DirectItem.Current().Update(ref target, value, AtomicOperator.Minimum);

    /// <summary>target = min(target, value).</summary>
    /// <exception cref="InvalidOperationException">Outside a kernel.</exception>
    public static ulong Min(ref ulong target, ulong value) =>
        DirectItem.Current().Update(ref target, value, AtomicOperator.MinimumUnsigned);

    /// <summary>target = min(target, value).</summary>
    /// <exception cref="InvalidOperationException">Outside a kernel.</exception>
    public static float Min(ref float target, float value) =>
        DirectItem.Current().Update(ref target, value, AtomicOperator.Minimum);

    /// <summary>target = min(target, value).</summary>
    /// <exception cref="InvalidOperationException">Outside a kernel.</exception>
    public static double Min(ref double target, double value) =>
        DirectItem.Current().Update(ref target, value, AtomicOperator.Minimum);

    /// <summary>target &amp;= value.</summary>
    /// <exception cref="InvalidOperationException">Outside a kernel.</exception>
    public static int And(ref int target, int value) =>
        DirectItem.Current().Update(ref target, value, AtomicOperator.And);

    /// <summary>target &amp;= value.</summary>
    /// <exception cref="InvalidOperationException">Outside a kernel.</exception>
    public static uint And(ref uint target, uint value) =>
        DirectItem.Current().Update(ref target, value, AtomicOperator.And);

    /// <summary>target &amp;= value.</summary>
    /// <exception cref="InvalidOperationException">Outside a kernel.</exception>
    public static long And(ref long target, long value) =>
        DirectItem.Current().Update(ref target, value, AtomicOperator.And);

    /// <summary>target &amp;= value.</summary>
    /// <exception cref="InvalidOperationException">Outside a kernel.</exception>
    public static ulong And(ref ulong target, ulong value) =>
        DirectItem.Current().Update(ref target, value, AtomicOperator.And);

    /// <summary>target |= value.</summary>
    /// <exception cref="InvalidOperationException">Outside a kernel.</exception>
    public static int Or(ref int target, int value) => DirectItem.Current().Update(ref target, value, AtomicOperator.Or);

    /// <summary>target |= value.</summary>
    /// <exception cref="InvalidOperationException">Outside a kernel.</exception>
    public static uint Or(ref uint target, uint value) =>
        DirectItem.Current().Update(ref target, value, AtomicOperator.Or);

    /// <summary>target |= value.</summary>
    /// <exception cref="InvalidOperationException">Outside a kernel.</exception>
    public static long Or(ref long target, long value) =>
        DirectItem.Current().Update(ref target, value, AtomicOperator.Or);

    /// <summary>target |= value.</summary>
    /// <exception cref="InvalidOperationException">Outside a kernel.</exception>
    public static ulong Or(ref ulong target, ulong value) =>
        DirectItem.Current().Update(ref target, value, AtomicOperator.Or);

    /// <summary>target ^= value.</summary>
    /// <exception cref="InvalidOperationException">Outside a kernel.</exception>
    public static int Xor(ref int target, int value) =>
        DirectItem.Current().Update(ref target, value, AtomicOperator.Xor);

    /// <summary>target ^= value.</summary>
    /// <exception cref="InvalidOperationException">Outside a kernel.</exception>
    public static uint Xor(ref uint target, uint value) =>
        DirectItem.Current().Update(ref target, value, AtomicOperator.Xor);

    /// <summary>target ^= value.</summary>
    /// <exception cref="InvalidOperationException">Outside a kernel.</exception>
    public static long Xor(ref long target, long value) =>
        DirectItem.Current().Update(ref target, value, AtomicOperator.Xor);

    /// <summary>target ^= value.</summary>
    /// <exception cref="InvalidOperationException">Outside a kernel.</exception>
    public static ulong Xor(ref ulong target, ulong value) =>
        DirectItem.Current().Update(ref target, value, AtomicOperator.Xor);

    /// <summary>target = value.</summary>
    /// <exception cref="InvalidOperationException">Outside a kernel.</exception>
    public static int Exchange(ref int target, int value) =>
        DirectItem.Current().Update(ref target, value, AtomicOperator.Exchange);

    /// <summary>target = value.</summary>
    /// <exception cref="InvalidOperationException">Outside a kernel.</exception>
    public static uint Exchange(ref uint target, uint value) =>
        DirectItem.Current().Update(ref target, value, AtomicOperator.Exchange);

    /// <summary>target = value.</summary>
    /// <exception cref="InvalidOperationException">Outside a kernel.</exception>
    public static long Exchange(ref long target, long value) =>
        DirectItem.Current().Update(ref target, value, AtomicOperator.Exchange);

    /// <summary>target = value.</summary>
    /// <exception cref="InvalidOperationException">Outside a kernel.</exception>
    public static ulong Exchange(ref ulong target, ulong value) =>
        DirectItem.Current().Update(ref target, value, AtomicOperator.Exchange);

    /// <summary>target = value.</summary>
    /// <exception cref="InvalidOperationException">Outside a kernel.</exception>
    public static float Exchange(ref float target, float value) =>
        DirectItem.Current().Update(ref target, value, AtomicOperator.Exchange);

    /// <summary>target = value.</summary>
    /// <exception cref="InvalidOperationException">Outside a kernel.</exception>
    public static double Exchange(ref double target, double value) =>
        DirectItem.Current().Update(ref target, value, AtomicOperator.Exchange);

    /// <summary>if (target == compare) target = value, comparing bits.</summary>
    /// <exception cref="InvalidOperationException">Outside a kernel.</exception>
    public static int CompareExchange(ref int target, int compare, int value) =>
        DirectItem.Current().CompareExchange(ref target, compare, value);

    /// <summary>if (target == compare) target = value, comparing bits.</summary>
    /// <exception cref="InvalidOperationException">Outside a kernel.</exception>
    public static uint CompareExchange(ref uint target, uint compare, uint value) =>
        DirectItem.Current().CompareExchange(ref target, compare, value);

    /// <summary>if (target == compare) target = value, comparing bits.</summary>
    /// <exception cref="InvalidOperationException">Outside a kernel.</exception>
    public static long CompareExchange(ref long target, long compare, long value) =>
        DirectItem.Current().CompareExchange(ref target, compare, value);

    /// <summary>if (target == compare) target = value, comparing bits.</summary>
    /// <exception cref="InvalidOperationException">Outside a kernel.</exception>
    public static ulong CompareExchange(ref ulong target, ulong compare, ulong value) =>
        DirectItem.Current().CompareExchange(ref target, compare, value);

    /// <summary>if (target == compare) target = value, comparing bits.</summary>
    /// <exception cref="InvalidOperationException">Outside a kernel.</exception>
    public static float CompareExchange(ref float target, float compare, float value) =>
        DirectItem.Current().CompareExchange(ref target, compare, value);

    /// <summary>if (target == compare) target = value, comparing bits.</summary>
    /// <exception cref="InvalidOperationException">Outside a kernel.</exception>
    public static double CompareExchange(ref double target, double compare, double value) =>
        DirectItem.Current().CompareExchange(ref target, compare, value);
}
