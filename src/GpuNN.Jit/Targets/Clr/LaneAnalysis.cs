using GpuNN.Jit.Compiler.Ir;
using GpuNN.Jit.Compiler.Passes;

namespace GpuNN.Jit.Targets.Clr;

/// <summary>
/// How values differ between the lanes of a vector of consecutive items of one row: not at all, by a constant from lane
/// to lane, or freely.
/// </summary>
internal sealed class LaneAnalysis
{
    private readonly Uniformity _uniformity;
    private readonly Dictionary<Variable, int?> _steps = [];

    public LaneAnalysis(KernelIr kernel)
    {
        _uniformity = new Uniformity(kernel, new ControlFlowGraph(kernel.Blocks), withinRow: true);
        FindSteps(kernel);
    }

    /// <summary>True if all lanes have the same value.</summary>
    public bool IsUniform(Expression? expression) => _uniformity.IsUniform(expression);

    /// <summary>The difference between neighbouring lanes of an integer, or null if it is not constant.</summary>
    public int? Step(Expression? expression)
    {
        if (_uniformity.IsUniform(expression))
            return 0;
        switch (expression)
        {
            case SpecialValue { Register: SpecialRegister.ItemIndexX or SpecialRegister.LaneIndex }:
                return 1;
            case Variable variable:
                return _steps.GetValueOrDefault(variable);
            case Operation { Operator: Operator.Add } sum:
                return unchecked(Step(sum.Operands[0]) + Step(sum.Operands[1]));
            case Operation { Operator: Operator.Subtract } difference:
                return unchecked(Step(difference.Operands[0]) - Step(difference.Operands[1]));
            case Operation { Operator: Operator.Multiply } product when product.Operands[1] is Constant factor:
                return unchecked(Step(product.Operands[0]) * factor.Int32);
            case Operation { Operator: Operator.ShiftLeft } shift when shift.Operands[1] is Constant { Bits: >= 0 and < 16 } count:
                return Step(shift.Operands[0]) << count.Int32;
            case Operation { Operator: Operator.ExtendSigned } extension:
                return Step(extension.Operands[0]);
            default:
                return null;
        }
    }

    /// <summary>Optimistic: a variable's step is that of its first assignment until another disagrees.</summary>
    private void FindSteps(KernelIr kernel)
    {
        var assigned = new HashSet<Variable>();
        bool changed = true;
        for (bool first = true; changed || first; first = false)
        {
            changed = false;
            foreach (var statement in kernel.Statements)
            {
                foreach (var target in statement.Writes())
                {
                    if (_uniformity.IsUniform(target))
                        continue;
                    int? step = statement is Assign { Value.Type: ScalarType.Int32 } assign ? Step(assign.Value) : null;
                    if (assigned.Add(target))
                        _steps[target] = step;
                    else if (_steps[target] != step && _steps[target] is not null)
                        _steps[target] = null;
                    else
                        continue;
                    changed = true;
                }
            }
        }
    }
}
