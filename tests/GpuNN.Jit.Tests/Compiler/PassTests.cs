using GpuNN.Jit.Compiler;
using GpuNN.Jit.Compiler.Ir;
using GpuNN.Jit.Compiler.Passes;

namespace GpuNN.Jit.Tests.Compiler;

/// <summary>What each pass leaves of a small kernel.</summary>
public sealed class PassTests
{
    [Fact]
    public void ConstantsFoldAsCSharpComputes()
    {
        Assert.Equal(0, Fold(Operator.Divide, -1, 8));
        Assert.Equal(-1, Fold(Operator.ShiftRight, -1, 3));
        Assert.Equal(0x1fffffff, Fold(Operator.ShiftRightUnsigned, -1, 3));
        Assert.Equal(int.MinValue, Fold(Operator.Divide, int.MinValue, -1));
        Assert.Equal(1, Fold(Operator.ShiftLeft, 1, 32));
        Assert.Equal(1, Fold(Operator.LessUnsigned, 1, -1));
        var nan = Constant.Of(float.NaN);
        Assert.Equal(0, ((Constant)ConstantFolding.Make(Operator.Less, ScalarType.Int32, nan, nan)).Int32);
        Assert.Equal(1, ((Constant)ConstantFolding.Make(Operator.LessUnordered, ScalarType.Int32, nan, nan)).Int32);
        Assert.Equal(0, ((Constant)ConstantFolding.Make(Operator.FloatToSigned, ScalarType.Int32, nan)).Int32);

        static int Fold(Operator op, int a, int b) =>
            ((Constant)ConstantFolding.Make(op, ScalarType.Int32, Constant.Of(a), Constant.Of(b))).Int32;
    }

    [Fact]
    public void AdditionOfZeroStaysForFloats()
    {
        var x = new Variable(0, ScalarType.Float32, "x");
        Assert.IsType<Operation>(ConstantFolding.Make(Operator.Add, ScalarType.Float32, x, Constant.Of(0f)));
    }

    [Fact]
    public void ANegatedComparisonOfFloatsIsUnordered()
    {
        var x = new Variable(0, ScalarType.Float32, "x");
        var not = ConstantFolding.Not(new Operation(Operator.Less, ScalarType.Int32, x, x));
        Assert.Equal(Operator.GreaterOrEqualUnordered, ((Operation)not).Operator);
    }

    [Fact]
    public void ConstantLoopsUnrollAndTheirArraysBecomeVariables()
    {
        var kernel = Compile(nameof(PassKernels.Accumulators));
        Assert.Empty(kernel.Allocations);
        Assert.Single(kernel.Blocks);
        var rolled = Compile(nameof(PassKernels.Accumulators), new CompilationOptions { UnrollLimit = 0 });
        Assert.Single(rolled.Allocations);
        Assert.True(rolled.Blocks.Count > 1);
    }

    [Fact]
    public void ABranchBetweenCheapValuesBecomesASelection()
    {
        var kernel = Compile(nameof(PassKernels.Diverges));
        Assert.Single(kernel.Blocks);
        Assert.Contains(kernel.Statements, statement => statement is Assign { Value: Operation { Operator: Operator.Select } });
        Assert.True(Compile(nameof(PassKernels.Diverges), new CompilationOptions { SelectValues = false }).Blocks.Count > 1);
        // All items take it alike, or it may fail, or it loads.
        Assert.True(Compile(nameof(PassKernels.Guarded)).Blocks.Count > 1);
    }

    [Fact]
    public void SelectionsReadWhatWasThereBefore()
    {
        int[] data = [7, 3, 3, 7];
        using var context = Context.Create(builder => builder.CPU());
        using var accelerator = context.CreateCPUAccelerator(0);
        using var buffer = accelerator.Allocate1D(data);
        accelerator.LoadStreamKernel<ArrayView<int>>(PassKernels.Sorts)((1, 2), buffer.View);
        Assert.Equal([3, 7, 3, 7], buffer.GetAsArray1D());
    }

    [Fact]
    public void TheSameElementIsLoadedOnce() =>
        Assert.Single(Compile(nameof(PassKernels.Squares)).Statements.OfType<Load>());

    [Fact]
    public void AStoreForgetsWhatWasLoaded() =>
        Assert.Equal(2, Compile(nameof(PassKernels.LoadsAgain)).Statements.OfType<Load>().Count());

    [Fact]
    public void InvariantProductsLeaveTheLoop()
    {
        var kernel = Compile(nameof(PassKernels.Invariant));
        var graph = new ControlFlowGraph(kernel.Blocks);
        var loop = Assert.Single(graph.Loops);
        Assert.DoesNotContain(
            loop.Blocks.SelectMany(block => block.Statements), statement => statement.ToString()!.Contains("Multiply", StringComparison.Ordinal));
    }

