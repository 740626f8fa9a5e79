namespace GpuNN.Jit;

/// <summary>A view of one variable.</summary>
/// <typeparam name="T">The variable's type.</typeparam>
/// <param name="baseView">The memory, of which the first element counts.</param>
public readonly struct VariableView<T>(ArrayView<T> baseView)
    where T : unmanaged
{
    /// <summary>The memory behind the view.</summary>
    public ArrayView<T> BaseView { get; } = baseView;

    /// <summary>True if the view has a buffer.</summary>
    public bool IsValid => BaseView.IsValid;

    /// <summary>The variable.</summary>
    public ref T Value => ref BaseView[0];
}
