namespace GpuNN.Kernels;

/// <summary>Unsigned integers to sort by. A struct, so that a kernel takes it as a generic argument.</summary>
internal interface ISortKey<TKey>
    where TKey : unmanaged
{
    /// <summary>The key that nothing follows.</summary>
    static abstract TKey Greatest { get; }

    /// <summary>Whether one stands before another.</summary>
    static abstract bool IsLess(TKey first, TKey second);

    /// <summary>The digit of base <see cref="DigitTile.Digits"/> that begins at a bit.</summary>
    static abstract int Digit(TKey key, int shift);
}

/// <summary>Numbers as keys of the same order: equal ones (−0 and 0, any two NaNs) have equal keys, and NaN is greater than
/// any number.</summary>
internal interface ISortKey<T, TKey> : ISortKey<TKey>
    where T : unmanaged
    where TKey : unmanaged
{
    /// <summary>The key of a number, for ascending or descending order.</summary>
    static abstract TKey Of(T value, bool isDescending);
}
