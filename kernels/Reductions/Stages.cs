using System.Numerics;

namespace GpuNN.Kernels;

/// <summary>The first stage of a reduction in two: partial results stay unfinished.</summary>
internal readonly struct FirstStage<TReduction> : IReduction
    where TReduction : struct, IReduction
{
    public static T Identity<T>()
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => TReduction.Identity<T>();

    public static T Map<T>(T x, T pivot)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => TReduction.Map(x, pivot);

    public static T Combine<T>(T first, T second)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => TReduction.Combine(first, second);

    public static T Finish<T>(T total, T count, T pivot)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => total;
}

/// <summary>The second stage: its elements are partial results, mapped already.</summary>
internal readonly struct SecondStage<TReduction> : IReduction
    where TReduction : struct, IReduction
{
    public static T Identity<T>()
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => TReduction.Identity<T>();

    public static T Map<T>(T x, T pivot)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => x;

    public static T Combine<T>(T first, T second)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => TReduction.Combine(first, second);

    public static T Finish<T>(T total, T count, T pivot)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => TReduction.Finish(total, count, pivot);
}
