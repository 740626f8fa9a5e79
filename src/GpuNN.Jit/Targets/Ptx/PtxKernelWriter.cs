using System.Globalization;
using System.Text;
using GpuNN.Jit.Compiler.Ir;

namespace GpuNN.Jit.Targets.Ptx;

/// <summary>Writes the entry point of one kernel.</summary>
internal sealed class PtxKernelWriter
{
    private readonly KernelIr _kernel;
    private readonly KernelSpecialization _specialization;
    private readonly PtxRegisters _registers = new();
    private readonly StringBuilder _body = new();
    private readonly PtxExpressionWriter _expressions;
    private readonly PtxMemoryWriter _memory;
    private readonly PtxShuffleWriter _shuffles;
    private readonly PtxMatrixWriter _matrices;

    public PtxKernelWriter(KernelIr kernel, PtxTarget target, KernelSpecialization specialization, bool readOnlyCache)
    {
        _kernel = kernel;
        _specialization = specialization;
        _expressions = new PtxExpressionWriter(_registers, Emit, target, kernel.Name);
        _memory = new PtxMemoryWriter(kernel, _registers, _expressions, Emit, Label, readOnlyCache);
        _shuffles = new PtxShuffleWriter(_registers, _expressions, Emit);
        _matrices = new PtxMatrixWriter(_registers, _expressions, _memory, Emit, target, kernel.Name);
    }

    /// <summary>The entry point's text.</summary>
    public string Write()
    {
        LoadParameters();
        for (int i = 0; i < _kernel.Blocks.Count; i++)
        {
            Block block = _kernel.Blocks[i];
            Label(Name(block));
            foreach (Statement statement in block.Statements)
                Write(statement);
            Write(block.Terminator, i + 1 < _kernel.Blocks.Count ? _kernel.Blocks[i + 1] : null);
        }

        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture, $".visible .entry {PtxModule.EntryPoint}(\n");
        text.AppendJoin(",\n", _kernel.Parameters.Select((parameter, i) => FormattableString.Invariant($"    .param .{ParameterType(parameter)} p{i}")));
        text.Append("\n)\n");
        if (_specialization.MaxNumThreadsPerGroup is { } most)
            text.Append(CultureInfo.InvariantCulture, $".maxntid {most}, 1, 1\n");
        if (_specialization.MinNumGroupsPerMultiprocessor is { } least)
            text.Append(CultureInfo.InvariantCulture, $".minnctapersm {least}\n");
        text.Append("{\n");
        foreach (Allocation allocation in _kernel.Allocations)
        {
            if (!allocation.IsDynamic)
                text.Append(CultureInfo.InvariantCulture, $"    .{PtxTypes.Space(allocation.Space)} .align {Math.Max(allocation.Alignment, 16)} .b8 {allocation.Name}[{allocation.Size}];\n");
        }
        text.Append(_registers.Declarations());
        text.Append(_body);
        text.Append("}\n");
        return text.ToString();
    }

    private static string ParameterType(KernelParameter parameter) => parameter.Kind switch
    {
        ParameterKind.ViewPointer or ParameterKind.ViewLength => "u64",
        _ => PtxTypes.Memory(parameter.Type),
    };

    private void LoadParameters()
    {
        for (int i = 0; i < _kernel.Parameters.Count; i++)
        {
            KernelParameter parameter = _kernel.Parameters[i];
            string type = ParameterType(parameter);
            string register = _registers.Of(parameter.Variable);
            Emit(FormattableString.Invariant($"ld.param.{type} {register}, [p{i}];"));
            if (parameter.Kind == ParameterKind.ViewPointer)
                Emit($"cvta.to.global.u64 {register}, {register};");
        }
    }

    private void Write(Statement statement)
    {
        switch (statement)
        {
            case Assign assign:
                _expressions.WriteTo(_registers.Of(assign.Target), assign.Value);
                break;
            case Load load:
                _memory.Write(load);
                break;
            case Store store:
                _memory.Write(store);
                break;
            case Compiler.Ir.Atomic atomic:
                _memory.Write(atomic);
                break;
            case Compiler.Ir.Barrier barrier:
                Emit(barrier.IsWarp ? "bar.warp.sync 0xffffffff;" : "bar.sync 0;");
                break;
            case Fence fence:
                Emit(fence.Scope switch
                {
                    FenceScope.Group => "membar.cta;",
                    FenceScope.Device => "membar.gl;",
                    _ => "membar.sys;",
                });
                break;
            case Shuffle shuffle:
                _shuffles.Write(shuffle);
                break;
            case MatrixProduct product:
                _matrices.Write(product);
                break;
            case TensorFloatRounding rounding:
                _matrices.Write(rounding);
                break;
            case MatrixLoad load:
                _matrices.Write(load);
                break;
            case AsynchronousCopy copy:
                _matrices.Write(copy);
                break;
            case CopyGroup group:
                _matrices.Write(group);
                break;
            default:
                throw new InvalidOperationException($"{statement.GetType().Name} is unknown to the PTX target.");
        }
    }

    private void Write(Terminator terminator, Block? next)
    {
        switch (terminator)
        {
            case Jump jump:
                Go(jump.Target, next);
                break;
            case Branch branch when branch.IfTrue == branch.IfFalse:
                Go(branch.IfTrue, next);
                break;
            case Branch branch when branch.IfTrue == next:
                Emit($"@!{_expressions.Predicate(branch.Condition)} bra {Name(branch.IfFalse)};");
                break;
            case Branch branch:
                Emit($"@{_expressions.Predicate(branch.Condition)} bra {Name(branch.IfTrue)};");
                Go(branch.IfFalse, next);
                break;
            default:
                Emit("ret;");
                break;
        }
    }

    private void Go(Block target, Block? next)
    {
        if (target != next)
            Emit($"bra {Name(target)};");
    }

    private static string Name(Block block) => FormattableString.Invariant($"$B{block.Id}");

    private void Emit(string instruction) => _body.Append("    ").Append(instruction).Append('\n');

    private void Label(string label) => _body.Append(label).Append(":\n");
}
