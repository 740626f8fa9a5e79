namespace GpuNN.Kernels;

/// <summary>Where in a buffer the element with a given row-major number lies. A struct, so that a kernel takes it as a
/// generic argument and its arithmetic is inlined.</summary>
internal interface ILayout
{
    /// <summary>The position of an element, counted from the view's first.</summary>
    int Position(int index);
}
