namespace GpuNN.Bench.Cases.Families;

/// <summary>A square CSR matrix of drawn edges, its columns sorted within each row.</summary>
internal sealed record SparseMatrix(int Nodes, int[] RowStarts, int[] Columns, float[] Values)
{
    /// <summary>Each edge's row is uniform, or a rank under Zipf's law with exponent 1; its column is uniform.</summary>
    /// <remarks>Uniform edges are distinct. Under the power law the first node has more edges than there are columns.</remarks>
    public static SparseMatrix Draw(CaseInputs random, int nodes, int edges, bool powerLaw)
    {
        var rows = new int[edges];
        var columns = new int[edges];
        double logarithm = Math.Log(nodes);
        var drawn = new HashSet<(int, int)>();
        for (int edge = 0; edge < edges; edge++)
        {
            do
            {
                rows[edge] = powerLaw
                    ? Math.Min((int)Math.Exp(random.NextUniform() * logarithm) - 1, nodes - 1)
                    : random.NextBelow(nodes);
                columns[edge] = random.NextBelow(nodes);
            }
            while (!powerLaw && !drawn.Add((rows[edge], columns[edge])));
        }
        var values = new float[edges];
        for (int edge = 0; edge < edges; edge++)
            values[edge] = random.NextUniform() * 2 - 1;
        return FromEdges(nodes, rows, columns, values);
    }

    /// <summary>Â = D^-½ (A + I) D^-½ of an undirected graph with the given number of directed edges.</summary>
    public static SparseMatrix DrawNormalized(CaseInputs random, int nodes, int edges)
    {
        var neighbours = new HashSet<(int, int)>();
        while (neighbours.Count < edges)
        {
            (int a, int b) = (random.NextBelow(nodes), random.NextBelow(nodes));
            if (a == b)
                continue;
            neighbours.Add((a, b));
            neighbours.Add((b, a));
        }
        for (int node = 0; node < nodes; node++)
            neighbours.Add((node, node));
        var degrees = new int[nodes];
        foreach ((int row, _) in neighbours)
            degrees[row]++;
        (int Row, int Column)[] sorted = [.. neighbours.Order()];
        return FromEdges(
            nodes,
            [.. sorted.Select(e => e.Row)],
            [.. sorted.Select(e => e.Column)],
            [.. sorted.Select(e => 1 / MathF.Sqrt((float)degrees[e.Row] * degrees[e.Column]))]);
    }

    public void AddTo(CaseInputs inputs) => inputs
        .Add(new HostTensor("row_starts", [Nodes + 1], RowStarts))
        .Add(new HostTensor("columns", [Columns.Length], Columns))
        .Add(new HostTensor("values", [Values.Length], Values));

    /// <summary>The matrix that <see cref="AddTo"/> added, on a device.</summary>
    public static CsrTensor Upload(CaseTensors tensors, int nodes) =>
        new(new SparsePattern(tensors.Int32("row_starts"), tensors.Int32("columns"), nodes), tensors["values"]);

    private static SparseMatrix FromEdges(int nodes, int[] rows, int[] columns, float[] values)
    {
        var starts = new int[nodes + 1];
        foreach (int row in rows)
            starts[row + 1]++;
        for (int row = 0; row < nodes; row++)
            starts[row + 1] += starts[row];
        int[] next = starts[..^1];
        var sortedColumns = new int[rows.Length];
        var sortedValues = new float[rows.Length];
        for (int edge = 0; edge < rows.Length; edge++)
        {
            int slot = next[rows[edge]]++;
            (sortedColumns[slot], sortedValues[slot]) = (columns[edge], values[edge]);
        }
        for (int row = 0; row < nodes; row++)
            Array.Sort(sortedColumns, sortedValues, starts[row], starts[row + 1] - starts[row]);
        return new SparseMatrix(nodes, starts, sortedColumns, sortedValues);
    }
}
