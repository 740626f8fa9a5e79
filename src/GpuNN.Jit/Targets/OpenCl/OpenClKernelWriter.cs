using System.Globalization;
using System.Text;
using GpuNN.Jit.Compiler.Ir;
using GpuNN.Jit.Extensions;

namespace GpuNN.Jit.Targets.OpenCl;

/// <summary>
/// Writes one kernel: every natural loop becomes <c>while (1)</c>, which is what drivers vectorise and unroll; branches and
/// exits are gotos.
/// </summary>
internal sealed class OpenClKernelWriter
{
    private const string FullBarrier = "barrier(CLK_LOCAL_MEM_FENCE | CLK_GLOBAL_MEM_FENCE);";

    private readonly KernelIr _kernel;
    private readonly string _name;
    private readonly OpenClDialect _dialect;
    private readonly OpenClExpressionWriter _expressions;
    private readonly OpenClMemoryWriter _memory;
    private readonly StringBuilder _body = new();
    private readonly HashSet<Block> _labelled = [];
    private int _depth = 1;

    private OpenClKernelWriter(KernelIr kernel, string name, OpenClDialect dialect, OpenClFunctionSet functions)
    {
        _kernel = kernel;
        _name = name;
        _dialect = dialect;
        _expressions = new OpenClExpressionWriter(functions);
        _memory = new OpenClMemoryWriter(_expressions, functions, dialect, kernel.Name);
        UsesShuffleScratch = !dialect.SubGroupShuffles && kernel.Statements.Any(statement => statement is Shuffle);
        UsesDynamicShared = kernel.Allocations.Any(allocation => allocation is { Space: AddressSpace.Shared, IsDynamic: true });
    }

    /// <summary>Whether the last argument is local memory of eight bytes for each work item.</summary>
    public bool UsesShuffleScratch { get; }

    /// <summary>Whether the arguments before that are the dynamic shared memory and its size in bytes.</summary>
    public bool UsesDynamicShared { get; }

    /// <summary>The kernel's text.</summary>
    /// <exception cref="KernelCompilationException">The kernel needs what the device lacks.</exception>
    public static string Write(KernelIr kernel, string name, OpenClDialect dialect, OpenClFunctionSet functions)
    {
        if (!dialect.Float64 && UsesFloat64(kernel))
            throw new KernelCompilationException(kernel.Name, "it computes in float64, which the device does not support");
        return new OpenClKernelWriter(kernel, name, dialect, functions).Write();
    }

    /// <summary>Whether the kernel computes in float64.</summary>
    public static bool UsesFloat64(KernelIr kernel) =>
        kernel.Variables.Any(variable => variable.Type == ScalarType.Float64)
        || kernel.Parameters.Any(parameter => parameter.Type == ElementType.Float64)
        || kernel.Statements.Any(statement => statement is Assign assign && Mentions(assign.Value));

    private static bool Mentions(Expression expression) => expression.Type == ScalarType.Float64
        || expression is Operation operation && operation.Operands.Any(Mentions);

