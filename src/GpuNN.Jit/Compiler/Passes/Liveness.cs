using System.Collections;
using GpuNN.Jit.Compiler.Ir;

namespace GpuNN.Jit.Compiler.Passes;

/// <summary>Which variables a block still needs the old value of, at its start and at its end.</summary>
internal sealed class Liveness
{
    private readonly BitArray[] _in;
    private readonly BitArray[] _out;
    private readonly List<Variable> _variables;

    public Liveness(KernelIr kernel)
    {
        _variables = kernel.Variables;
        var blocks = kernel.Blocks;
        int count = _variables.Count;
        _in = new BitArray[blocks.Count];
        _out = new BitArray[blocks.Count];
        var uses = new BitArray[blocks.Count];
        var definitions = new BitArray[blocks.Count];
        for (int i = 0; i < blocks.Count; i++)
        {
            _in[i] = new(count);
            _out[i] = new(count);
            (uses[i], definitions[i]) = Summary(blocks[i], count);
        }
        bool changed = true;
        while (changed)
        {
            changed = false;
            for (int i = blocks.Count - 1; i >= 0; i--)
            {
                foreach (var successor in blocks[i].Successors)
                    _out[i].Or(_in[successor.Id]);
                var live = new BitArray(_out[i]).And(new BitArray(definitions[i]).Not()).Or(uses[i]);
                if (Equal(live, _in[i]))
                    continue;
                _in[i] = live;
                changed = true;
            }
        }
    }

    public bool IsLiveIn(Block block, Variable variable) => _in[block.Id][variable.Id];

    public bool IsLiveOut(Block block, Variable variable) => _out[block.Id][variable.Id];

    /// <summary>The variables live at a block's start.</summary>
    public IEnumerable<Variable> LiveIn(Block block) => _variables.Where(variable => _in[block.Id][variable.Id]);

    private static (BitArray Uses, BitArray Definitions) Summary(Block block, int count)
    {
        var uses = new BitArray(count);
        var definitions = new BitArray(count);
        foreach (var statement in block.Statements)
        {
            foreach (var read in statement.Reads())
                Expressions.ForEachVariable(read, Use);
            foreach (var target in statement.Writes())
                definitions[target.Id] = true;
        }
        Expressions.ForEachVariable(block.Terminator.Condition(), Use);
        return (uses, definitions);

        void Use(Variable variable)
        {
            if (!definitions[variable.Id])
                uses[variable.Id] = true;
        }
    }

    private static bool Equal(BitArray a, BitArray b)
    {
        for (int i = 0; i < a.Length; i++)
            if (a[i] != b[i])
                return false;
        return true;
    }
}
