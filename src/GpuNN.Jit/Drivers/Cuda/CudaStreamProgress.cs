using System.Runtime.InteropServices;
using GpuNN.Jit.Extensions;

namespace GpuNN.Jit.Drivers.Cuda;

/// <summary>
/// A word of host memory into which the stream itself writes the number of each mark. After a fault every call of the driver
/// returns the same error, that for events which had passed included; the word can still be read.
/// </summary>
internal sealed unsafe class CudaStreamProgress : StreamProgress
{
    private const uint DeviceMapped = 2;

    private readonly CudaStream _stream;
    private readonly uint* _word;
    private readonly nint _address;
    private bool _isWritten;

    public CudaStreamProgress(CudaStream stream)
        : base(stream.Accelerator)
    {
        _stream = stream;
        _word = (uint*)NativeMemory.AlignedAlloc(64, 64);
        *_word = 0;
        stream.Bind();
        nint address = 0;
        _isWritten = CudaNative.cuMemHostRegister_v2(_word, 64, DeviceMapped) == 0
            && CudaNative.cuMemHostGetDevicePointer_v2(&address, _word, 0) == 0;
        _address = address;
    }

    /// <summary>The word has the lower 32 bits of a number that is at most <see cref="StreamProgress.Marked"/>.</summary>
    public override long? Reached => _isWritten ? Marked - (uint)((uint)Marked - Volatile.Read(ref *_word)) : null;

    /// <summary>A fault ends the context: the call that reports it is the only one to know.</summary>
    public override string? Failure => null;

    public override long Mark()
    {
        long number = ++Marked;
        if (!_isWritten)
            return number;
        try
        {
            // Any other error is one of the context, which the marks before it help to explain.
            _isWritten = CudaNative.cuStreamWriteValue32_v2(_stream.Bind(), _address, (uint)number, 0)
                is not (CudaError.NotSupported or CudaError.InvalidValue);
        }
        catch (EntryPointNotFoundException)
        {
            // A driver before 11.7.
            _isWritten = false;
        }
        return number;
    }

    public override void Reset() => *_word = (uint)Marked;

    private protected override void DisposeAcceleratorObject(bool disposing)
    {
        if (!_stream.IsDisposed)
            CudaNative.cuStreamSynchronize(_stream.Bind());
        CudaNative.cuMemHostUnregister(_word);
        NativeMemory.AlignedFree(_word);
    }
}