    private string Write()
    {
        LoopRegion region = LoopRegion.Of(_kernel);
        FindLabels(region);
        WriteRegion(region, null);

        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture, $"__kernel void {_name}({Parameters()})\n{{\n");
        foreach (Allocation allocation in _kernel.Allocations)
        {
            if (!allocation.IsDynamic)
                text.Append(CultureInfo.InvariantCulture, $"    {OpenClTypes.Qualifier(allocation.Space)} uchar {allocation.Name}[{allocation.Size}] __attribute__((aligned({Math.Max(allocation.Alignment, 16)})));\n");
        }
        foreach (KernelParameter parameter in _kernel.Parameters)
            text.Append("    ").Append(Initialise(parameter)).Append('\n');
        foreach (Variable variable in _kernel.Variables)
        {
            if (!variable.IsParameter)
                text.Append(CultureInfo.InvariantCulture, $"    {OpenClTypes.Name(variable.Type, variable.Space)} {OpenClExpressionWriter.Name(variable)};\n");
        }
        text.Append(_body);
        text.Append("}\n");
        return text.ToString();
    }

    private string Parameters()
    {
        var parameters = new List<string>();
        foreach (KernelParameter parameter in _kernel.Parameters)
        {
            int id = parameter.Variable.Id;
            parameters.Add(parameter.Kind switch
            {
                ParameterKind.ViewPointer => FormattableString.Invariant($"__global uchar* p{id}, long o{id}"),
                ParameterKind.ViewLength => FormattableString.Invariant($"long p{id}"),
                _ => FormattableString.Invariant($"{OpenClTypes.Name(parameter.Type)} p{id}"),
            });
        }
        if (UsesDynamicShared)
            parameters.Add("__local uchar* dynamic_shared, int dynamic_shared_size");
        if (UsesShuffleScratch)
            parameters.Add("__local ulong* shuffle_scratch");
        return string.Join(", ", parameters);
    }

    private static string Initialise(KernelParameter parameter)
    {
        Variable variable = parameter.Variable;
        string type = OpenClTypes.Name(variable.Type, variable.Space);
        return parameter.Kind == ParameterKind.ViewPointer
            ? FormattableString.Invariant($"{type} v{variable.Id} = p{variable.Id} + o{variable.Id};")
            : FormattableString.Invariant($"{type} v{variable.Id} = p{variable.Id};");
    }

    /// <summary>A block needs a label if anything but the text before it leads there.</summary>
    private void FindLabels(LoopRegion region)
    {
        var order = new List<Block>();
        Flatten(region, order);
        for (int i = 0; i < order.Count; i++)
        {
            Block? next = i + 1 < order.Count ? order[i + 1] : null;
            foreach (Block successor in order[i].Successors)
            {
                if (successor != next)
                    _labelled.Add(successor);
            }
        }
    }

    private static void Flatten(LoopRegion region, List<Block> order)
    {
        foreach ((Block? block, LoopRegion? loop) in region.Items)
        {
            if (loop is null)
                order.Add(block!);
            else
                Flatten(loop, order);
        }
    }

    /// <param name="region">What is written.</param>
    /// <param name="after">The block whose label stands behind the region's last block, if one does.</param>
    private void WriteRegion(LoopRegion region, Block? after)
    {
        for (int i = 0; i < region.Items.Count; i++)
        {
            (Block? block, LoopRegion? loop) = region.Items[i];
            Block? next = i + 1 < region.Items.Count
                ? region.Items[i + 1].Block ?? region.Items[i + 1].Loop!.Header
                : region.Header ?? after;
            bool last = i + 1 == region.Items.Count;
            if (loop is not null)
            {
                Line("while (1)");
                Line("{");
                _depth++;
                WriteRegion(loop, null);
                _depth--;
                Line("}");
                continue;
            }
            // The header's label stands before its loop: from inside, going there is `continue`.
            if (_labelled.Contains(block!))
                Label(block!);
            foreach (Statement statement in block!.Statements)
                WriteStatement(statement);
            WriteTerminator(block, next, region, last);
        }
    }

    private void WriteTerminator(Block block, Block? next, LoopRegion region, bool last)
    {
        // At the end of a loop's text its next iteration follows by itself; at the end of the kernel, nothing does.
        Block? follows = last && region.Header is null ? null : next;
        switch (block.Terminator)
        {
            case Jump jump:
                if (jump.Target != follows)
                    Line(Go(jump.Target, region));
                break;
            case Branch branch when branch.IfTrue == branch.IfFalse:
                if (branch.IfTrue != follows)
                    Line(Go(branch.IfTrue, region));
                break;
            case Branch branch when branch.IfTrue == follows:
                Line($"if (!{Condition(branch)}) {Go(branch.IfFalse, region)}");
                break;
            case Branch branch:
                Line($"if {Condition(branch)} {Go(branch.IfTrue, region)}");
                if (branch.IfFalse != follows)
                    Line(Go(branch.IfFalse, region));
                break;
            default:
                if (!(last && region.Header is null))
                    Line("return;");
                break;
        }
    }

    private string Condition(Branch branch)
    {
        string text = _expressions.Write(branch.Condition);
        return text.StartsWith('(') && text.EndsWith(')') ? text : $"({text})";
    }

    private static string Go(Block target, LoopRegion region) =>
        region.Header == target ? "continue;" : FormattableString.Invariant($"goto b{target.Id};");

    private void WriteStatement(Statement statement)
    {
        switch (statement)
        {
            case Assign assign:
                Line($"{OpenClExpressionWriter.Name(assign.Target)} = {_expressions.Write(assign.Value)};");
                break;
            case Load load:
                Line(_memory.Load(load));
                break;
            case Store store:
                Line(_memory.Store(store));
                break;
            case Atomic atomic:
                Line(_memory.Atomic(atomic));
                break;
            case Barrier:
                Line(FullBarrier);
                break;
            case Fence:
                Line("mem_fence(CLK_LOCAL_MEM_FENCE | CLK_GLOBAL_MEM_FENCE);");
                break;
            case Shuffle shuffle:
                WriteShuffle(shuffle);
                break;
            default:
                throw new InvalidOperationException($"{statement.GetType().Name} is unknown to the OpenCL target.");
        }
    }

    private void WriteShuffle(Shuffle shuffle)
    {
        string result = OpenClExpressionWriter.Name(shuffle.Result);
        string value = _expressions.Write(shuffle.Value);
        string lane = $"shuffle_{(shuffle.Kind.ToString().ToLowerInvariant())}({_expressions.Write(shuffle.Lane)}, {_expressions.Write(shuffle.Width)}, LINEAR_ITEM & 31)";
        string type = OpenClTypes.Name(shuffle.Value.Type, default);
        _memory.UseShuffle(shuffle.Kind);
        if (_dialect.SubGroupShuffles)
        {
            Line($"{result} = sub_group_shuffle({value}, (uint){lane});");
            return;
        }
        bool wide = shuffle.Value.Type.Size() == 8;
        string stored = wide ? $"as_ulong({value})" : $"(ulong)as_uint({value})";
        string loaded = wide ? $"as_{type}(shuffle_scratch[source])" : $"as_{type}((uint)shuffle_scratch[source])";
        Line("{");
        _depth++;
        // A warp that the group's end cuts short has no such lane: the own value is as good as any.
        Line($"int source = (LINEAR_ITEM & ~31) + {lane};");
        Line("source = source < GROUP_ITEMS ? source : LINEAR_ITEM;");
        Line($"shuffle_scratch[LINEAR_ITEM] = {stored};");
        Line(FullBarrier);
        Line($"{result} = {loaded};");
        Line(FullBarrier);
        _depth--;
        Line("}");
    }

    private void Label(Block block) =>
        _body.Append(CultureInfo.InvariantCulture, $"b{block.Id}:;\n");

    private void Line(string text) => _body.Append(' ', 4 * _depth).Append(text).Append('\n');
}
