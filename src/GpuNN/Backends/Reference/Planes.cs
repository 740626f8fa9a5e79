using System.Numerics;

namespace GpuNN.Backends.Reference;

/// <summary>Elements taken from, and put to, positions of planes.</summary>
internal sealed class Planes : IReferenceKernel<PlaneGatherPrimitive>, IReferenceKernel<PlaneScatterPrimitive>
{
    public static void Register(PrimitiveTable<ReferenceBackend> table)
    {
        ReferenceKernel.Add<PlaneGatherPrimitive, Planes>(table);
        ReferenceKernel.Add<PlaneScatterPrimitive, Planes>(table);
    }

    public static void Run<T>(PlaneGatherPrimitive primitive, ReadOnlySpan<BufferView> inputs, ReadOnlySpan<BufferView> outputs)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        T[] x = Elements.Read<T>(inputs[0]), y = new T[outputs[0].Count];
        long[] indices = Elements.ReadIndices(inputs[1]);
        for (int i = 0; i < y.Length; i++) y[i] = x[(i / outputs[0][1] * inputs[0][1]) + indices[i]];
        Elements.Write(outputs[0], y);
    }

    public static void Run<T>(PlaneScatterPrimitive primitive, ReadOnlySpan<BufferView> inputs, ReadOnlySpan<BufferView> outputs)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        T[] x = Elements.Read<T>(inputs[0]), y = new T[outputs[0].Count];
        long[] indices = Elements.ReadIndices(inputs[1]);
        for (int i = 0; i < x.Length; i++)
        {
            long target = (i / inputs[0][1] * outputs[0][1]) + indices[i];
            y[target] = primitive.Adds ? y[target] + x[i] : x[i];
        }

        Elements.Write(outputs[0], y);
    }
}
