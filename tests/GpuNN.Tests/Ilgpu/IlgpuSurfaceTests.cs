using System.Reflection;

namespace GpuNN.Tests.Ilgpu;

/// <summary>The shared files compile against ILGPU's names, which mean the same in GpuNN.Jit.</summary>
public sealed class IlgpuSurfaceTests
{
    /// <summary>What only src/GpuNN.Ilgpu uses: contexts, devices and texts of kernels are made differently on the two sides.</summary>
    private static readonly string[] OnlyIlgpu =
    [
        "ILGPU.Algorithms.AlgorithmContext", "ILGPU.Runtime.CPU.CPUDevice", "ILGPU.Runtime.CPU.CPUContextExtensions",
        "ILGPU.Runtime.OpenCL.CLAccelerator", "ILGPU.Runtime.OpenCL.CLCapabilityContext", "ILGPU.Backends.Backend",
        "ILGPU.Backends.EntryPoints.EntryPointDescription", "ILGPU.Backends.PTX.PTXBackend", "ILGPU.Backends.PTX.PTXCompiledKernel",
    ];

    private static readonly Assembly Surface = Assembly.Load("IlgpuSurface");
    private static readonly Assembly Compiled = Assembly.Load("GpuNN.Ilgpu.Surface");
    private static readonly Assembly Kernels = Assembly.Load("GpuNN.Kernels");
    private static readonly Assembly Jit = Assembly.Load("GpuNN.Jit");

    /// <summary>Kernels of what ILGPU has no instructions for, in kernels/Adapters.</summary>
    private static readonly string[] BeyondIlgpu = ["TensorCoreProduct`6.TensorCoreProductKernel(4)"];

    [Fact]
    public void Every_kernel_is_in_the_assembly_that_was_compiled_against_the_surface()
    {
        string[] kernels = KernelsOf(Kernels), compiled = KernelsOf(Compiled);
        Assert.True(kernels.Length > 40, $"only {kernels.Length} kernels were found");
        Assert.Equal(kernels.Except(BeyondIlgpu), compiled);
        Assert.All(BeyondIlgpu, kernel => Assert.Contains(kernel, kernels));
    }

    [Fact]
    public void Every_member_of_the_surface_is_one_of_the_dialect()
    {
        Dictionary<string, Type> dialect = Jit.GetExportedTypes()
            .Where(type => type.Namespace is "GpuNN.Jit")
            .ToDictionary(PlainName);
        var missing = new List<string>();
        foreach (Type type in Surface.GetExportedTypes().Where(type => !OnlyIlgpu.Contains(type.FullName)))
        {
            if (!dialect.TryGetValue(PlainName(type), out Type? twin))
            {
                // A type without members only takes up its name.
                if (Members(type).Length > 0) missing.Add(PlainName(type));
                continue;
            }

            string[] members = Members(twin);
            missing.AddRange(Members(type).Except(members).Select(member => $"{PlainName(type)}: {member}"));
        }

        Assert.Empty(missing);
    }

    private static string[] KernelsOf(Assembly assembly) =>
    [
        .. assembly.GetTypes()
            .SelectMany(type => type.GetMethods(BindingFlags.Static | BindingFlags.NonPublic | BindingFlags.DeclaredOnly))
            .Where(method => method.ReturnType == typeof(void) && method.Name.EndsWith("Kernel", StringComparison.Ordinal))
            .Select(method => $"{method.DeclaringType!.Name}.{method.Name}({method.GetParameters().Length})")
            .Order(StringComparer.Ordinal),
    ];

    private static string PlainName(Type type) => type.IsNested ? $"{type.DeclaringType!.Name}.{type.Name}" : type.Name;

    private static string[] Members(Type type) =>
    [
        .. type.GetMembers(BindingFlags.Public | BindingFlags.Instance | BindingFlags.Static)
            .Where(member => member is MethodBase && member.DeclaringType?.Assembly == type.Assembly)
            .Cast<MethodBase>()
            .Where(method => !(type.IsAbstract && method.IsConstructor) && method.Name != nameof(ToString))
            .Select(Signature),
    ];

    private static string Signature(MethodBase method)
    {
        string parameters = string.Join(", ", method.GetParameters().Select(parameter => Text(parameter.ParameterType)));
        string result = method is MethodInfo info ? Text(info.ReturnType) : "new";
        return $"{result} {method.Name}({parameters})";
    }

    private static string Text(Type type)
    {
        if (type.IsByRef) return "ref " + Text(type.GetElementType()!);
        if (type.IsGenericParameter) return type.Name;
        if (!type.IsGenericType) return PlainName(type);
        string arguments = string.Join(", ", type.GetGenericArguments().Select(Text));
        return $"{PlainName(type).Split('`')[0]}<{arguments}>";
    }
}
