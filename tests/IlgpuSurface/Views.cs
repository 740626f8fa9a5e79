namespace ILGPU
{
    public struct Index1D
    {
        public static implicit operator Index1D(int idx) => throw Surface.Only;
    }

    public struct Index3D
    {
        public int X => throw Surface.Only;
    }

    public interface IArrayView;

    public interface IContiguousArrayView<T> : IArrayView
        where T : unmanaged;

    public struct ArrayView<T> : IContiguousArrayView<T>
        where T : unmanaged
    {
        public long Length => throw Surface.Only;

        public ref T this[int index] => throw Surface.Only;

        public ArrayView<T> SubView(long index, long subViewLength) => throw Surface.Only;

        public ArrayView<TOther> Cast<TOther>()
            where TOther : unmanaged => throw Surface.Only;
    }

    public static class Stride1D
    {
        public readonly struct Dense : IStride1D;
    }

    public interface IStride1D;

    public enum OptimizationLevel
    {
        O2,
    }
}

namespace ILGPU.Algorithms
{
    public static class XMath
    {
        public static int Min(int first, int second) => throw Surface.Only;

        public static int Max(int first, int second) => throw Surface.Only;
    }

    public static class AlgorithmContext
    {
        public static Context.Builder EnableAlgorithms(this Context.Builder builder) => throw Surface.Only;
    }
}
