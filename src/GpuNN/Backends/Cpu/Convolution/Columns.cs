using System.Numerics;
using GpuNN.Backends.Cpu.Elementwise;
using GpuNN.Backends.Cpu.Elementwise.Operators;
using GpuNN.Backends.Cpu.Threading;
using GpuNN.Backends.Cpu.VectorMath;

namespace GpuNN.Backends.Cpu.Convolution;

/// <summary>
/// The windows of a convolution as columns, and their sum back into the image: for a channel and a tap the columns are rows of
/// the image, shifted by the tap, with zeros where it reaches outside.
/// </summary>
internal sealed unsafe class Columns : IFloatingKernel<Im2ColPrimitive>, IFloatingKernel<Col2ImPrimitive>
{
    private const int ElementsOfATask = 16 * 1024;

    public static void Run<T>(Im2ColPrimitive primitive, ReadOnlySpan<BufferView> inputs, ReadOnlySpan<BufferView> outputs)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>, IMinMaxValue<T>
    {
        Walk<T> walk = new(primitive.Geometry, inputs[0].Pointer<T>(), outputs[0].Pointer<T>());
        ParallelLoop.For(walk.Channels * walk.Taps, Grain(walk.Windows), new GatherBody<T>(walk));
    }

    public static void Run<T>(Col2ImPrimitive primitive, ReadOnlySpan<BufferView> inputs, ReadOnlySpan<BufferView> outputs)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>, IMinMaxValue<T>
    {
        Walk<T> walk = new(primitive.Geometry, outputs[0].Pointer<T>(), inputs[0].Pointer<T>());
        ParallelLoop.For(walk.Channels, Grain(walk.Windows * walk.Taps), new AddBody<T>(walk));
    }

    private static int Grain(long elements) => (int)Math.Clamp(ElementsOfATask / Math.Max(elements, 1), 1, int.MaxValue);

    /// <summary>The sizes, with one spatial axis for each of three.</summary>
    private readonly struct Walk<T>
        where T : unmanaged
    {
        private readonly Axis _depth;
        private readonly Axis _height;
        private readonly Axis _width;
        private readonly T* _image;
        private readonly T* _columns;

        public Walk(ConvolutionGeometry geometry, T* image, T* columns)
        {
            _image = image;
            _columns = columns;
            _depth = Axis.Of(geometry, geometry.Rank - 3);
            _height = Axis.Of(geometry, geometry.Rank - 2);
            _width = Axis.Of(geometry, geometry.Rank - 1);
            Channels = checked(geometry.Batch * geometry.InputChannels);
        }

        public int Channels { get; }

        public int Taps => _depth.Taps * _height.Taps * _width.Taps;

        public long Windows => (long)_depth.Windows * _height.Windows * _width.Windows;

        public long Elements => (long)_depth.Extent * _height.Extent * _width.Extent;

        public Span<T> Plane(int channel) => new(_image + (channel * Elements), checked((int)Elements));

        /// <summary>Hands each row of a channel and a tap to the body.</summary>
        public void Rows<TRow>(int channel, int tap, TRow row)
            where TRow : struct, IRow<T>
        {
            int tapX = tap % _width.Taps;
            int tapY = tap / _width.Taps % _height.Taps;
            int tapZ = tap / _width.Taps / _height.Taps;
            (int first, int end) = _width.Inside(tapX);
            T* columns = _columns + ((((long)channel * Taps) + tap) * Windows);
            for (int z = 0; z < _depth.Windows; z++)
            {
                for (int y = 0; y < _height.Windows; y++)
                {
                    int fromZ = _depth.Coordinate(z, tapZ);
                    int fromY = _height.Coordinate(y, tapY);
                    bool isInside = (uint)fromZ < (uint)_depth.Extent && (uint)fromY < (uint)_height.Extent && first < end;
                    long line = (((long)channel * _depth.Extent) + fromZ) * _height.Extent + fromY;
                    T* image = isInside ? _image + (line * _width.Extent) + _width.Coordinate(first, tapX) : null;
                    row.Invoke(columns, _width.Windows, image, _width.Stride, isInside ? first : 0, isInside ? end : 0);
                    columns += _width.Windows;
                }
            }
        }
    }

    /// <summary>One spatial axis; one that is not there has a single element and tap.</summary>
    private readonly record struct Axis(int Extent, int Taps, int Windows, int Stride, int Dilation, int Padding)
    {
        public static Axis Of(in ConvolutionGeometry geometry, int axis) => axis < 0
            ? new Axis(1, 1, 1, 1, 1, 0)
            : new Axis(
                geometry.Input[axis],
                geometry.Kernel[axis],
                geometry.Output[axis],
                geometry.Stride[axis],
                geometry.Dilation[axis],
                geometry.PaddingLow[axis]);

        public int Coordinate(int window, int tap) => (window * Stride) + (tap * Dilation) - Padding;

        /// <summary>The windows whose tap lies in the image.</summary>
        public (int First, int End) Inside(int tap)
        {
            int before = Padding - (tap * Dilation);
            int first = before <= 0 ? 0 : (before + Stride - 1) / Stride;
            int after = Extent - 1 + before;
            int end = after < 0 ? 0 : (after / Stride) + 1;
            return (Math.Min(first, Windows), Math.Min(end, Windows));
        }
    }

    /// <summary>What happens to a row of columns and the elements of the image that it holds from <c>first</c> to <c>end</c>.</summary>
    private interface IRow<T>
        where T : unmanaged
    {
        void Invoke(T* columns, int windows, T* image, int stride, int first, int end);
    }

    private readonly struct Gather<T> : IRow<T>
        where T : unmanaged
    {
        public void Invoke(T* columns, int windows, T* image, int stride, int first, int end)
        {
            new Span<T>(columns, first).Clear();
            new Span<T>(columns + end, windows - end).Clear();
            if (stride == 1)
            {
                new ReadOnlySpan<T>(image, end - first).CopyTo(new Span<T>(columns + first, end - first));
                return;
            }

            for (int i = first; i < end; i++, image += stride)
            {
                columns[i] = *image;
            }
        }
    }

    private readonly struct Accumulate<T> : IRow<T>
        where T : unmanaged, INumberBase<T>
    {
        public void Invoke(T* columns, int windows, T* image, int stride, int first, int end)
        {
            if (stride == 1)
            {
                BinaryKernel.Run<Lanes256<T>, T, Add<T>, Streamed, Streamed, CachedStore>(
                    default, image, columns + first, image, end - first);
                return;
            }

            for (int i = first; i < end; i++, image += stride)
            {
                *image += columns[i];
            }
        }
    }

    private readonly struct GatherBody<T>(Walk<T> walk) : IRangeBody
        where T : unmanaged
    {
        public void Invoke(int start, int end)
        {
            for (int i = start; i < end; i++)
            {
                walk.Rows(i / walk.Taps, i % walk.Taps, default(Gather<T>));
            }
        }
    }

    /// <summary>A channel's taps one after the other, so that sums have one order.</summary>
    private readonly struct AddBody<T>(Walk<T> walk) : IRangeBody
        where T : unmanaged, INumberBase<T>
    {
        public void Invoke(int start, int end)
        {
            for (int channel = start; channel < end; channel++)
            {
                walk.Plane(channel).Clear();
                for (int tap = 0; tap < walk.Taps; tap++)
                {
                    walk.Rows(channel, tap, default(Accumulate<T>));
                }
            }
        }
    }
}
