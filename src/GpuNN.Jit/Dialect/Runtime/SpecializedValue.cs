namespace GpuNN.Jit;

/// <summary>Makes values that a kernel is compiled for.</summary>
public static class SpecializedValue
{
    /// <summary>Wraps <paramref name="value"/>: a kernel is compiled once for each different value it is launched with.</summary>
    public static SpecializedValue<T> New<T>(T value)
        where T : unmanaged, IEquatable<T> => new(value);
}

/// <summary>
/// A kernel parameter that is a constant to the compiler. A launch with a value not seen before compiles the kernel anew.
/// </summary>
/// <typeparam name="T">The type of the value.</typeparam>
public struct SpecializedValue<T> : IEquatable<SpecializedValue<T>>
    where T : unmanaged, IEquatable<T>
{
    /// <summary>Wraps a value.</summary>
    public SpecializedValue(T value) => Value = value;

    /// <summary>The value.</summary>
    public T Value { get; set; }

    /// <inheritdoc/>
    public readonly bool Equals(SpecializedValue<T> other) => Value.Equals(other.Value);

    /// <inheritdoc/>
    public override readonly bool Equals(object? obj) => obj is SpecializedValue<T> other && Equals(other);

    /// <inheritdoc/>
    public override readonly int GetHashCode() => Value.GetHashCode();

    /// <inheritdoc/>
    public override readonly string? ToString() => Value.ToString();

    /// <summary>Whether both hold the same value.</summary>
    public static bool operator ==(SpecializedValue<T> first, SpecializedValue<T> second) => first.Equals(second);

    /// <summary>Whether they hold different values.</summary>
    public static bool operator !=(SpecializedValue<T> first, SpecializedValue<T> second) => !first.Equals(second);

    /// <summary>The value.</summary>
    public static implicit operator T(SpecializedValue<T> value) => value.Value;
}
