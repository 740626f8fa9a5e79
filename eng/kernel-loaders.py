#!/usr/bin/env python3
"""Writes src/GpuNN.Jit/Dialect/Runtime/KernelLoaders.cs: the same six loaders for one to fourteen parameters."""
import pathlib

HEAD = '''// Written by eng/kernel-loaders.py: the same loaders for one to fourteen parameters.
using System.Runtime.CompilerServices;
using GpuNN.Jit.Launching;

namespace GpuNN.Jit;

/// <summary>
/// Loads kernels: a static method becomes a delegate that launches it. Loading compiles, unless a parameter is a
/// <see cref="SpecializedValue{T}"/>: then the first launch with each value does. Launching allocates nothing.
/// </summary>
[SkipLocalsInit]
public static unsafe class KernelLoaders
{
'''

ARITY = '''    /// <summary>Loads a kernel of {n} parameter{s} for launches on any stream.</summary>
    public static Action<AcceleratorStream, KernelConfig, {types}> LoadKernel<{types}>(
        this Accelerator accelerator, Action<{types}> action)
        {where} => accelerator.LoadKernel(action, KernelSpecialization.Empty);

    /// <summary>Loads a kernel of {n} parameter{s} for launches on any stream, with assumptions for the compiler.</summary>
    public static Action<AcceleratorStream, KernelConfig, {types}> LoadKernel<{types}>(
        this Accelerator accelerator, Action<{types}> action, KernelSpecialization specialization)
        {where}
    {{
        var launcher = new KernelLauncher(accelerator, action, specialization);
        return (stream, config, {names}) =>
        {{
            KernelArgument* arguments = stackalloc KernelArgument[launcher.ArgumentCount];
            long* constants = stackalloc long[launcher.ConstantCount];
            ArgumentWriter writer = launcher.Begin(arguments, constants);
{adds}
            launcher.Enqueue(stream, config, arguments, constants);
{lifetimes}
        }};
    }}

    /// <summary>Loads a kernel of {n} parameter{s} for launches on the default stream.</summary>
    public static Action<KernelConfig, {types}> LoadStreamKernel<{types}>(
        this Accelerator accelerator, Action<{types}> action)
        {where} => accelerator.LoadStreamKernel(action, KernelSpecialization.Empty);

    /// <summary>Loads a kernel of {n} parameter{s} for launches on the default stream, with assumptions for the compiler.</summary>
    public static Action<KernelConfig, {types}> LoadStreamKernel<{types}>(
        this Accelerator accelerator, Action<{types}> action, KernelSpecialization specialization)
        {where}
    {{
        Action<AcceleratorStream, KernelConfig, {types}> kernel = accelerator.LoadKernel(action, specialization);
        return (config, {names}) => kernel(accelerator.DefaultStream, config, {names});
    }}

    /// <summary>Loads a kernel of an index and {n} parameter{s} that is launched over an extent in groups of a given size.</summary>
    public static Action<AcceleratorStream, TIndex, {types}> LoadImplicitlyGroupedKernel<TIndex, {types}>(
        this Accelerator accelerator, Action<TIndex, {types}> action, int customGroupSize)
        where TIndex : struct
        {where}
    {{
        KernelLauncher launcher = KernelLauncher.OverExtent<TIndex>(accelerator, action, customGroupSize);
        return (stream, extent, {names}) =>
        {{
            KernelArgument* arguments = stackalloc KernelArgument[launcher.ArgumentCount];
            long* constants = stackalloc long[launcher.ConstantCount];
            ArgumentWriter writer = launcher.Begin(arguments, constants);
            writer.Add(ref extent);
{adds}
            launcher.EnqueueOverExtent(stream, arguments, constants);
{lifetimes}
        }};
    }}

    /// <summary>Loads a kernel of an index and {n} parameter{s} that is launched over an extent on the default stream in groups of a given size.</summary>
    public static Action<TIndex, {types}> LoadImplicitlyGroupedStreamKernel<TIndex, {types}>(
        this Accelerator accelerator, Action<TIndex, {types}> action, int customGroupSize)
        where TIndex : struct
        {where}
    {{
        Action<AcceleratorStream, TIndex, {types}> kernel =
            accelerator.LoadImplicitlyGroupedKernel(action, customGroupSize);
        return (extent, {names}) => kernel(accelerator.DefaultStream, extent, {names});
    }}

    /// <summary>Loads a kernel of an index and {n} parameter{s} that is launched over an extent in groups the runtime chooses.</summary>
    public static Action<AcceleratorStream, TIndex, {types}> LoadAutoGroupedKernel<TIndex, {types}>(
        this Accelerator accelerator, Action<TIndex, {types}> action)
        where TIndex : struct
        {where} => accelerator.LoadImplicitlyGroupedKernel(action, 0);

    /// <summary>Loads a kernel of an index and {n} parameter{s} that is launched over an extent on the default stream in groups the runtime chooses.</summary>
    public static Action<TIndex, {types}> LoadAutoGroupedStreamKernel<TIndex, {types}>(
        this Accelerator accelerator, Action<TIndex, {types}> action)
        where TIndex : struct
        {where} => accelerator.LoadImplicitlyGroupedStreamKernel(action, 0);
'''


def arity(n: int) -> str:
    numbers = range(1, n + 1)
    lines = lambda template: "\n".join("            " + template.format(i) for i in numbers)
    return ARITY.format(
        n=n,
        s="" if n == 1 else "s",
        types=", ".join(f"T{i}" for i in numbers),
        names=", ".join(f"p{i}" for i in numbers),
        where=" ".join(f"where T{i} : struct" for i in numbers),
        adds=lines("writer.Add(ref p{0});"),
        lifetimes=lines("Lifetime.Extend(ref p{0});"))


target = pathlib.Path(__file__).parent.parent / "src/GpuNN.Jit/Dialect/Runtime/KernelLoaders.cs"
target.write_text(HEAD + "\n".join(arity(n) for n in range(1, 15)) + "}\n")
