using System.Buffers;
using GpuNN.Backends;

namespace GpuNN.Files;

/// <summary>Moves a tensor's bytes between a device and a stream in pieces, so that neither side needs a second copy of the
/// whole.</summary>
internal static class TensorTransfer
{
    private const int PieceBytes = 1 << 22;

    public static void Write(Tensor tensor, Stream stream)
    {
        using IDisposable restoration = NoGrad.Begin();
        Tensor source = tensor.Contiguous();
        BufferView view = source.View(nameof(TensorTransfer));
        byte[] piece = ArrayPool<byte>.Shared.Rent(PieceBytes);
        long start = view.Offset * view.DType.Size(), bytes = view.Count * view.DType.Size();
        for (long done = 0; done < bytes;)
        {
            Span<byte> part = piece.AsSpan(0, (int)Math.Min(PieceBytes, bytes - done));
            source.Device.Backend.Download(view.Buffer, start + done, part);
            stream.Write(part);
            done += part.Length;
        }

        ArrayPool<byte>.Shared.Return(piece);
        if (source != tensor) source.Dispose();
    }

    /// <summary>Fills a new tensor. Where elements are stored the other way round, <paramref name="swapBytes"/> turns
    /// them.</summary>
    /// <exception cref="EndOfStreamException">The stream ends early.</exception>
    public static Tensor Read(Stream stream, in Shape shape, DType dtype, Device device, bool swapBytes = false)
    {
        Tensor tensor = Tensor.Empty(shape, dtype, device);
        BufferView view = tensor.View(nameof(TensorTransfer));
        byte[] piece = ArrayPool<byte>.Shared.Rent(PieceBytes);
        try
        {
            long bytes = view.Count * dtype.Size();
            for (long done = 0; done < bytes;)
            {
                Span<byte> part = piece.AsSpan(0, (int)Math.Min(PieceBytes, bytes - done));
                stream.ReadExactly(part);
                if (swapBytes) Swap(part, dtype.Size());
                device.Backend.Upload(part, view.Buffer, done);
                done += part.Length;
            }
        }
        catch
        {
            tensor.Dispose();
            throw;
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(piece);
        }

        return tensor;
    }

    private static void Swap(Span<byte> bytes, int size)
    {
        for (int start = 0; start < bytes.Length; start += size) bytes.Slice(start, size).Reverse();
    }
}
