using System.Runtime.InteropServices;

namespace GpuNN;

/// <content>Reading and copying.</content>
public partial class Tensor
{
    /// <summary>The elements in row-major order. Waits for the device.</summary>
    /// <exception cref="DTypeMismatchException"><typeparamref name="T"/> is not the tensor's element type.</exception>
    public T[] ToArray<T>()
        where T : unmanaged
    {
        if (DTypeExtensions.Of<T>() != DType)
            throw new DTypeMismatchException(nameof(ToArray), nameof(T), typeof(T).Name, $"the type of {DType}");
        var elements = new T[Count];
        CopyTo(MemoryMarshal.AsBytes(elements.AsSpan()));
        return elements;
    }

    /// <summary>The elements in row-major order, read when the work queued before is done.</summary>
    /// <inheritdoc cref="ToArray{T}()" path="/exception"/>
    public Task<T[]> ToArrayAsync<T>(CancellationToken token = default)
        where T : unmanaged => Task.Run(ToArray<T>, token);

    /// <summary>The elements in place, for tensors that are contiguous and lie in the host's memory.</summary>
    /// <exception cref="DTypeMismatchException"><typeparamref name="T"/> is not the tensor's element type.</exception>
    /// <exception cref="DeviceMismatchException">The host cannot reach the memory.</exception>
    /// <exception cref="ShapeMismatchException">The tensor is not contiguous.</exception>
    public unsafe Span<T> AsSpan<T>()
        where T : unmanaged
    {
        if (DTypeExtensions.Of<T>() != DType)
            throw new DTypeMismatchException(nameof(AsSpan), nameof(T), typeof(T).Name, $"the type of {DType}");
        nint address = View(nameof(AsSpan)).Buffer.HostAddress;
        if (address == 0)
            throw new DeviceMismatchException(nameof(AsSpan), null, $"a tensor on {Device}", "one in the host's memory; use ToArray");
        if (!IsContiguous)
            throw new ShapeMismatchException(nameof(AsSpan), null, $"strides {Strides}", "a contiguous tensor; use Contiguous()");
        Device.Synchronize();
        return new Span<T>((T*)address + Offset, checked((int)Count));
    }

    /// <summary>The only element, as a number. Waits for the device.</summary>
    /// <exception cref="ShapeMismatchException">There is not exactly one element.</exception>
    public double ToScalar()
    {
        if (Count != 1) throw new ShapeMismatchException(nameof(ToScalar), null, $"{Shape}", "exactly one element");
        AmbientState.Current.Observer?.Reading(nameof(ToScalar), this);
        Span<byte> bytes = stackalloc byte[8];
        Device.Backend.Download(View(nameof(ToScalar)).Buffer, Offset * DType.Size(), bytes[..DType.Size()]);
        return DType switch
        {
            DType.Float32 => MemoryMarshal.Read<float>(bytes),
            DType.Float64 => MemoryMarshal.Read<double>(bytes),
            DType.Float16 => (double)MemoryMarshal.Read<Half>(bytes),
            DType.BFloat16 => MemoryMarshal.Read<BFloat16>(bytes),
            DType.Int32 => MemoryMarshal.Read<int>(bytes),
            DType.Int64 => MemoryMarshal.Read<long>(bytes),
            _ => bytes[0],
        };
    }

    /// <summary>Copies the elements in row-major order. Waits for the device.</summary>
    /// <exception cref="ShapeMismatchException">The destination has another number of bytes.</exception>
    public void CopyTo(Span<byte> destination)
    {
        long bytes = Count * DType.Size();
        if (destination.Length != bytes)
            throw new ShapeMismatchException(nameof(CopyTo), nameof(destination), $"{destination.Length} bytes", $"{bytes}");
        if (bytes == 0) return;
        AmbientState.Current.Observer?.Reading(nameof(CopyTo), this);
        using var restoration = NoGrad.Begin();
        Tensor source = this.Contiguous();
        Device.Backend.Download(source.View(nameof(CopyTo)).Buffer, source.Offset * DType.Size(), destination);
        if (source != this) source.Dispose();
    }

    /// <summary>The same tensor on another device: itself if it lives there, else a copy. Gradients flow back.</summary>
    public Tensor To(Device device)
    {
        if (device == Device) return this;
        Tensor copy = Empty(Shape, DType, device, nameof(To));
        if (device != GpuNN.Device.Shapes)
        {
            byte[] bytes = GC.AllocateUninitializedArray<byte>(checked((int)(Count * DType.Size())));
            CopyTo(bytes);
            if (bytes.Length > 0) device.Backend.Upload(bytes, copy.View().Buffer, 0);
        }

        Device origin = Device;
        return Autograd.Tape.Records(this) ? Autograd.Tape.Record(nameof(To), copy, this, gradient => gradient.To(origin)) : copy;
    }

    /// <summary>Type, shape and device, then the elements; of large tensors those at the edges. Waits for the device.</summary>
    public override string ToString() => TensorText.Of(this);
}
