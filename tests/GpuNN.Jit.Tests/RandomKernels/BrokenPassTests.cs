using GpuNN.Jit.Compiler;
using GpuNN.Jit.Compiler.Ir;
using GpuNN.Jit.Compiler.Passes;
using GpuNN.Jit.Targets.Clr;
using Xunit.Abstractions;

namespace GpuNN.Jit.Tests.RandomKernels;

/// <summary>Each pass with a fault that it could have: random kernels find it. A test of the tests.</summary>
public sealed class BrokenPassTests(ITestOutputHelper output)
{
    private const int Programs = 40;

    private static readonly Lazy<RandomKernelAssembly> s_kernels = new(() => RandomKernelAssembly.Compile(1, Programs).Optimized);

    public static TheoryData<string> Passes =>
    [
        nameof(BlockLayout), nameof(LengthRemoval), nameof(ValuePropagation), nameof(DeadCode), nameof(LoopUnrolling),
        nameof(LocalArrays), nameof(ValueSelection), nameof(CommonSubexpressions), nameof(LoopInvariants),
    ];

    [Theory]
    [MemberData(nameof(Passes))]
    public void IsFound(string pass)
    {
        using var context = Context.Create(builder => builder.CPU(CPUDevice.Direct));
        using var direct = context.CreateCPUAccelerator(0);
        int spoiled = 0;
        for (int seed = 1; seed <= Programs; seed++)
        {
            bool isSpoiled = false;
            var options = new CompilationOptions
            {
                AfterPass = (name, kernel) => isSpoiled |= !isSpoiled && name == pass && Spoil(pass, kernel),
            };
            var method = s_kernels.Value.Kernel(seed);
            var kernel = KernelCompiler.Compile(method, options);
            if (!isSpoiled)
                continue;
            spoiled++;
            var expected = new RandomKernelData(seed);
            expected.Run(direct, RandomKernelData.Load(direct, method));
            var found = new RandomKernelData(seed);
            found.Run(ClrKernel.Compile(kernel, vectorize: false));
            if (found.DifferenceFrom(expected) is { } difference)
            {
                output.WriteLine(FormattableString.Invariant($"{pass}: found by seed {seed}, the {spoiled}. kernel with it: {difference}"));
                return;
            }
        }
        Assert.Fail($"{pass}: {spoiled} kernels have the fault, and all give the right results");
    }

    /// <summary>Does what the pass would do with a fault in it; false if the kernel has no place for it.</summary>
    private static bool Spoil(string pass, KernelIr kernel) => pass switch
    {
        nameof(BlockLayout) => SwapsTheWaysOfABranch(kernel),
        nameof(LengthRemoval) => DropsAnIndexWithTheLength(kernel),
        nameof(ValuePropagation) => PropagatesAWrongConstant(kernel),
        nameof(DeadCode) => DropsWhatIsNeeded(kernel),
        nameof(LoopUnrolling) => RepeatsACounter(kernel),
        nameof(LocalArrays) => MixesTwoElements(kernel),
        nameof(ValueSelection) => SelectsTheOtherValue(kernel),
        nameof(CommonSubexpressions) => TakesAnotherValueForTheSame(kernel),
        _ => HoistsWhatChanges(kernel),
    };

    private static bool SwapsTheWaysOfABranch(KernelIr kernel)
    {
        if (kernel.Blocks.FindLast(block => block.Terminator is Branch) is not { } block)
            return false;
        var branch = (Branch)block.Terminator;
        block.Terminator = new Branch(branch.Condition, branch.IfFalse, branch.IfTrue);
        return true;
    }

    private static bool DropsAnIndexWithTheLength(KernelIr kernel) => Replace(
        kernel, statement => statement is Load { Source.Index: not null } load ? new Load(load.Targets, load.Source with { Index = null }) : null);

    private static bool PropagatesAWrongConstant(KernelIr kernel) => Replace(
        kernel, statement => statement is Store { Values: [Operation { Operands: [_, Constant { Type: ScalarType.Int32 } constant] } operation] } store
            ? new Store(store.Target, [new Operation(operation.Operator, operation.Type, operation.Operands[0], Constant.Of(constant.Int32 + 1))])
            : null);

