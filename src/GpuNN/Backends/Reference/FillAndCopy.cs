namespace GpuNN.Backends.Reference;

/// <summary>Fill and copy. A copy between integers goes through int64, so that it is exact.</summary>
internal static class FillAndCopy
{
    public static void Register(PrimitiveTable<ReferenceBackend> table)
    {
        table.Add<FillPrimitive>(static (_, fill, _, outputs) =>
        {
            var elements = new double[outputs[0].Count];
            Array.Fill(elements, fill.Value);
            Elements.Write(outputs[0], elements);
        });
        table.Add<CopyPrimitive>(static (_, _, inputs, outputs) =>
        {
            if (inputs[0].DType.IsInteger()) Elements.Write(outputs[0], Elements.ReadIndices(inputs[0]));
            else Elements.Write(outputs[0], Elements.Read<double>(inputs[0]));
        });
    }
}
