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
    private const int RegistersOfProduct = 6;
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
        ScratchBytes = ScratchBytesPerItem(kernel, dialect);
        UsesDynamicShared = kernel.Allocations.Any(allocation => allocation is { Space: AddressSpace.Shared, IsDynamic: true });
    }

    /// <summary>How many bytes for each work item the last argument, local memory, has; none without bytes.</summary>
    private int ScratchBytes { get; }

    /// <summary>Whether the arguments before that are the dynamic shared memory and its size in bytes.</summary>
    private bool UsesDynamicShared { get; }

    private string WarpBarrier => _dialect.SubGroupShuffles
        ? "sub_group_barrier(CLK_LOCAL_MEM_FENCE | CLK_GLOBAL_MEM_FENCE);"
        : FullBarrier;

    /// <summary>The kernel's text.</summary>
    /// <exception cref="KernelCompilationException">The kernel needs what the device lacks.</exception>
    public static string Write(KernelIr kernel, string name, OpenClDialect dialect, OpenClFunctionSet functions)
    {
        if (!dialect.Float64 && UsesFloat64(kernel))
            throw new KernelCompilationException(kernel.Name, "it computes in float64, which the device does not support");
        return new OpenClKernelWriter(kernel, name, dialect, functions).Write();
    }

    /// <summary>
    /// How many bytes of local memory a work item needs to hand values to others: 24, six registers, for matrix products, and
    /// eight for shuffles that the device does not have.
    /// </summary>
    public static int ScratchBytesPerItem(KernelIr kernel, OpenClDialect dialect) =>
        kernel.Statements.Any(statement => statement is MatrixProduct) ? RegistersOfProduct * sizeof(uint)
        : !dialect.SubGroupShuffles && kernel.Statements.Any(statement => statement is Shuffle) ? sizeof(ulong)
        : 0;

    /// <summary>Whether lanes of a warp hand values to each other.</summary>
    public static bool UsesSubGroups(KernelIr kernel) => kernel.Statements.Any(statement => statement is Shuffle or MatrixProduct);

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
        WriteRegion(region);

        var text = new StringBuilder();
        if (_dialect.SubGroupShuffles && UsesSubGroups(_kernel))
            text.Append("__attribute__((intel_reqd_sub_group_size(32)))\n");
        text.Append(CultureInfo.InvariantCulture, $"__kernel void {_name}({Parameters()})\n{{\n");
        foreach (Allocation allocation in _kernel.Allocations)
        {
            // Of its element type: PoCL's vectoriser gives up an array of bytes that is cast.
            int length = allocation.Size / allocation.Type.Size();
            if (!allocation.IsDynamic)
                text.Append(CultureInfo.InvariantCulture, $"    {OpenClTypes.Qualifier(allocation.Space)} {OpenClTypes.Name(allocation.Type)} {allocation.Name}[{length}] __attribute__((aligned({Math.Max(allocation.Alignment, 16)})));\n");
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
        if (ScratchBytes > 0)
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

    /// <summary>Behind a loop's last block its header follows; behind the kernel's, nothing.</summary>
    private static Block? Following(LoopRegion region, int position) => position + 1 < region.Items.Count
        ? region.Items[position + 1].Block ?? region.Items[position + 1].Loop!.Header
        : region.Header;

    /// <summary>Notes the blocks to which others go by a goto.</summary>
    private void FindLabels(LoopRegion region)
    {
        for (int i = 0; i < region.Items.Count; i++)
        {
            (Block? block, LoopRegion? loop) = region.Items[i];
            if (loop is not null)
            {
                FindLabels(loop);
                continue;
            }
            Block? follows = Following(region, i);
            _labelled.UnionWith(block!.Successors.Where(target => target != follows && target != region.Header));
        }
    }

    private void WriteRegion(LoopRegion region)
    {
        for (int i = 0; i < region.Items.Count; i++)
        {
            (Block? block, LoopRegion? loop) = region.Items[i];
            if (loop is not null)
            {
                Line("while (1)");
                Line("{");
                _depth++;
                WriteRegion(loop);
                _depth--;
                Line("}");
                continue;
            }
            if (_labelled.Contains(block!))
                _body.Append(CultureInfo.InvariantCulture, $"b{block!.Id}:;\n");
            foreach (Statement statement in block!.Statements)
                WriteStatement(statement);
            WriteTerminator(block, Following(region, i), region);
        }
    }

    private void WriteTerminator(Block block, Block? follows, LoopRegion region)
    {
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
                if (follows is not null || region.Header is not null)
                    Line("return;");
                break;
        }
    }

    private string Condition(Branch branch)
    {
        string text = _expressions.Write(branch.Condition);
        return branch.Condition is Operation && text.StartsWith('(') ? text : $"({text})";
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
            case Compiler.Ir.Atomic atomic:
                Line(_memory.Atomic(atomic));
                break;
            case Compiler.Ir.Barrier barrier:
                Line(barrier.IsWarp ? WarpBarrier : FullBarrier);
                break;
            case Fence:
                Line("mem_fence(CLK_LOCAL_MEM_FENCE | CLK_GLOBAL_MEM_FENCE);");
                break;
            case Shuffle shuffle:
                WriteShuffle(shuffle);
                break;
            case MatrixProduct product:
                WriteProduct(product);
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

    /// <summary>All lanes put their registers of A and B into local memory, and each computes its elements from there.</summary>
    private void WriteProduct(MatrixProduct product)
    {
        string function = _memory.UseProduct(product.Element);
        Line("{");
        _depth++;
        Line("__local uint* registers = (__local uint*)shuffle_scratch + LINEAR_ITEM;");
        string[] values = [.. product.A.Concat(product.B).Select(_expressions.Write)];
        for (int i = 0; i < values.Length; i++)
            Line(FormattableString.Invariant($"registers[{i} * GROUP_ITEMS] = (uint)({values[i]});"));
        Line(WarpBarrier);
        Line("__local const uint* warp = registers - (LINEAR_ITEM & 31);");
        string[] sums = [.. product.C.Select(_expressions.Write)];
        for (int i = 0; i < sums.Length; i++)
            Line(FormattableString.Invariant($"float sum{i} = {function}(warp, GROUP_ITEMS, LINEAR_ITEM & 31, {i}, {sums[i]});"));
        for (int i = 0; i < sums.Length; i++)
            Line(FormattableString.Invariant($"{OpenClExpressionWriter.Name(product.Results[i])} = sum{i};"));
        Line(WarpBarrier);
        _depth--;
        Line("}");
    }

    private void Line(string text) => _body.Append(' ', 4 * _depth).Append(text).Append('\n');
}