    private static bool DropsWhatIsNeeded(KernelIr kernel)
    {
        foreach (var block in Enumerable.Reverse(kernel.Blocks))
        {
            if (block.Statements.FindLastIndex(statement => statement is Assign) is >= 0 and var index)
            {
                block.Statements.RemoveAt(index);
                return true;
            }
        }
        return false;
    }

    private static bool RepeatsACounter(KernelIr kernel)
    {
        var counters = kernel.Statements.OfType<Assign>().Where(assign => assign.Value is Constant { Type: ScalarType.Int32, Bits: > 0 })
            .GroupBy(assign => assign.Target).FirstOrDefault(group => group.Count() > 1);
        return counters is not null && Replace(kernel, statement => statement == counters.Last()
            ? new Assign(counters.Key, Constant.Of(((Constant)counters.First().Value).Int32)) : null);
    }

    private static bool MixesTwoElements(KernelIr kernel)
    {
        var elements = kernel.Statements.OfType<Assign>().Select(assign => assign.Target)
            .Where(target => target.Name.StartsWith("local", StringComparison.Ordinal)).Distinct().ToList();
        return elements.Count > 1 && Replace(
            kernel, statement => statement is Assign assign && assign.Target == elements[0] ? new Assign(elements[1], assign.Value) : null);
    }

    private static bool SelectsTheOtherValue(KernelIr kernel)
    {
        var steering = Steering(kernel);
        return Replace(
            kernel, statement => statement is Assign { Value: Operation { Operator: Operator.Select, Operands: [var condition, var first, var second] } select } assign
                && !steering.Contains(assign.Target)
                ? new Assign(assign.Target, new Operation(Operator.Select, select.Type, condition, second, first))
                : null);
    }

    private static bool TakesAnotherValueForTheSame(KernelIr kernel)
    {
        Assign? earlier = null;
        var steering = Steering(kernel);
        return Replace(kernel, statement =>
        {
            if (statement is not Assign { Value: Operation } assign || steering.Contains(assign.Target))
                return null;
            if (earlier is not null && earlier.Target != assign.Target && earlier.Target.Type == assign.Target.Type)
                return new Assign(assign.Target, earlier.Target);
            earlier = assign;
            return null;
        });
    }

    private static bool HoistsWhatChanges(KernelIr kernel)
    {
        var graph = new ControlFlowGraph(kernel.Blocks);
        var steering = Steering(kernel);
        foreach (var loop in graph.Loops)
        {
            var before = graph.Predecessors[loop.Header.Id].Find(block => !loop.Blocks.Contains(block));
            foreach (var block in kernel.Blocks.Where(block => loop.Blocks.Contains(block) && block != loop.Header))
            {
                int index = block.Statements.FindIndex(statement => statement is Assign { Value: Operation } assign
                    && Expressions.Mentions(assign.Value, assign.Target) && !steering.Contains(assign.Target));
                if (before is null || index < 0)
                    continue;
                before.Statements.Add(block.Statements[index]);
                block.Statements.RemoveAt(index);
                return true;
            }
        }
        return false;
    }

    /// <summary>What a branch depends on, so that a spoiled kernel could run for hours.</summary>
    private static HashSet<Variable> Steering(KernelIr kernel)
    {
        var steering = new HashSet<Variable>();
        foreach (var block in kernel.Blocks)
            Expressions.ForEachVariable((block.Terminator as Branch)?.Condition, variable => steering.Add(variable));
        int known = -1;
        while (known != steering.Count)
        {
            known = steering.Count;
            foreach (var assign in kernel.Statements.OfType<Assign>().Where(assign => steering.Contains(assign.Target)))
                Expressions.ForEachVariable(assign.Value, variable => steering.Add(variable));
        }
        return steering;
    }

    /// <summary>Replaces the last statement for which there is something else.</summary>
    private static bool Replace(KernelIr kernel, Func<Statement, Statement?> replacement)
    {
        (Block Block, int Index, Statement With)? place = null;
        foreach (var block in kernel.Blocks)
        {
            for (int i = 0; i < block.Statements.Count; i++)
            {
                if (replacement(block.Statements[i]) is { } with)
                    place = (block, i, with);
            }
        }
        if (place is not { } found)
            return false;
        found.Block.Statements[found.Index] = found.With;
        return true;
    }
}
