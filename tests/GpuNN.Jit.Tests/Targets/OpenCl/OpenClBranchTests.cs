using GpuNN.Jit.Compiler;
using GpuNN.Jit.Compiler.Ir;
using GpuNN.Jit.Targets.OpenCl;

namespace GpuNN.Jit.Tests.Targets.OpenCl;

/// <summary>Branches that whole groups take, with barriers in them, and branches of single items before they end.</summary>
public sealed class OpenClBranchTests
{
    private const int GroupSize = 64;
    private const int Groups = 4;

    [SkippableTheory]
    [InlineData(0)]
    [InlineData(2)]
    [InlineData(3)]
    public void ItemsThatPartBehindTheLastBarrierOfAnArmMeetAgain(int rounds)
    {
        using var openClContext = OpenClDevices.Context();
        using var openCl = openClContext.CreateCLAccelerator(0);
        using var directContext = Context.Create(builder => builder.CPU(CPUDevice.Direct));
        using var direct = directContext.CreateCPUAccelerator(0);
        Assert.Equal(Run(direct, rounds), Run(openCl, rounds));
    }

    [Fact]
    public void AnArmWithABarrierEndsAtOneOfItsOwn()
    {
        var kernel = KernelCompiler.Compile(((Action<ArrayView<int>, int>)Parting).Method, OpenClProgramText.Options);
        int before = Barriers(kernel);
        ArmEnds.Run(kernel);
        Assert.Equal(before + 1, Barriers(kernel));
        ArmEnds.Run(kernel);
        Assert.Equal(before + 1, Barriers(kernel));

        static int Barriers(KernelIr kernel) => kernel.Statements.Count(statement => statement is Jit.Compiler.Ir.Barrier);
    }

    private static int[] Run(Accelerator accelerator, int rounds)
    {
        using var data = accelerator.Allocate1D([.. Enumerable.Range(0, Groups * GroupSize).Select(i => i * 7919 % 61)]);
        accelerator.LoadStreamKernel<ArrayView<int>, int>(Parting)((Groups, GroupSize), data.View, rounds);
        return data.GetAsArray1D();
    }

    private static void Parting(ArrayView<int> data, int rounds)
    {
        var shared = SharedMemory.Allocate<int>(GroupSize);
        int item = Group.IdxX, place = Grid.IdxX * GroupSize + item, value = data[place];
        if (Grid.IdxX < rounds)
        {
            Group.Barrier();
            shared[item] = value;
            Group.Barrier();
            int other = shared[item ^ 19];
            if (other > 20)
                value ^= other * 3;
        }
        else
        {
            value = Warp.Shuffle(value, 4);
        }
        for (int round = 0; round < rounds; round++)
        {
            Group.Barrier();
            if (item == 0)
                shared[0] = round + 5;
            Group.Barrier();
            value += shared[0];
        }
        data[place] = value;
    }
}
