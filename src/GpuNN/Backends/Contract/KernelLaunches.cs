using System.Reflection;

namespace GpuNN.Backends;

/// <summary>A kernel, made for some types, and how often a backend has launched it.</summary>
/// <param name="Name">Its class and method, with the types: <c>Softmax.GroupSoftmaxKernel&lt;Single&gt;</c>.</param>
/// <param name="Method">The method, with its types.</param>
/// <param name="Count">The number of launches.</param>
public sealed record KernelLaunches(string Name, MethodInfo Method, long Count);
