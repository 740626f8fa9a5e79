using System.Numerics;

namespace GpuNN.Backends.Reference;

/// <summary>Picking and adding by index along an axis. Elements go through float64 or int64, which hold every type
/// exactly.</summary>
internal static class Indexing
{
    public static void Register(PrimitiveTable<ReferenceBackend> table)
    {
        table.Add<GatherPrimitive>(static (_, primitive, inputs, outputs) =>
        {
            if (inputs[0].DType.IsFloatingPoint()) Gather<double>(primitive, inputs, outputs[0]);
            else Gather<long>(primitive, inputs, outputs[0]);
        });
        table.Add<ScatterAddPrimitive>(static (_, primitive, inputs, outputs) =>
        {
            if (!inputs[1].DType.IsFloatingPoint()) ScatterAdd<long>(primitive, inputs, outputs[0]);
            else if (ReferenceKernel.IsSinglePrecision(inputs, outputs)) ScatterAdd<float>(primitive, inputs, outputs[0]);
            else ScatterAdd<double>(primitive, inputs, outputs[0]);
        });
        table.Add<IndexSelectPrimitive>(static (_, primitive, inputs, outputs) =>
        {
            if (inputs[0].DType.IsFloatingPoint()) Select<double>(primitive, inputs, outputs[0]);
            else Select<long>(primitive, inputs, outputs[0]);
        });
        table.Add<IndexAddPrimitive>(static (_, primitive, inputs, outputs) =>
        {
            if (!inputs[1].DType.IsFloatingPoint()) Add<long>(primitive, inputs, outputs[0]);
            else if (ReferenceKernel.IsSinglePrecision(inputs, outputs)) Add<float>(primitive, inputs, outputs[0]);
            else Add<double>(primitive, inputs, outputs[0]);
        });
    }

    private static void Gather<T>(GatherPrimitive primitive, ReadOnlySpan<BufferView> inputs, BufferView output)
        where T : unmanaged, INumberBase<T>
    {
        T[] x = Elements.Read<T>(inputs[0]);
        long[] indices = Elements.ReadIndices(inputs[1]);
        int[] positions = Positions(primitive.Name, primitive.Axis, inputs[0].Shape, inputs[1].Shape, indices);
        Elements.Write(output, Array.ConvertAll(positions, position => x[position]));
    }

    private static void ScatterAdd<T>(ScatterAddPrimitive primitive, ReadOnlySpan<BufferView> inputs, BufferView output)
        where T : unmanaged, INumberBase<T>
    {
        T[] result = Elements.Read<T>(output), source = Elements.Read<T>(inputs[1]);
        long[] indices = Elements.ReadIndices(inputs[0]);
        int[] positions = Positions(primitive.Name, primitive.Axis, output.Shape, inputs[0].Shape, indices);
        int[] sources = Positions(primitive.Name, -1, inputs[1].Shape, inputs[0].Shape, indices);
        for (int i = 0; i < indices.Length; i++) result[positions[i]] += source[sources[i]];
        Elements.Write(output, result);
    }

    private static void Select<T>(IndexSelectPrimitive primitive, ReadOnlySpan<BufferView> inputs, BufferView output)
        where T : unmanaged, INumberBase<T>
    {
        T[] x = Elements.Read<T>(inputs[0]);
        long[] indices = Elements.ReadIndices(inputs[1]);
        Lines from = Lines.Along(inputs[0].Shape, primitive.Axis), to = Lines.Along(output.Shape, primitive.Axis);
        var result = new T[output.Count];
        for (int line = 0; line < to.Count; line++)
        {
            for (int i = 0; i < to.Length; i++)
                result[to.Position(line, i)] = x[from.Position(line, Check(primitive.Name, indices[i], from.Length))];
        }

        Elements.Write(output, result);
    }

    private static void Add<T>(IndexAddPrimitive primitive, ReadOnlySpan<BufferView> inputs, BufferView output)
        where T : unmanaged, INumberBase<T>
    {
        T[] result = Elements.Read<T>(output), source = Elements.Read<T>(inputs[1]);
        long[] indices = Elements.ReadIndices(inputs[0]);
        Lines from = Lines.Along(inputs[1].Shape, primitive.Axis), to = Lines.Along(output.Shape, primitive.Axis);
        for (int line = 0; line < from.Count; line++)
        {
            for (int i = 0; i < from.Length; i++)
                result[to.Position(line, Check(primitive.Name, indices[i], to.Length))] += source[from.Position(line, i)];
        }

        Elements.Write(output, result);
    }

    /// <summary>For each index the place in a tensor that has its coordinates, with the index itself on the axis.</summary>
    private static int[] Positions(string name, int axis, in Shape shape, in Shape indexShape, long[] indices)
    {
        var positions = new int[indices.Length];
        for (int i = 0; i < indices.Length; i++)
        {
            long rest = i, step = 1, position = 0;
            for (int dimension = shape.Rank - 1; dimension >= 0; dimension--)
            {
                long coordinate = rest % indexShape[dimension];
                rest /= indexShape[dimension];
                position += step * (dimension == axis ? Check(name, indices[i], shape[dimension]) : coordinate);
                step *= shape[dimension];
            }

            positions[i] = (int)position;
        }

        return positions;
    }

    internal static int Check(string name, long index, long extent) => index >= 0 && index < extent
        ? (int)index
        : throw new TensorIndexException(name, "indices", $"{index}", $"0 to {extent - 1}");
}
