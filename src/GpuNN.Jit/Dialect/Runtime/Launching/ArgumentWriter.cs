using System.Runtime.CompilerServices;

namespace GpuNN.Jit.Launching;

/// <summary>Takes the parameters of a launch apart into leaves, without an allocation.</summary>
internal unsafe ref struct ArgumentWriter(Accelerator accelerator, KernelArgument* arguments, byte* constants)
{
    /// <summary>The number of arguments written.</summary>
    public int Count { get; private set; }

    /// <summary>The number of bytes of constants written, eight for each.</summary>
    public int ConstantBytes { get; private set; }

    /// <summary>Adds a parameter.</summary>
    /// <exception cref="ObjectDisposedException">A view's buffer was disposed.</exception>
    /// <exception cref="ArgumentException">A view belongs to another accelerator.</exception>
    public void Add<T>(ref T parameter)
    {
        ref byte bytes = ref Unsafe.As<T, byte>(ref parameter);
        foreach (ref readonly ArgumentLeaf leaf in ArgumentLayout<T>.Leaves.AsSpan())
        {
            ref byte source = ref Unsafe.Add(ref bytes, leaf.Offset);
            switch (leaf.Kind)
            {
                case ArgumentKind.View:
                    AddView(ref Unsafe.As<byte, ArrayView<byte>>(ref source));
                    break;
                case ArgumentKind.Scalar:
                    arguments[Count++].Value = Bits(ref source, leaf.Size);
                    break;
                default:
                    Unsafe.WriteUnaligned(constants + ConstantBytes, Bits(ref source, leaf.Size));
                    ConstantBytes += sizeof(long);
                    break;
            }
        }
    }

    private void AddView(ref ArrayView<byte> view)
    {
        ref KernelArgument argument = ref arguments[Count++];
        MemoryBuffer? buffer = view.Buffer;
        if (buffer is null)
        {
            argument = default;
            return;
        }
        if (buffer.IsDisposed || buffer.Accelerator != accelerator)
            Refuse(buffer);
        argument.Handle = buffer.NativePtr;
        argument.Value = view.ByteOffset;
        argument.Length = view.Length;
    }

    private readonly void Refuse(MemoryBuffer buffer)
    {
        ObjectDisposedException.ThrowIf(buffer.IsDisposed, buffer);
        throw new ArgumentException(
            $"A view of {buffer.Accelerator.Name} was passed to a kernel on {accelerator.Name}.");
    }

    private static long Bits(ref byte source, int size) => size switch
    {
        4 => Unsafe.ReadUnaligned<uint>(ref source),
        8 => Unsafe.ReadUnaligned<long>(ref source),
        2 => Unsafe.ReadUnaligned<ushort>(ref source),
        _ => source,
    };
}
