namespace GpuNN.Backends.Reference;

/// <summary>Entries sorted by row, and rows of entries.</summary>
internal static class SparsePatterns
{
    public static void Register(PrimitiveTable<ReferenceBackend> table)
    {
        table.Add<CooToCsrPrimitive>(static (_, _, inputs, outputs) =>
        {
            long[] rows = Elements.ReadIndices(inputs[0]), offsets = new long[outputs[0].Count];
            foreach (long row in rows) offsets[Indexing.Check("CooToCsr", row, offsets.Length - 1) + 1]++;
            for (int row = 1; row < offsets.Length; row++) offsets[row] += offsets[row - 1];
            Elements.Write(outputs[0], offsets);
            Elements.Write(outputs[1], Enumerable.Range(0, rows.Length).OrderBy(entry => rows[entry]).ToArray());
        });
        table.Add<CsrRowsPrimitive>(static (_, _, inputs, outputs) =>
        {
            long[] offsets = Elements.ReadIndices(inputs[0]);
            var rows = new int[outputs[0].Count];
            for (int row = 0; row + 1 < offsets.Length; row++) rows.AsSpan((int)offsets[row]..(int)offsets[row + 1]).Fill(row);
            Elements.Write(outputs[0], rows);
        });
    }
}
