using System.Globalization;
using System.Text;

namespace GpuNN;

/// <summary>Writes a tensor for people: type, shape and device, then the elements in nested brackets, columns aligned, and of
/// long axes only both ends.</summary>
internal static class TensorText
{
    private const int LargestWhole = 1000;
    private const int EdgeItems = 3;

    public static string Of(Tensor tensor)
    {
        string head = string.Create(CultureInfo.InvariantCulture, $"{tensor.DType}{tensor.Shape} on {tensor.Device}");
        if (tensor.IsReleased) return $"{head}, released";
        if (tensor.Count == 0) return $"{head} []";
        bool isElided = tensor.Count > LargestWhole;
        string[] words = Words(tensor, isElided, out long[] extents);
        int width = words.Max(word => word.Length);
        var text = new StringBuilder(head).Append(tensor.Rank > 1 ? "\n" : " ");
        int next = 0;
        Append(text, tensor.Shape.Extents, extents, 0, words, width, ref next);
        return text.ToString();
    }

    /// <summary>The elements that are shown, row-major, and how many there are along each axis.</summary>
    private static string[] Words(Tensor tensor, bool isElided, out long[] extents)
    {
        using var restoration = NoGrad.Begin();
        Tensor shown = tensor.Detach();
        for (int axis = 0; axis < tensor.Rank && isElided; axis++)
        {
            if (IsCut(tensor.Shape[axis], isElided))
                shown = Operators.Concat(axis, shown.Narrow(axis, 0, EdgeItems), shown.Narrow(axis, -EdgeItems, EdgeItems));
        }

        extents = shown.Shape.ToArray();
        Tensor local = shown.To(Device.Cpu);
        return tensor.DType switch
        {
            DType.Bool => [.. local.Cast(DType.UInt8).ToArray<byte>().Select(value => value == 0 ? "false" : "true")],
            DType.Float64 => [.. local.ToArray<double>().Select(value => value.ToString("G6", CultureInfo.InvariantCulture))],
            _ when tensor.DType.IsFloatingPoint() =>
                [.. local.Cast(DType.Float32).ToArray<float>().Select(value => value.ToString("G5", CultureInfo.InvariantCulture))],
            _ => [.. local.Cast(DType.Int64).ToArray<long>().Select(value => value.ToString(CultureInfo.InvariantCulture))],
        };
    }

    private static bool IsCut(long extent, bool isElided) => isElided && extent > 2 * EdgeItems;

    private static void Append(
        StringBuilder text, ReadOnlySpan<long> whole, long[] shown, int axis, string[] words, int width, ref int next)
    {
        if (axis == shown.Length)
        {
            text.Append(words[next++].PadLeft(shown.Length == 0 ? 0 : width));
            return;
        }

        text.Append('[');
        bool isLast = axis == shown.Length - 1, isCut = shown[axis] < whole[axis];
        string separator = isLast ? ", " : ",\n" + new string(' ', axis + 1);
        for (long index = 0; index < shown[axis]; index++)
        {
            if (index > 0) text.Append(separator);
            if (isCut && index == EdgeItems) text.Append("...").Append(separator);
            Append(text, whole, shown, axis + 1, words, width, ref next);
        }

        text.Append(']');
    }
}
