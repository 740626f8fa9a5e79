using System.IO.MemoryMappedFiles;
using GpuNN.Backends;
using Microsoft.Win32.SafeHandles;

namespace GpuNN.Files;

/// <summary>A file's bytes as memory: read from the disk when they are first touched, shared with other processes until they
/// are written, and never written back. It stays mapped until the last buffer over it is gone.</summary>
internal sealed class FileMapping : IDisposable
{
    private readonly MemoryMappedFile _file;
    private readonly MemoryMappedViewAccessor _view;

    /// <exception cref="IOException">The file cannot be mapped.</exception>
    public FileMapping(FileStream stream)
    {
        _file = MemoryMappedFile.CreateFromFile(
            stream, mapName: null, capacity: 0, MemoryMappedFileAccess.Read, HandleInheritability.None, leaveOpen: true);
        _view = _file.CreateViewAccessor(0, 0, MemoryMappedFileAccess.CopyOnWrite);
    }

    /// <summary>A part of the file as memory of the host.</summary>
    public DeviceBuffer Part(long start, long bytes) => new Buffer(_view.SafeMemoryMappedViewHandle, _view.PointerOffset + start, bytes);

    public void Dispose()
    {
        _view.Dispose();
        _file.Dispose();
    }

    private sealed class Buffer : DeviceBuffer
    {
        private readonly SafeMemoryMappedViewHandle _handle;
        private readonly long _start;
        private bool _isReleased;

        public Buffer(SafeMemoryMappedViewHandle handle, long start, long bytes)
            : base(bytes)
        {
            _handle = handle;
            _start = start;
            bool added = false;
            handle.DangerousAddRef(ref added);
        }

        ~Buffer() => Dispose(false);

        public override nint HostAddress => _handle.DangerousGetHandle() + (nint)_start;

        protected override void Dispose(bool disposing)
        {
            if (_isReleased) return;
            _isReleased = true;
            _handle.DangerousRelease();
        }
    }
}