    [Fact]
    public void UnusedLoadsGo() => Assert.Empty(Compile(nameof(PassKernels.Unused)).Statements.OfType<Load>());

    [Fact]
    public void AStructOfFourIsOneAccess()
    {
        var kernel = Compile(nameof(PassKernels.Vector));
        Assert.Equal(4, Assert.Single(kernel.Statements.OfType<Load>()).Targets.Length);
        Assert.Equal(4, Assert.Single(kernel.Statements.OfType<Store>()).Values.Length);
    }

    [Fact]
    public void OnlyAnExplicitMultiplyAddIsFused()
    {
        Assert.DoesNotContain(nameof(Operator.FusedMultiplyAdd), Compile(nameof(PassKernels.Squares)).ToString(), StringComparison.Ordinal);
        Assert.Contains(nameof(Operator.FusedMultiplyAdd), Compile(nameof(PassKernels.Fused)).ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void ViewsThatAreOnlyReadAreKnown()
    {
        var views = Compile(nameof(PassKernels.Invariant)).Parameters.Where(p => p.Kind == ParameterKind.ViewPointer);
        Assert.Equal([true, false], views.Select(view => view.IsReadOnly));
    }

    [Fact]
    public void UniformityFollowsDataAndControl()
    {
        var kernel = Compile(nameof(PassKernels.Diverges), new CompilationOptions { Optimize = false });
        var uniformity = new Uniformity(kernel, new ControlFlowGraph(kernel.Blocks));
        var divergent = kernel.Blocks.Where(uniformity.IsDivergent).ToList();
        Assert.NotEmpty(divergent);
        Assert.False(uniformity.IsDivergent(kernel.Blocks[0]));
        Assert.All(divergent.SelectMany(block => block.Statements).OfType<Assign>(), assign => Assert.False(uniformity.IsUniform(assign.Target)));
    }

    private static KernelIr Compile(string name, CompilationOptions? options = null) =>
        KernelCompiler.Compile(typeof(PassKernels).GetMethod(name)!, options);
}

/// <summary>Kernels that show one pass each.</summary>
internal static class PassKernels
{
    public record struct Four(float X, float Y, float Z, float W);

    public static void Accumulators(ArrayView<float> x, ArrayView<float> y)
    {
        var sums = LocalMemory.Allocate<float>(4);
        for (int i = 0; i < 4; i++)
            sums[i] = x[i];
        float total = 0;
        for (int i = 0; i < 4; i++)
            total += sums[3 - i] * i;
        y[0] = total;
    }

    public static void Squares(ArrayView<float> x, ArrayView<float> y) => y[Group.IdxX] = x[Group.IdxX] * x[Group.IdxX] + x[Group.IdxX];

    public static void LoadsAgain(ArrayView<float> x, ArrayView<float> y)
    {
        float first = x[0];
        y[1] = first;
        y[2] = x[0];
    }

    public static void Invariant(ArrayView<int> x, ArrayView<int> y, int a, int b, int n)
    {
        int sum = 0;
        for (int i = 0; i < n; i++)
            sum += x[i] ^ (a * b);
        y[0] = sum;
    }

    public static void Unused(ArrayView<float> x, ArrayView<float> y)
    {
        _ = x[3];
        y[0] = 1;
    }

    public static void Vector(ArrayView<float> x, ArrayView<float> y)
    {
        var four = x.Cast<Four>()[Group.IdxX];
        four.X += four.W;
        y.Cast<Four>()[Group.IdxX] = four;
    }

    public static void Fused(ArrayView<float> x, ArrayView<float> y) => y[0] = MathF.FusedMultiplyAdd(x[0], x[1], x[2]);

    public static void Guarded(ArrayView<int> x, int n)
    {
        int item = Group.IdxX, value = n;
        if (n > 4)
            value = item;
        if (item > n)
            value = item / n;
        if (item < n)
            value += x[item];
        x[item] = value;
    }

    public static void Sorts(ArrayView<int> x)
    {
        int a = x[2 * Group.IdxX], b = x[2 * Group.IdxX + 1];
        if (a > b)
            (a, b) = (b, a);
        x[2 * Group.IdxX] = a;
        x[2 * Group.IdxX + 1] = b;
    }

    public static void Diverges(ArrayView<int> x, int n)
    {
        int value = n;
        if (x[Group.IdxX] > n)
            value = 3;
        x[Group.IdxX] = value;
    }
}
