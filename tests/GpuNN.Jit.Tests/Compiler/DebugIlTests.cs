extern alias debug;

using System.Reflection;
using GpuNN.Jit.Compiler;
using GpuNN.Jit.Launching;
using GpuNN.Jit.Targets.Clr;
using GpuNN.Jit.Tests.Targets.Clr;
using DebugKernels = debug::GpuNN.Jit.Tests.Targets.Clr.SemanticsKernels;

namespace GpuNN.Jit.Tests.Compiler;

/// <summary>The kernels of the semantics suite from IL that the C# compiler did not optimise.</summary>
public sealed unsafe class DebugIlTests
{
    private const int Count = 512;

    public static TheoryData<string> Bodies => [.. typeof(SemanticsKernels).GetNestedTypes()
        .Where(type => type.IsValueType && type.Name.EndsWith("Body", StringComparison.Ordinal)).Select(type => type.Name)];

    [Theory]
    [MemberData(nameof(Bodies))]
    public void GivesWhatOptimisedCodeGives(string name)
    {
        var body = typeof(DebugKernels).GetNestedType(name)!;
        bool isFloat = body.GetInterfaces()[0].Name == nameof(SemanticsKernels.IFloatBody);
        var kernel = typeof(DebugKernels)
            .GetMethod(isFloat ? nameof(DebugKernels.OverFloats) : nameof(DebugKernels.OverIntegers))!.MakeGenericMethod(body);
        var expected = typeof(SemanticsKernels).GetNestedType(name)!.GetMethod("Run")!;
        var random = new Random(17);
        int[] a = new int[Count], b = new int[Count], found = new int[Count];
        for (int i = 0; i < Count; i++)
        {
            a[i] = isFloat ? BitConverter.SingleToInt32Bits(random.NextSingle() * 200 - 100) : random.Next(-1000, 1000);
            b[i] = isFloat ? BitConverter.SingleToInt32Bits(random.NextSingle() * 200 - 100) : random.Next(-40, 40);
        }
        Run(kernel, a, b, found);
        for (int i = 0; i < Count; i++)
            Assert.Equal(expected.Invoke(null, [Argument(a[i]), Argument(b[i])]), found[i]);

        object Argument(int bits) => isFloat ? BitConverter.Int32BitsToSingle(bits) : (object)bits;
    }

    private static void Run(MethodInfo method, int[] a, int[] b, int[] result)
    {
        var kernel = ClrKernel.Compile(KernelCompiler.Compile(method, new CompilationOptions { IndexRank = 1 }));
        fixed (int* pa = a, pb = b, pr = result)
        {
            var arguments = stackalloc KernelArgument[4];
            arguments[0] = new() { Value = Count };
            arguments[1] = new() { Handle = (nint)pa, Length = Count };
            arguments[2] = new() { Handle = (nint)pb, Length = Count };
            arguments[3] = new() { Handle = (nint)pr, Length = Count };
            kernel.Run(new ClrLaunch { Arguments = arguments, GridX = Count / 64, GridY = 1, GridZ = 1, GroupX = 64, GroupY = 1, GroupZ = 1 });
        }
    }
}
