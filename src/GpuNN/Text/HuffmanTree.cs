namespace GpuNN.Text;

/// <summary>The binary tree that gives frequent words short paths: the two rarest trees are joined until one is left. What
/// <see cref="Operators.HierarchicalSoftmax"/> walks.</summary>
public sealed class HuffmanTree
{
    private readonly int[][] _nodes;
    private readonly bool[][] _codes;

    /// <summary>A tree over words with these counts; ties are broken by the word's number, so the tree is the same
    /// everywhere.</summary>
    /// <exception cref="ArgumentException">There are fewer than two words, or a count is negative.</exception>
    public HuffmanTree(ReadOnlySpan<long> counts)
    {
        if (counts.Length < 2) throw new ArgumentException($"{counts.Length} words; a tree takes two or more.", nameof(counts));
        int words = counts.Length;
        var parents = new int[(2 * words) - 1];
        var turns = new bool[(2 * words) - 1];
        var queue = new PriorityQueue<int, (long Count, int Number)>();
        for (int word = 0; word < words; word++)
        {
            if (counts[word] < 0) throw new ArgumentException($"The count of word {word} is {counts[word]}.", nameof(counts));
            queue.Enqueue(word, (counts[word], word));
        }

        for (int node = words; queue.Count > 1; node++)
        {
            queue.TryDequeue(out int first, out var firstKey);
            queue.TryDequeue(out int second, out var secondKey);
            (parents[first], parents[second]) = (node, node);
            turns[second] = true;
            queue.Enqueue(node, (firstKey.Count + secondKey.Count, node));
        }

        _nodes = new int[words][];
        _codes = new bool[words][];
        int root = (2 * words) - 2;
        for (int word = 0; word < words; word++)
        {
            var path = new List<int>();
            for (int node = word; node != root; node = parents[node]) path.Add(node);
            path.Reverse();
            _nodes[word] = [.. path.Select(node => parents[node] - words)];
            _codes[word] = [.. path.Select(node => turns[node])];
        }

        InnerNodeCount = words - 1;
        LongestPath = _nodes.Max(path => path.Length);
    }

    /// <summary>The number of words, the leaves.</summary>
    public int WordCount => _nodes.Length;

    /// <summary>The number of inner nodes, each of which has a vector of weights.</summary>
    public int InnerNodeCount { get; }

    /// <summary>The length of the longest path.</summary>
    public int LongestPath { get; }

    /// <summary>The inner nodes from the root to a word.</summary>
    public ReadOnlySpan<int> Nodes(int word) => _nodes[word];

    /// <summary>Where each of them turns: true is code 1.</summary>
    public ReadOnlySpan<bool> Codes(int word) => _codes[word];

    /// <summary>The paths of words, as <see cref="Operators.HierarchicalSoftmax"/> takes them: nodes [n, longest] with −1
    /// behind the end, and codes.</summary>
    public (Tensor Nodes, Tensor Codes) Paths(ReadOnlySpan<long> words, Device? device = null)
    {
        var nodes = new long[words.Length * LongestPath];
        var codes = new float[nodes.Length];
        Array.Fill(nodes, -1);
        for (int row = 0; row < words.Length; row++)
        {
            int[] path = _nodes[words[row]];
            for (int depth = 0; depth < path.Length; depth++)
            {
                nodes[(row * LongestPath) + depth] = path[depth];
                codes[(row * LongestPath) + depth] = _codes[words[row]][depth] ? 1 : 0;
            }
        }

        Shape shape = [words.Length, LongestPath];
        return (Tensor.From(nodes, shape, device), Tensor.From(codes, shape, device));
    }
}
