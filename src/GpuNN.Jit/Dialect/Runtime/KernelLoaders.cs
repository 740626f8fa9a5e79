// Written by eng/kernel-loaders.py: the same loaders for one to fourteen parameters.
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
    /// <summary>Loads a kernel of 1 parameter for launches on any stream.</summary>
    public static Action<AcceleratorStream, KernelConfig, T1> LoadKernel<T1>(
        this Accelerator accelerator, Action<T1> action)
        where T1 : struct => accelerator.LoadKernel(action, KernelSpecialization.Empty);

    /// <summary>Loads a kernel of 1 parameter for launches on any stream, with assumptions for the compiler.</summary>
    public static Action<AcceleratorStream, KernelConfig, T1> LoadKernel<T1>(
        this Accelerator accelerator, Action<T1> action, KernelSpecialization specialization)
        where T1 : struct
    {
        var launcher = new KernelLauncher(accelerator, action, specialization);
        return (stream, config, p1) =>
        {
            KernelArgument* arguments = stackalloc KernelArgument[launcher.ArgumentCount];
            long* constants = stackalloc long[launcher.ConstantCount];
            ArgumentWriter writer = launcher.Begin(arguments, constants);
            writer.Add(ref p1);
            launcher.Enqueue(stream, config, arguments, constants);
            Lifetime.Extend(ref p1);
        };
    }

    /// <summary>Loads a kernel of 1 parameter for launches on the default stream.</summary>
    public static Action<KernelConfig, T1> LoadStreamKernel<T1>(
        this Accelerator accelerator, Action<T1> action)
        where T1 : struct => accelerator.LoadStreamKernel(action, KernelSpecialization.Empty);

    /// <summary>Loads a kernel of 1 parameter for launches on the default stream, with assumptions for the compiler.</summary>
    public static Action<KernelConfig, T1> LoadStreamKernel<T1>(
        this Accelerator accelerator, Action<T1> action, KernelSpecialization specialization)
        where T1 : struct
    {
        Action<AcceleratorStream, KernelConfig, T1> kernel = accelerator.LoadKernel(action, specialization);
        return (config, p1) => kernel(accelerator.DefaultStream, config, p1);
    }

    /// <summary>Loads a kernel of an index and 1 parameter that is launched over an extent in groups of a given size.</summary>
    public static Action<AcceleratorStream, TIndex, T1> LoadImplicitlyGroupedKernel<TIndex, T1>(
        this Accelerator accelerator, Action<TIndex, T1> action, int customGroupSize)
        where TIndex : struct
        where T1 : struct
    {
        KernelLauncher launcher = KernelLauncher.OverExtent<TIndex>(accelerator, action, customGroupSize);
        return (stream, extent, p1) =>
        {
            KernelArgument* arguments = stackalloc KernelArgument[launcher.ArgumentCount];
            long* constants = stackalloc long[launcher.ConstantCount];
            ArgumentWriter writer = launcher.Begin(arguments, constants);
            writer.Add(ref extent);
            writer.Add(ref p1);
            launcher.EnqueueOverExtent(stream, arguments, constants);
            Lifetime.Extend(ref p1);
        };
    }

    /// <summary>Loads a kernel of an index and 1 parameter that is launched over an extent on the default stream in groups of a given size.</summary>
    public static Action<TIndex, T1> LoadImplicitlyGroupedStreamKernel<TIndex, T1>(
        this Accelerator accelerator, Action<TIndex, T1> action, int customGroupSize)
        where TIndex : struct
        where T1 : struct
    {
        Action<AcceleratorStream, TIndex, T1> kernel =
            accelerator.LoadImplicitlyGroupedKernel(action, customGroupSize);
        return (extent, p1) => kernel(accelerator.DefaultStream, extent, p1);
    }

    /// <summary>Loads a kernel of an index and 1 parameter that is launched over an extent in groups the runtime chooses.</summary>
    public static Action<AcceleratorStream, TIndex, T1> LoadAutoGroupedKernel<TIndex, T1>(
        this Accelerator accelerator, Action<TIndex, T1> action)
        where TIndex : struct
        where T1 : struct => accelerator.LoadImplicitlyGroupedKernel(action, 0);

    /// <summary>Loads a kernel of an index and 1 parameter that is launched over an extent on the default stream in groups the runtime chooses.</summary>
    public static Action<TIndex, T1> LoadAutoGroupedStreamKernel<TIndex, T1>(
        this Accelerator accelerator, Action<TIndex, T1> action)
        where TIndex : struct
        where T1 : struct => accelerator.LoadImplicitlyGroupedStreamKernel(action, 0);

    /// <summary>Loads a kernel of 2 parameters for launches on any stream.</summary>
    public static Action<AcceleratorStream, KernelConfig, T1, T2> LoadKernel<T1, T2>(
        this Accelerator accelerator, Action<T1, T2> action)
        where T1 : struct where T2 : struct => accelerator.LoadKernel(action, KernelSpecialization.Empty);

    /// <summary>Loads a kernel of 2 parameters for launches on any stream, with assumptions for the compiler.</summary>
    public static Action<AcceleratorStream, KernelConfig, T1, T2> LoadKernel<T1, T2>(
        this Accelerator accelerator, Action<T1, T2> action, KernelSpecialization specialization)
        where T1 : struct where T2 : struct
    {
        var launcher = new KernelLauncher(accelerator, action, specialization);
        return (stream, config, p1, p2) =>
        {
            KernelArgument* arguments = stackalloc KernelArgument[launcher.ArgumentCount];
            long* constants = stackalloc long[launcher.ConstantCount];
            ArgumentWriter writer = launcher.Begin(arguments, constants);
            writer.Add(ref p1);
            writer.Add(ref p2);
            launcher.Enqueue(stream, config, arguments, constants);
            Lifetime.Extend(ref p1);
            Lifetime.Extend(ref p2);
        };
    }

    /// <summary>Loads a kernel of 2 parameters for launches on the default stream.</summary>
    public static Action<KernelConfig, T1, T2> LoadStreamKernel<T1, T2>(
        this Accelerator accelerator, Action<T1, T2> action)
        where T1 : struct where T2 : struct => accelerator.LoadStreamKernel(action, KernelSpecialization.Empty);

    /// <summary>Loads a kernel of 2 parameters for launches on the default stream, with assumptions for the compiler.</summary>
    public static Action<KernelConfig, T1, T2> LoadStreamKernel<T1, T2>(
        this Accelerator accelerator, Action<T1, T2> action, KernelSpecialization specialization)
        where T1 : struct where T2 : struct
    {
        Action<AcceleratorStream, KernelConfig, T1, T2> kernel = accelerator.LoadKernel(action, specialization);
        return (config, p1, p2) => kernel(accelerator.DefaultStream, config, p1, p2);
    }

    /// <summary>Loads a kernel of an index and 2 parameters that is launched over an extent in groups of a given size.</summary>
    public static Action<AcceleratorStream, TIndex, T1, T2> LoadImplicitlyGroupedKernel<TIndex, T1, T2>(
        this Accelerator accelerator, Action<TIndex, T1, T2> action, int customGroupSize)
        where TIndex : struct
        where T1 : struct where T2 : struct
    {
        KernelLauncher launcher = KernelLauncher.OverExtent<TIndex>(accelerator, action, customGroupSize);
        return (stream, extent, p1, p2) =>
        {
            KernelArgument* arguments = stackalloc KernelArgument[launcher.ArgumentCount];
            long* constants = stackalloc long[launcher.ConstantCount];
            ArgumentWriter writer = launcher.Begin(arguments, constants);
            writer.Add(ref extent);
            writer.Add(ref p1);
            writer.Add(ref p2);
            launcher.EnqueueOverExtent(stream, arguments, constants);
            Lifetime.Extend(ref p1);
            Lifetime.Extend(ref p2);
        };
    }

    /// <summary>Loads a kernel of an index and 2 parameters that is launched over an extent on the default stream in groups of a given size.</summary>
    public static Action<TIndex, T1, T2> LoadImplicitlyGroupedStreamKernel<TIndex, T1, T2>(
        this Accelerator accelerator, Action<TIndex, T1, T2> action, int customGroupSize)
        where TIndex : struct
        where T1 : struct where T2 : struct
    {
        Action<AcceleratorStream, TIndex, T1, T2> kernel =
            accelerator.LoadImplicitlyGroupedKernel(action, customGroupSize);
        return (extent, p1, p2) => kernel(accelerator.DefaultStream, extent, p1, p2);
    }

    /// <summary>Loads a kernel of an index and 2 parameters that is launched over an extent in groups the runtime chooses.</summary>
    public static Action<AcceleratorStream, TIndex, T1, T2> LoadAutoGroupedKernel<TIndex, T1, T2>(
        this Accelerator accelerator, Action<TIndex, T1, T2> action)
        where TIndex : struct
        where T1 : struct where T2 : struct => accelerator.LoadImplicitlyGroupedKernel(action, 0);

    /// <summary>Loads a kernel of an index and 2 parameters that is launched over an extent on the default stream in groups the runtime chooses.</summary>
    public static Action<TIndex, T1, T2> LoadAutoGroupedStreamKernel<TIndex, T1, T2>(
        this Accelerator accelerator, Action<TIndex, T1, T2> action)
        where TIndex : struct
        where T1 : struct where T2 : struct => accelerator.LoadImplicitlyGroupedStreamKernel(action, 0);

    /// <summary>Loads a kernel of 3 parameters for launches on any stream.</summary>
    public static Action<AcceleratorStream, KernelConfig, T1, T2, T3> LoadKernel<T1, T2, T3>(
        this Accelerator accelerator, Action<T1, T2, T3> action)
        where T1 : struct where T2 : struct where T3 : struct => accelerator.LoadKernel(action, KernelSpecialization.Empty);

    /// <summary>Loads a kernel of 3 parameters for launches on any stream, with assumptions for the compiler.</summary>
    public static Action<AcceleratorStream, KernelConfig, T1, T2, T3> LoadKernel<T1, T2, T3>(
        this Accelerator accelerator, Action<T1, T2, T3> action, KernelSpecialization specialization)
        where T1 : struct where T2 : struct where T3 : struct
    {
        var launcher = new KernelLauncher(accelerator, action, specialization);
        return (stream, config, p1, p2, p3) =>
        {
            KernelArgument* arguments = stackalloc KernelArgument[launcher.ArgumentCount];
            long* constants = stackalloc long[launcher.ConstantCount];
            ArgumentWriter writer = launcher.Begin(arguments, constants);
            writer.Add(ref p1);
            writer.Add(ref p2);
            writer.Add(ref p3);
            launcher.Enqueue(stream, config, arguments, constants);
            Lifetime.Extend(ref p1);
            Lifetime.Extend(ref p2);
            Lifetime.Extend(ref p3);
        };
    }

    /// <summary>Loads a kernel of 3 parameters for launches on the default stream.</summary>
    public static Action<KernelConfig, T1, T2, T3> LoadStreamKernel<T1, T2, T3>(
        this Accelerator accelerator, Action<T1, T2, T3> action)
        where T1 : struct where T2 : struct where T3 : struct => accelerator.LoadStreamKernel(action, KernelSpecialization.Empty);

    /// <summary>Loads a kernel of 3 parameters for launches on the default stream, with assumptions for the compiler.</summary>
    public static Action<KernelConfig, T1, T2, T3> LoadStreamKernel<T1, T2, T3>(
        this Accelerator accelerator, Action<T1, T2, T3> action, KernelSpecialization specialization)
        where T1 : struct where T2 : struct where T3 : struct
    {
        Action<AcceleratorStream, KernelConfig, T1, T2, T3> kernel = accelerator.LoadKernel(action, specialization);
        return (config, p1, p2, p3) => kernel(accelerator.DefaultStream, config, p1, p2, p3);
    }

    /// <summary>Loads a kernel of an index and 3 parameters that is launched over an extent in groups of a given size.</summary>
    public static Action<AcceleratorStream, TIndex, T1, T2, T3> LoadImplicitlyGroupedKernel<TIndex, T1, T2, T3>(
        this Accelerator accelerator, Action<TIndex, T1, T2, T3> action, int customGroupSize)
        where TIndex : struct
        where T1 : struct where T2 : struct where T3 : struct
    {
        KernelLauncher launcher = KernelLauncher.OverExtent<TIndex>(accelerator, action, customGroupSize);
        return (stream, extent, p1, p2, p3) =>
        {
            KernelArgument* arguments = stackalloc KernelArgument[launcher.ArgumentCount];
            long* constants = stackalloc long[launcher.ConstantCount];
            ArgumentWriter writer = launcher.Begin(arguments, constants);
            writer.Add(ref extent);
            writer.Add(ref p1);
            writer.Add(ref p2);
            writer.Add(ref p3);
            launcher.EnqueueOverExtent(stream, arguments, constants);
            Lifetime.Extend(ref p1);
            Lifetime.Extend(ref p2);
            Lifetime.Extend(ref p3);
        };
    }

    /// <summary>Loads a kernel of an index and 3 parameters that is launched over an extent on the default stream in groups of a given size.</summary>
    public static Action<TIndex, T1, T2, T3> LoadImplicitlyGroupedStreamKernel<TIndex, T1, T2, T3>(
        this Accelerator accelerator, Action<TIndex, T1, T2, T3> action, int customGroupSize)
        where TIndex : struct
        where T1 : struct where T2 : struct where T3 : struct
    {
        Action<AcceleratorStream, TIndex, T1, T2, T3> kernel =
            accelerator.LoadImplicitlyGroupedKernel(action, customGroupSize);
        return (extent, p1, p2, p3) => kernel(accelerator.DefaultStream, extent, p1, p2, p3);
    }

    /// <summary>Loads a kernel of an index and 3 parameters that is launched over an extent in groups the runtime chooses.</summary>
    public static Action<AcceleratorStream, TIndex, T1, T2, T3> LoadAutoGroupedKernel<TIndex, T1, T2, T3>(
        this Accelerator accelerator, Action<TIndex, T1, T2, T3> action)
        where TIndex : struct
        where T1 : struct where T2 : struct where T3 : struct => accelerator.LoadImplicitlyGroupedKernel(action, 0);

    /// <summary>Loads a kernel of an index and 3 parameters that is launched over an extent on the default stream in groups the runtime chooses.</summary>
    public static Action<TIndex, T1, T2, T3> LoadAutoGroupedStreamKernel<TIndex, T1, T2, T3>(
        this Accelerator accelerator, Action<TIndex, T1, T2, T3> action)
        where TIndex : struct
        where T1 : struct where T2 : struct where T3 : struct => accelerator.LoadImplicitlyGroupedStreamKernel(action, 0);

    /// <summary>Loads a kernel of 4 parameters for launches on any stream.</summary>
    public static Action<AcceleratorStream, KernelConfig, T1, T2, T3, T4> LoadKernel<T1, T2, T3, T4>(
        this Accelerator accelerator, Action<T1, T2, T3, T4> action)
        where T1 : struct where T2 : struct where T3 : struct where T4 : struct => accelerator.LoadKernel(action, KernelSpecialization.Empty);

    /// <summary>Loads a kernel of 4 parameters for launches on any stream, with assumptions for the compiler.</summary>
    public static Action<AcceleratorStream, KernelConfig, T1, T2, T3, T4> LoadKernel<T1, T2, T3, T4>(
        this Accelerator accelerator, Action<T1, T2, T3, T4> action, KernelSpecialization specialization)
        where T1 : struct where T2 : struct where T3 : struct where T4 : struct
    {
        var launcher = new KernelLauncher(accelerator, action, specialization);
        return (stream, config, p1, p2, p3, p4) =>
        {
            KernelArgument* arguments = stackalloc KernelArgument[launcher.ArgumentCount];
            long* constants = stackalloc long[launcher.ConstantCount];
            ArgumentWriter writer = launcher.Begin(arguments, constants);
            writer.Add(ref p1);
            writer.Add(ref p2);
            writer.Add(ref p3);
            writer.Add(ref p4);
            launcher.Enqueue(stream, config, arguments, constants);
            Lifetime.Extend(ref p1);
            Lifetime.Extend(ref p2);
            Lifetime.Extend(ref p3);
            Lifetime.Extend(ref p4);
        };
    }

    /// <summary>Loads a kernel of 4 parameters for launches on the default stream.</summary>
    public static Action<KernelConfig, T1, T2, T3, T4> LoadStreamKernel<T1, T2, T3, T4>(
        this Accelerator accelerator, Action<T1, T2, T3, T4> action)
        where T1 : struct where T2 : struct where T3 : struct where T4 : struct => accelerator.LoadStreamKernel(action, KernelSpecialization.Empty);

    /// <summary>Loads a kernel of 4 parameters for launches on the default stream, with assumptions for the compiler.</summary>
    public static Action<KernelConfig, T1, T2, T3, T4> LoadStreamKernel<T1, T2, T3, T4>(
        this Accelerator accelerator, Action<T1, T2, T3, T4> action, KernelSpecialization specialization)
        where T1 : struct where T2 : struct where T3 : struct where T4 : struct
    {
        Action<AcceleratorStream, KernelConfig, T1, T2, T3, T4> kernel = accelerator.LoadKernel(action, specialization);
        return (config, p1, p2, p3, p4) => kernel(accelerator.DefaultStream, config, p1, p2, p3, p4);
    }

    /// <summary>Loads a kernel of an index and 4 parameters that is launched over an extent in groups of a given size.</summary>
    public static Action<AcceleratorStream, TIndex, T1, T2, T3, T4> LoadImplicitlyGroupedKernel<TIndex, T1, T2, T3, T4>(
        this Accelerator accelerator, Action<TIndex, T1, T2, T3, T4> action, int customGroupSize)
        where TIndex : struct
        where T1 : struct where T2 : struct where T3 : struct where T4 : struct
    {
        KernelLauncher launcher = KernelLauncher.OverExtent<TIndex>(accelerator, action, customGroupSize);
        return (stream, extent, p1, p2, p3, p4) =>
        {
            KernelArgument* arguments = stackalloc KernelArgument[launcher.ArgumentCount];
            long* constants = stackalloc long[launcher.ConstantCount];
            ArgumentWriter writer = launcher.Begin(arguments, constants);
            writer.Add(ref extent);
            writer.Add(ref p1);
            writer.Add(ref p2);
            writer.Add(ref p3);
            writer.Add(ref p4);
            launcher.EnqueueOverExtent(stream, arguments, constants);
            Lifetime.Extend(ref p1);
            Lifetime.Extend(ref p2);
            Lifetime.Extend(ref p3);
            Lifetime.Extend(ref p4);
        };
    }

    /// <summary>Loads a kernel of an index and 4 parameters that is launched over an extent on the default stream in groups of a given size.</summary>
    public static Action<TIndex, T1, T2, T3, T4> LoadImplicitlyGroupedStreamKernel<TIndex, T1, T2, T3, T4>(
        this Accelerator accelerator, Action<TIndex, T1, T2, T3, T4> action, int customGroupSize)
        where TIndex : struct
        where T1 : struct where T2 : struct where T3 : struct where T4 : struct
    {
        Action<AcceleratorStream, TIndex, T1, T2, T3, T4> kernel =
            accelerator.LoadImplicitlyGroupedKernel(action, customGroupSize);
        return (extent, p1, p2, p3, p4) => kernel(accelerator.DefaultStream, extent, p1, p2, p3, p4);
    }

    /// <summary>Loads a kernel of an index and 4 parameters that is launched over an extent in groups the runtime chooses.</summary>
    public static Action<AcceleratorStream, TIndex, T1, T2, T3, T4> LoadAutoGroupedKernel<TIndex, T1, T2, T3, T4>(
        this Accelerator accelerator, Action<TIndex, T1, T2, T3, T4> action)
        where TIndex : struct
        where T1 : struct where T2 : struct where T3 : struct where T4 : struct => accelerator.LoadImplicitlyGroupedKernel(action, 0);

    /// <summary>Loads a kernel of an index and 4 parameters that is launched over an extent on the default stream in groups the runtime chooses.</summary>
    public static Action<TIndex, T1, T2, T3, T4> LoadAutoGroupedStreamKernel<TIndex, T1, T2, T3, T4>(
        this Accelerator accelerator, Action<TIndex, T1, T2, T3, T4> action)
        where TIndex : struct
        where T1 : struct where T2 : struct where T3 : struct where T4 : struct => accelerator.LoadImplicitlyGroupedStreamKernel(action, 0);

    /// <summary>Loads a kernel of 5 parameters for launches on any stream.</summary>
    public static Action<AcceleratorStream, KernelConfig, T1, T2, T3, T4, T5> LoadKernel<T1, T2, T3, T4, T5>(
        this Accelerator accelerator, Action<T1, T2, T3, T4, T5> action)
        where T1 : struct where T2 : struct where T3 : struct where T4 : struct where T5 : struct => accelerator.LoadKernel(action, KernelSpecialization.Empty);

    /// <summary>Loads a kernel of 5 parameters for launches on any stream, with assumptions for the compiler.</summary>
    public static Action<AcceleratorStream, KernelConfig, T1, T2, T3, T4, T5> LoadKernel<T1, T2, T3, T4, T5>(
        this Accelerator accelerator, Action<T1, T2, T3, T4, T5> action, KernelSpecialization specialization)
        where T1 : struct where T2 : struct where T3 : struct where T4 : struct where T5 : struct
    {
        var launcher = new KernelLauncher(accelerator, action, specialization);
        return (stream, config, p1, p2, p3, p4, p5) =>
        {
            KernelArgument* arguments = stackalloc KernelArgument[launcher.ArgumentCount];
            long* constants = stackalloc long[launcher.ConstantCount];
            ArgumentWriter writer = launcher.Begin(arguments, constants);
            writer.Add(ref p1);
            writer.Add(ref p2);
            writer.Add(ref p3);
            writer.Add(ref p4);
            writer.Add(ref p5);
            launcher.Enqueue(stream, config, arguments, constants);
            Lifetime.Extend(ref p1);
            Lifetime.Extend(ref p2);
            Lifetime.Extend(ref p3);
            Lifetime.Extend(ref p4);
            Lifetime.Extend(ref p5);
        };
    }

    /// <summary>Loads a kernel of 5 parameters for launches on the default stream.</summary>
    public static Action<KernelConfig, T1, T2, T3, T4, T5> LoadStreamKernel<T1, T2, T3, T4, T5>(
        this Accelerator accelerator, Action<T1, T2, T3, T4, T5> action)
        where T1 : struct where T2 : struct where T3 : struct where T4 : struct where T5 : struct => accelerator.LoadStreamKernel(action, KernelSpecialization.Empty);

    /// <summary>Loads a kernel of 5 parameters for launches on the default stream, with assumptions for the compiler.</summary>
    public static Action<KernelConfig, T1, T2, T3, T4, T5> LoadStreamKernel<T1, T2, T3, T4, T5>(
        this Accelerator accelerator, Action<T1, T2, T3, T4, T5> action, KernelSpecialization specialization)
        where T1 : struct where T2 : struct where T3 : struct where T4 : struct where T5 : struct
    {
        Action<AcceleratorStream, KernelConfig, T1, T2, T3, T4, T5> kernel = accelerator.LoadKernel(action, specialization);
        return (config, p1, p2, p3, p4, p5) => kernel(accelerator.DefaultStream, config, p1, p2, p3, p4, p5);
    }

    /// <summary>Loads a kernel of an index and 5 parameters that is launched over an extent in groups of a given size.</summary>
    public static Action<AcceleratorStream, TIndex, T1, T2, T3, T4, T5> LoadImplicitlyGroupedKernel<TIndex, T1, T2, T3, T4, T5>(
        this Accelerator accelerator, Action<TIndex, T1, T2, T3, T4, T5> action, int customGroupSize)
        where TIndex : struct
        where T1 : struct where T2 : struct where T3 : struct where T4 : struct where T5 : struct
    {
        KernelLauncher launcher = KernelLauncher.OverExtent<TIndex>(accelerator, action, customGroupSize);
        return (stream, extent, p1, p2, p3, p4, p5) =>
        {
            KernelArgument* arguments = stackalloc KernelArgument[launcher.ArgumentCount];
            long* constants = stackalloc long[launcher.ConstantCount];
            ArgumentWriter writer = launcher.Begin(arguments, constants);
            writer.Add(ref extent);
            writer.Add(ref p1);
            writer.Add(ref p2);
            writer.Add(ref p3);
            writer.Add(ref p4);
            writer.Add(ref p5);
            launcher.EnqueueOverExtent(stream, arguments, constants);
            Lifetime.Extend(ref p1);
            Lifetime.Extend(ref p2);
            Lifetime.Extend(ref p3);
            Lifetime.Extend(ref p4);
            Lifetime.Extend(ref p5);
        };
    }

    /// <summary>Loads a kernel of an index and 5 parameters that is launched over an extent on the default stream in groups of a given size.</summary>
    public static Action<TIndex, T1, T2, T3, T4, T5> LoadImplicitlyGroupedStreamKernel<TIndex, T1, T2, T3, T4, T5>(
        this Accelerator accelerator, Action<TIndex, T1, T2, T3, T4, T5> action, int customGroupSize)
        where TIndex : struct
        where T1 : struct where T2 : struct where T3 : struct where T4 : struct where T5 : struct
    {
        Action<AcceleratorStream, TIndex, T1, T2, T3, T4, T5> kernel =
            accelerator.LoadImplicitlyGroupedKernel(action, customGroupSize);
        return (extent, p1, p2, p3, p4, p5) => kernel(accelerator.DefaultStream, extent, p1, p2, p3, p4, p5);
    }

    /// <summary>Loads a kernel of an index and 5 parameters that is launched over an extent in groups the runtime chooses.</summary>
    public static Action<AcceleratorStream, TIndex, T1, T2, T3, T4, T5> LoadAutoGroupedKernel<TIndex, T1, T2, T3, T4, T5>(
        this Accelerator accelerator, Action<TIndex, T1, T2, T3, T4, T5> action)
        where TIndex : struct
        where T1 : struct where T2 : struct where T3 : struct where T4 : struct where T5 : struct => accelerator.LoadImplicitlyGroupedKernel(action, 0);

    /// <summary>Loads a kernel of an index and 5 parameters that is launched over an extent on the default stream in groups the runtime chooses.</summary>
    public static Action<TIndex, T1, T2, T3, T4, T5> LoadAutoGroupedStreamKernel<TIndex, T1, T2, T3, T4, T5>(
        this Accelerator accelerator, Action<TIndex, T1, T2, T3, T4, T5> action)
        where TIndex : struct
        where T1 : struct where T2 : struct where T3 : struct where T4 : struct where T5 : struct => accelerator.LoadImplicitlyGroupedStreamKernel(action, 0);

    /// <summary>Loads a kernel of 6 parameters for launches on any stream.</summary>
    public static Action<AcceleratorStream, KernelConfig, T1, T2, T3, T4, T5, T6> LoadKernel<T1, T2, T3, T4, T5, T6>(
        this Accelerator accelerator, Action<T1, T2, T3, T4, T5, T6> action)
        where T1 : struct where T2 : struct where T3 : struct where T4 : struct where T5 : struct where T6 : struct => accelerator.LoadKernel(action, KernelSpecialization.Empty);

    /// <summary>Loads a kernel of 6 parameters for launches on any stream, with assumptions for the compiler.</summary>
    public static Action<AcceleratorStream, KernelConfig, T1, T2, T3, T4, T5, T6> LoadKernel<T1, T2, T3, T4, T5, T6>(
        this Accelerator accelerator, Action<T1, T2, T3, T4, T5, T6> action, KernelSpecialization specialization)
        where T1 : struct where T2 : struct where T3 : struct where T4 : struct where T5 : struct where T6 : struct
    {
        var launcher = new KernelLauncher(accelerator, action, specialization);
        return (stream, config, p1, p2, p3, p4, p5, p6) =>
        {
            KernelArgument* arguments = stackalloc KernelArgument[launcher.ArgumentCount];
            long* constants = stackalloc long[launcher.ConstantCount];
            ArgumentWriter writer = launcher.Begin(arguments, constants);
            writer.Add(ref p1);
            writer.Add(ref p2);
            writer.Add(ref p3);
            writer.Add(ref p4);
            writer.Add(ref p5);
            writer.Add(ref p6);
            launcher.Enqueue(stream, config, arguments, constants);
            Lifetime.Extend(ref p1);
            Lifetime.Extend(ref p2);
            Lifetime.Extend(ref p3);
            Lifetime.Extend(ref p4);
            Lifetime.Extend(ref p5);
            Lifetime.Extend(ref p6);
        };
    }

    /// <summary>Loads a kernel of 6 parameters for launches on the default stream.</summary>
    public static Action<KernelConfig, T1, T2, T3, T4, T5, T6> LoadStreamKernel<T1, T2, T3, T4, T5, T6>(
        this Accelerator accelerator, Action<T1, T2, T3, T4, T5, T6> action)
        where T1 : struct where T2 : struct where T3 : struct where T4 : struct where T5 : struct where T6 : struct => accelerator.LoadStreamKernel(action, KernelSpecialization.Empty);

    /// <summary>Loads a kernel of 6 parameters for launches on the default stream, with assumptions for the compiler.</summary>
    public static Action<KernelConfig, T1, T2, T3, T4, T5, T6> LoadStreamKernel<T1, T2, T3, T4, T5, T6>(
        this Accelerator accelerator, Action<T1, T2, T3, T4, T5, T6> action, KernelSpecialization specialization)
        where T1 : struct where T2 : struct where T3 : struct where T4 : struct where T5 : struct where T6 : struct
    {
        Action<AcceleratorStream, KernelConfig, T1, T2, T3, T4, T5, T6> kernel = accelerator.LoadKernel(action, specialization);
        return (config, p1, p2, p3, p4, p5, p6) => kernel(accelerator.DefaultStream, config, p1, p2, p3, p4, p5, p6);
    }

    /// <summary>Loads a kernel of an index and 6 parameters that is launched over an extent in groups of a given size.</summary>
    public static Action<AcceleratorStream, TIndex, T1, T2, T3, T4, T5, T6> LoadImplicitlyGroupedKernel<TIndex, T1, T2, T3, T4, T5, T6>(
        this Accelerator accelerator, Action<TIndex, T1, T2, T3, T4, T5, T6> action, int customGroupSize)
        where TIndex : struct
        where T1 : struct where T2 : struct where T3 : struct where T4 : struct where T5 : struct where T6 : struct
    {
        KernelLauncher launcher = KernelLauncher.OverExtent<TIndex>(accelerator, action, customGroupSize);
        return (stream, extent, p1, p2, p3, p4, p5, p6) =>
        {
            KernelArgument* arguments = stackalloc KernelArgument[launcher.ArgumentCount];
            long* constants = stackalloc long[launcher.ConstantCount];
            ArgumentWriter writer = launcher.Begin(arguments, constants);
            writer.Add(ref extent);
            writer.Add(ref p1);
            writer.Add(ref p2);
            writer.Add(ref p3);
            writer.Add(ref p4);
            writer.Add(ref p5);
            writer.Add(ref p6);
            launcher.EnqueueOverExtent(stream, arguments, constants);
            Lifetime.Extend(ref p1);
            Lifetime.Extend(ref p2);
            Lifetime.Extend(ref p3);
            Lifetime.Extend(ref p4);
            Lifetime.Extend(ref p5);
            Lifetime.Extend(ref p6);
        };
    }

    /// <summary>Loads a kernel of an index and 6 parameters that is launched over an extent on the default stream in groups of a given size.</summary>
    public static Action<TIndex, T1, T2, T3, T4, T5, T6> LoadImplicitlyGroupedStreamKernel<TIndex, T1, T2, T3, T4, T5, T6>(
        this Accelerator accelerator, Action<TIndex, T1, T2, T3, T4, T5, T6> action, int customGroupSize)
        where TIndex : struct
        where T1 : struct where T2 : struct where T3 : struct where T4 : struct where T5 : struct where T6 : struct
    {
        Action<AcceleratorStream, TIndex, T1, T2, T3, T4, T5, T6> kernel =
            accelerator.LoadImplicitlyGroupedKernel(action, customGroupSize);
        return (extent, p1, p2, p3, p4, p5, p6) => kernel(accelerator.DefaultStream, extent, p1, p2, p3, p4, p5, p6);
    }

    /// <summary>Loads a kernel of an index and 6 parameters that is launched over an extent in groups the runtime chooses.</summary>
    public static Action<AcceleratorStream, TIndex, T1, T2, T3, T4, T5, T6> LoadAutoGroupedKernel<TIndex, T1, T2, T3, T4, T5, T6>(
        this Accelerator accelerator, Action<TIndex, T1, T2, T3, T4, T5, T6> action)
        where TIndex : struct
        where T1 : struct where T2 : struct where T3 : struct where T4 : struct where T5 : struct where T6 : struct => accelerator.LoadImplicitlyGroupedKernel(action, 0);

    /// <summary>Loads a kernel of an index and 6 parameters that is launched over an extent on the default stream in groups the runtime chooses.</summary>
    public static Action<TIndex, T1, T2, T3, T4, T5, T6> LoadAutoGroupedStreamKernel<TIndex, T1, T2, T3, T4, T5, T6>(
        this Accelerator accelerator, Action<TIndex, T1, T2, T3, T4, T5, T6> action)
        where TIndex : struct
        where T1 : struct where T2 : struct where T3 : struct where T4 : struct where T5 : struct where T6 : struct => accelerator.LoadImplicitlyGroupedStreamKernel(action, 0);

    /// <summary>Loads a kernel of 7 parameters for launches on any stream.</summary>
    public static Action<AcceleratorStream, KernelConfig, T1, T2, T3, T4, T5, T6, T7> LoadKernel<T1, T2, T3, T4, T5, T6, T7>(
        this Accelerator accelerator, Action<T1, T2, T3, T4, T5, T6, T7> action)
        where T1 : struct where T2 : struct where T3 : struct where T4 : struct where T5 : struct where T6 : struct where T7 : struct => accelerator.LoadKernel(action, KernelSpecialization.Empty);

    /// <summary>Loads a kernel of 7 parameters for launches on any stream, with assumptions for the compiler.</summary>
    public static Action<AcceleratorStream, KernelConfig, T1, T2, T3, T4, T5, T6, T7> LoadKernel<T1, T2, T3, T4, T5, T6, T7>(
        this Accelerator accelerator, Action<T1, T2, T3, T4, T5, T6, T7> action, KernelSpecialization specialization)
        where T1 : struct where T2 : struct where T3 : struct where T4 : struct where T5 : struct where T6 : struct where T7 : struct
    {
        var launcher = new KernelLauncher(accelerator, action, specialization);
        return (stream, config, p1, p2, p3, p4, p5, p6, p7) =>
        {
            KernelArgument* arguments = stackalloc KernelArgument[launcher.ArgumentCount];
            long* constants = stackalloc long[launcher.ConstantCount];
            ArgumentWriter writer = launcher.Begin(arguments, constants);
            writer.Add(ref p1);
            writer.Add(ref p2);
            writer.Add(ref p3);
            writer.Add(ref p4);
            writer.Add(ref p5);
            writer.Add(ref p6);
            writer.Add(ref p7);
            launcher.Enqueue(stream, config, arguments, constants);
            Lifetime.Extend(ref p1);
            Lifetime.Extend(ref p2);
            Lifetime.Extend(ref p3);
            Lifetime.Extend(ref p4);
            Lifetime.Extend(ref p5);
            Lifetime.Extend(ref p6);
            Lifetime.Extend(ref p7);
        };
    }

    /// <summary>Loads a kernel of 7 parameters for launches on the default stream.</summary>
    public static Action<KernelConfig, T1, T2, T3, T4, T5, T6, T7> LoadStreamKernel<T1, T2, T3, T4, T5, T6, T7>(
        this Accelerator accelerator, Action<T1, T2, T3, T4, T5, T6, T7> action)
        where T1 : struct where T2 : struct where T3 : struct where T4 : struct where T5 : struct where T6 : struct where T7 : struct => accelerator.LoadStreamKernel(action, KernelSpecialization.Empty);

    /// <summary>Loads a kernel of 7 parameters for launches on the default stream, with assumptions for the compiler.</summary>
    public static Action<KernelConfig, T1, T2, T3, T4, T5, T6, T7> LoadStreamKernel<T1, T2, T3, T4, T5, T6, T7>(
        this Accelerator accelerator, Action<T1, T2, T3, T4, T5, T6, T7> action, KernelSpecialization specialization)
        where T1 : struct where T2 : struct where T3 : struct where T4 : struct where T5 : struct where T6 : struct where T7 : struct
    {
        Action<AcceleratorStream, KernelConfig, T1, T2, T3, T4, T5, T6, T7> kernel = accelerator.LoadKernel(action, specialization);
        return (config, p1, p2, p3, p4, p5, p6, p7) => kernel(accelerator.DefaultStream, config, p1, p2, p3, p4, p5, p6, p7);
    }

    /// <summary>Loads a kernel of an index and 7 parameters that is launched over an extent in groups of a given size.</summary>
    public static Action<AcceleratorStream, TIndex, T1, T2, T3, T4, T5, T6, T7> LoadImplicitlyGroupedKernel<TIndex, T1, T2, T3, T4, T5, T6, T7>(
        this Accelerator accelerator, Action<TIndex, T1, T2, T3, T4, T5, T6, T7> action, int customGroupSize)
        where TIndex : struct
        where T1 : struct where T2 : struct where T3 : struct where T4 : struct where T5 : struct where T6 : struct where T7 : struct
    {
        KernelLauncher launcher = KernelLauncher.OverExtent<TIndex>(accelerator, action, customGroupSize);
        return (stream, extent, p1, p2, p3, p4, p5, p6, p7) =>
        {
            KernelArgument* arguments = stackalloc KernelArgument[launcher.ArgumentCount];
            long* constants = stackalloc long[launcher.ConstantCount];
            ArgumentWriter writer = launcher.Begin(arguments, constants);
            writer.Add(ref extent);
            writer.Add(ref p1);
            writer.Add(ref p2);
            writer.Add(ref p3);
            writer.Add(ref p4);
            writer.Add(ref p5);
            writer.Add(ref p6);
            writer.Add(ref p7);
            launcher.EnqueueOverExtent(stream, arguments, constants);
            Lifetime.Extend(ref p1);
            Lifetime.Extend(ref p2);
            Lifetime.Extend(ref p3);
            Lifetime.Extend(ref p4);
            Lifetime.Extend(ref p5);
            Lifetime.Extend(ref p6);
            Lifetime.Extend(ref p7);
        };
    }

    /// <summary>Loads a kernel of an index and 7 parameters that is launched over an extent on the default stream in groups of a given size.</summary>
    public static Action<TIndex, T1, T2, T3, T4, T5, T6, T7> LoadImplicitlyGroupedStreamKernel<TIndex, T1, T2, T3, T4, T5, T6, T7>(
        this Accelerator accelerator, Action<TIndex, T1, T2, T3, T4, T5, T6, T7> action, int customGroupSize)
        where TIndex : struct
        where T1 : struct where T2 : struct where T3 : struct where T4 : struct where T5 : struct where T6 : struct where T7 : struct
    {
        Action<AcceleratorStream, TIndex, T1, T2, T3, T4, T5, T6, T7> kernel =
            accelerator.LoadImplicitlyGroupedKernel(action, customGroupSize);
        return (extent, p1, p2, p3, p4, p5, p6, p7) => kernel(accelerator.DefaultStream, extent, p1, p2, p3, p4, p5, p6, p7);
    }

    /// <summary>Loads a kernel of an index and 7 parameters that is launched over an extent in groups the runtime chooses.</summary>
    public static Action<AcceleratorStream, TIndex, T1, T2, T3, T4, T5, T6, T7> LoadAutoGroupedKernel<TIndex, T1, T2, T3, T4, T5, T6, T7>(
        this Accelerator accelerator, Action<TIndex, T1, T2, T3, T4, T5, T6, T7> action)
        where TIndex : struct
        where T1 : struct where T2 : struct where T3 : struct where T4 : struct where T5 : struct where T6 : struct where T7 : struct => accelerator.LoadImplicitlyGroupedKernel(action, 0);

    /// <summary>Loads a kernel of an index and 7 parameters that is launched over an extent on the default stream in groups the runtime chooses.</summary>
    public static Action<TIndex, T1, T2, T3, T4, T5, T6, T7> LoadAutoGroupedStreamKernel<TIndex, T1, T2, T3, T4, T5, T6, T7>(
        this Accelerator accelerator, Action<TIndex, T1, T2, T3, T4, T5, T6, T7> action)
        where TIndex : struct
        where T1 : struct where T2 : struct where T3 : struct where T4 : struct where T5 : struct where T6 : struct where T7 : struct => accelerator.LoadImplicitlyGroupedStreamKernel(action, 0);

    /// <summary>Loads a kernel of 8 parameters for launches on any stream.</summary>
    public static Action<AcceleratorStream, KernelConfig, T1, T2, T3, T4, T5, T6, T7, T8> LoadKernel<T1, T2, T3, T4, T5, T6, T7, T8>(
        this Accelerator accelerator, Action<T1, T2, T3, T4, T5, T6, T7, T8> action)
        where T1 : struct where T2 : struct where T3 : struct where T4 : struct where T5 : struct where T6 : struct where T7 : struct where T8 : struct => accelerator.LoadKernel(action, KernelSpecialization.Empty);

    /// <summary>Loads a kernel of 8 parameters for launches on any stream, with assumptions for the compiler.</summary>
    public static Action<AcceleratorStream, KernelConfig, T1, T2, T3, T4, T5, T6, T7, T8> LoadKernel<T1, T2, T3, T4, T5, T6, T7, T8>(
        this Accelerator accelerator, Action<T1, T2, T3, T4, T5, T6, T7, T8> action, KernelSpecialization specialization)
        where T1 : struct where T2 : struct where T3 : struct where T4 : struct where T5 : struct where T6 : struct where T7 : struct where T8 : struct
    {
        var launcher = new KernelLauncher(accelerator, action, specialization);
        return (stream, config, p1, p2, p3, p4, p5, p6, p7, p8) =>
        {
            KernelArgument* arguments = stackalloc KernelArgument[launcher.ArgumentCount];
            long* constants = stackalloc long[launcher.ConstantCount];
            ArgumentWriter writer = launcher.Begin(arguments, constants);
            writer.Add(ref p1);
            writer.Add(ref p2);
            writer.Add(ref p3);
            writer.Add(ref p4);
            writer.Add(ref p5);
            writer.Add(ref p6);
            writer.Add(ref p7);
            writer.Add(ref p8);
            launcher.Enqueue(stream, config, arguments, constants);
            Lifetime.Extend(ref p1);
            Lifetime.Extend(ref p2);
            Lifetime.Extend(ref p3);
            Lifetime.Extend(ref p4);
            Lifetime.Extend(ref p5);
            Lifetime.Extend(ref p6);
            Lifetime.Extend(ref p7);
            Lifetime.Extend(ref p8);
        };
    }

    /// <summary>Loads a kernel of 8 parameters for launches on the default stream.</summary>
    public static Action<KernelConfig, T1, T2, T3, T4, T5, T6, T7, T8> LoadStreamKernel<T1, T2, T3, T4, T5, T6, T7, T8>(
        this Accelerator accelerator, Action<T1, T2, T3, T4, T5, T6, T7, T8> action)
        where T1 : struct where T2 : struct where T3 : struct where T4 : struct where T5 : struct where T6 : struct where T7 : struct where T8 : struct => accelerator.LoadStreamKernel(action, KernelSpecialization.Empty);

    /// <summary>Loads a kernel of 8 parameters for launches on the default stream, with assumptions for the compiler.</summary>
    public static Action<KernelConfig, T1, T2, T3, T4, T5, T6, T7, T8> LoadStreamKernel<T1, T2, T3, T4, T5, T6, T7, T8>(
        this Accelerator accelerator, Action<T1, T2, T3, T4, T5, T6, T7, T8> action, KernelSpecialization specialization)
        where T1 : struct where T2 : struct where T3 : struct where T4 : struct where T5 : struct where T6 : struct where T7 : struct where T8 : struct
    {
        Action<AcceleratorStream, KernelConfig, T1, T2, T3, T4, T5, T6, T7, T8> kernel = accelerator.LoadKernel(action, specialization);
        return (config, p1, p2, p3, p4, p5, p6, p7, p8) => kernel(accelerator.DefaultStream, config, p1, p2, p3, p4, p5, p6, p7, p8);
    }

    /// <summary>Loads a kernel of an index and 8 parameters that is launched over an extent in groups of a given size.</summary>
    public static Action<AcceleratorStream, TIndex, T1, T2, T3, T4, T5, T6, T7, T8> LoadImplicitlyGroupedKernel<TIndex, T1, T2, T3, T4, T5, T6, T7, T8>(
        this Accelerator accelerator, Action<TIndex, T1, T2, T3, T4, T5, T6, T7, T8> action, int customGroupSize)
        where TIndex : struct
        where T1 : struct where T2 : struct where T3 : struct where T4 : struct where T5 : struct where T6 : struct where T7 : struct where T8 : struct
    {
        KernelLauncher launcher = KernelLauncher.OverExtent<TIndex>(accelerator, action, customGroupSize);
        return (stream, extent, p1, p2, p3, p4, p5, p6, p7, p8) =>
        {
            KernelArgument* arguments = stackalloc KernelArgument[launcher.ArgumentCount];
            long* constants = stackalloc long[launcher.ConstantCount];
            ArgumentWriter writer = launcher.Begin(arguments, constants);
            writer.Add(ref extent);
            writer.Add(ref p1);
            writer.Add(ref p2);
            writer.Add(ref p3);
            writer.Add(ref p4);
            writer.Add(ref p5);
            writer.Add(ref p6);
            writer.Add(ref p7);
            writer.Add(ref p8);
            launcher.EnqueueOverExtent(stream, arguments, constants);
            Lifetime.Extend(ref p1);
            Lifetime.Extend(ref p2);
            Lifetime.Extend(ref p3);
            Lifetime.Extend(ref p4);
            Lifetime.Extend(ref p5);
            Lifetime.Extend(ref p6);
            Lifetime.Extend(ref p7);
            Lifetime.Extend(ref p8);
        };
    }

    /// <summary>Loads a kernel of an index and 8 parameters that is launched over an extent on the default stream in groups of a given size.</summary>
    public static Action<TIndex, T1, T2, T3, T4, T5, T6, T7, T8> LoadImplicitlyGroupedStreamKernel<TIndex, T1, T2, T3, T4, T5, T6, T7, T8>(
        this Accelerator accelerator, Action<TIndex, T1, T2, T3, T4, T5, T6, T7, T8> action, int customGroupSize)
        where TIndex : struct
        where T1 : struct where T2 : struct where T3 : struct where T4 : struct where T5 : struct where T6 : struct where T7 : struct where T8 : struct
    {
        Action<AcceleratorStream, TIndex, T1, T2, T3, T4, T5, T6, T7, T8> kernel =
            accelerator.LoadImplicitlyGroupedKernel(action, customGroupSize);
        return (extent, p1, p2, p3, p4, p5, p6, p7, p8) => kernel(accelerator.DefaultStream, extent, p1, p2, p3, p4, p5, p6, p7, p8);
    }

    /// <summary>Loads a kernel of an index and 8 parameters that is launched over an extent in groups the runtime chooses.</summary>
    public static Action<AcceleratorStream, TIndex, T1, T2, T3, T4, T5, T6, T7, T8> LoadAutoGroupedKernel<TIndex, T1, T2, T3, T4, T5, T6, T7, T8>(
        this Accelerator accelerator, Action<TIndex, T1, T2, T3, T4, T5, T6, T7, T8> action)
        where TIndex : struct
        where T1 : struct where T2 : struct where T3 : struct where T4 : struct where T5 : struct where T6 : struct where T7 : struct where T8 : struct => accelerator.LoadImplicitlyGroupedKernel(action, 0);

    /// <summary>Loads a kernel of an index and 8 parameters that is launched over an extent on the default stream in groups the runtime chooses.</summary>
    public static Action<TIndex, T1, T2, T3, T4, T5, T6, T7, T8> LoadAutoGroupedStreamKernel<TIndex, T1, T2, T3, T4, T5, T6, T7, T8>(
        this Accelerator accelerator, Action<TIndex, T1, T2, T3, T4, T5, T6, T7, T8> action)
        where TIndex : struct
        where T1 : struct where T2 : struct where T3 : struct where T4 : struct where T5 : struct where T6 : struct where T7 : struct where T8 : struct => accelerator.LoadImplicitlyGroupedStreamKernel(action, 0);

    /// <summary>Loads a kernel of 9 parameters for launches on any stream.</summary>
    public static Action<AcceleratorStream, KernelConfig, T1, T2, T3, T4, T5, T6, T7, T8, T9> LoadKernel<T1, T2, T3, T4, T5, T6, T7, T8, T9>(
        this Accelerator accelerator, Action<T1, T2, T3, T4, T5, T6, T7, T8, T9> action)
        where T1 : struct where T2 : struct where T3 : struct where T4 : struct where T5 : struct where T6 : struct where T7 : struct where T8 : struct where T9 : struct => accelerator.LoadKernel(action, KernelSpecialization.Empty);

    /// <summary>Loads a kernel of 9 parameters for launches on any stream, with assumptions for the compiler.</summary>
    public static Action<AcceleratorStream, KernelConfig, T1, T2, T3, T4, T5, T6, T7, T8, T9> LoadKernel<T1, T2, T3, T4, T5, T6, T7, T8, T9>(
        this Accelerator accelerator, Action<T1, T2, T3, T4, T5, T6, T7, T8, T9> action, KernelSpecialization specialization)
        where T1 : struct where T2 : struct where T3 : struct where T4 : struct where T5 : struct where T6 : struct where T7 : struct where T8 : struct where T9 : struct
    {
        var launcher = new KernelLauncher(accelerator, action, specialization);
        return (stream, config, p1, p2, p3, p4, p5, p6, p7, p8, p9) =>
        {
            KernelArgument* arguments = stackalloc KernelArgument[launcher.ArgumentCount];
            long* constants = stackalloc long[launcher.ConstantCount];
            ArgumentWriter writer = launcher.Begin(arguments, constants);
            writer.Add(ref p1);
            writer.Add(ref p2);
            writer.Add(ref p3);
            writer.Add(ref p4);
            writer.Add(ref p5);
            writer.Add(ref p6);
            writer.Add(ref p7);
            writer.Add(ref p8);
            writer.Add(ref p9);
            launcher.Enqueue(stream, config, arguments, constants);
            Lifetime.Extend(ref p1);
            Lifetime.Extend(ref p2);
            Lifetime.Extend(ref p3);
            Lifetime.Extend(ref p4);
            Lifetime.Extend(ref p5);
            Lifetime.Extend(ref p6);
            Lifetime.Extend(ref p7);
            Lifetime.Extend(ref p8);
            Lifetime.Extend(ref p9);
        };
    }

    /// <summary>Loads a kernel of 9 parameters for launches on the default stream.</summary>
    public static Action<KernelConfig, T1, T2, T3, T4, T5, T6, T7, T8, T9> LoadStreamKernel<T1, T2, T3, T4, T5, T6, T7, T8, T9>(
        this Accelerator accelerator, Action<T1, T2, T3, T4, T5, T6, T7, T8, T9> action)
        where T1 : struct where T2 : struct where T3 : struct where T4 : struct where T5 : struct where T6 : struct where T7 : struct where T8 : struct where T9 : struct => accelerator.LoadStreamKernel(action, KernelSpecialization.Empty);

    /// <summary>Loads a kernel of 9 parameters for launches on the default stream, with assumptions for the compiler.</summary>
    public static Action<KernelConfig, T1, T2, T3, T4, T5, T6, T7, T8, T9> LoadStreamKernel<T1, T2, T3, T4, T5, T6, T7, T8, T9>(
        this Accelerator accelerator, Action<T1, T2, T3, T4, T5, T6, T7, T8, T9> action, KernelSpecialization specialization)
        where T1 : struct where T2 : struct where T3 : struct where T4 : struct where T5 : struct where T6 : struct where T7 : struct where T8 : struct where T9 : struct
    {
        Action<AcceleratorStream, KernelConfig, T1, T2, T3, T4, T5, T6, T7, T8, T9> kernel = accelerator.LoadKernel(action, specialization);
        return (config, p1, p2, p3, p4, p5, p6, p7, p8, p9) => kernel(accelerator.DefaultStream, config, p1, p2, p3, p4, p5, p6, p7, p8, p9);
    }

    /// <summary>Loads a kernel of an index and 9 parameters that is launched over an extent in groups of a given size.</summary>
    public static Action<AcceleratorStream, TIndex, T1, T2, T3, T4, T5, T6, T7, T8, T9> LoadImplicitlyGroupedKernel<TIndex, T1, T2, T3, T4, T5, T6, T7, T8, T9>(
        this Accelerator accelerator, Action<TIndex, T1, T2, T3, T4, T5, T6, T7, T8, T9> action, int customGroupSize)
        where TIndex : struct
        where T1 : struct where T2 : struct where T3 : struct where T4 : struct where T5 : struct where T6 : struct where T7 : struct where T8 : struct where T9 : struct
    {
        KernelLauncher launcher = KernelLauncher.OverExtent<TIndex>(accelerator, action, customGroupSize);
        return (stream, extent, p1, p2, p3, p4, p5, p6, p7, p8, p9) =>
        {
            KernelArgument* arguments = stackalloc KernelArgument[launcher.ArgumentCount];
            long* constants = stackalloc long[launcher.ConstantCount];
            ArgumentWriter writer = launcher.Begin(arguments, constants);
            writer.Add(ref extent);
            writer.Add(ref p1);
            writer.Add(ref p2);
            writer.Add(ref p3);
            writer.Add(ref p4);
            writer.Add(ref p5);
            writer.Add(ref p6);
            writer.Add(ref p7);
            writer.Add(ref p8);
            writer.Add(ref p9);
            launcher.EnqueueOverExtent(stream, arguments, constants);
            Lifetime.Extend(ref p1);
            Lifetime.Extend(ref p2);
            Lifetime.Extend(ref p3);
            Lifetime.Extend(ref p4);
            Lifetime.Extend(ref p5);
            Lifetime.Extend(ref p6);
            Lifetime.Extend(ref p7);
            Lifetime.Extend(ref p8);
            Lifetime.Extend(ref p9);
        };
    }

    /// <summary>Loads a kernel of an index and 9 parameters that is launched over an extent on the default stream in groups of a given size.</summary>
    public static Action<TIndex, T1, T2, T3, T4, T5, T6, T7, T8, T9> LoadImplicitlyGroupedStreamKernel<TIndex, T1, T2, T3, T4, T5, T6, T7, T8, T9>(
        this Accelerator accelerator, Action<TIndex, T1, T2, T3, T4, T5, T6, T7, T8, T9> action, int customGroupSize)
        where TIndex : struct
        where T1 : struct where T2 : struct where T3 : struct where T4 : struct where T5 : struct where T6 : struct where T7 : struct where T8 : struct where T9 : struct
    {
        Action<AcceleratorStream, TIndex, T1, T2, T3, T4, T5, T6, T7, T8, T9> kernel =
            accelerator.LoadImplicitlyGroupedKernel(action, customGroupSize);
        return (extent, p1, p2, p3, p4, p5, p6, p7, p8, p9) => kernel(accelerator.DefaultStream, extent, p1, p2, p3, p4, p5, p6, p7, p8, p9);
    }

    /// <summary>Loads a kernel of an index and 9 parameters that is launched over an extent in groups the runtime chooses.</summary>
    public static Action<AcceleratorStream, TIndex, T1, T2, T3, T4, T5, T6, T7, T8, T9> LoadAutoGroupedKernel<TIndex, T1, T2, T3, T4, T5, T6, T7, T8, T9>(
        this Accelerator accelerator, Action<TIndex, T1, T2, T3, T4, T5, T6, T7, T8, T9> action)
        where TIndex : struct
        where T1 : struct where T2 : struct where T3 : struct where T4 : struct where T5 : struct where T6 : struct where T7 : struct where T8 : struct where T9 : struct => accelerator.LoadImplicitlyGroupedKernel(action, 0);

    /// <summary>Loads a kernel of an index and 9 parameters that is launched over an extent on the default stream in groups the runtime chooses.</summary>
    public static Action<TIndex, T1, T2, T3, T4, T5, T6, T7, T8, T9> LoadAutoGroupedStreamKernel<TIndex, T1, T2, T3, T4, T5, T6, T7, T8, T9>(
        this Accelerator accelerator, Action<TIndex, T1, T2, T3, T4, T5, T6, T7, T8, T9> action)
        where TIndex : struct
        where T1 : struct where T2 : struct where T3 : struct where T4 : struct where T5 : struct where T6 : struct where T7 : struct where T8 : struct where T9 : struct => accelerator.LoadImplicitlyGroupedStreamKernel(action, 0);

    /// <summary>Loads a kernel of 10 parameters for launches on any stream.</summary>
    public static Action<AcceleratorStream, KernelConfig, T1, T2, T3, T4, T5, T6, T7, T8, T9, T10> LoadKernel<T1, T2, T3, T4, T5, T6, T7, T8, T9, T10>(
        this Accelerator accelerator, Action<T1, T2, T3, T4, T5, T6, T7, T8, T9, T10> action)
        where T1 : struct where T2 : struct where T3 : struct where T4 : struct where T5 : struct where T6 : struct where T7 : struct where T8 : struct where T9 : struct where T10 : struct => accelerator.LoadKernel(action, KernelSpecialization.Empty);

    /// <summary>Loads a kernel of 10 parameters for launches on any stream, with assumptions for the compiler.</summary>
    public static Action<AcceleratorStream, KernelConfig, T1, T2, T3, T4, T5, T6, T7, T8, T9, T10> LoadKernel<T1, T2, T3, T4, T5, T6, T7, T8, T9, T10>(
        this Accelerator accelerator, Action<T1, T2, T3, T4, T5, T6, T7, T8, T9, T10> action, KernelSpecialization specialization)
        where T1 : struct where T2 : struct where T3 : struct where T4 : struct where T5 : struct where T6 : struct where T7 : struct where T8 : struct where T9 : struct where T10 : struct
    {
        var launcher = new KernelLauncher(accelerator, action, specialization);
        return (stream, config, p1, p2, p3, p4, p5, p6, p7, p8, p9, p10) =>
        {
            KernelArgument* arguments = stackalloc KernelArgument[launcher.ArgumentCount];
            long* constants = stackalloc long[launcher.ConstantCount];
            ArgumentWriter writer = launcher.Begin(arguments, constants);
            writer.Add(ref p1);
            writer.Add(ref p2);
            writer.Add(ref p3);
            writer.Add(ref p4);
            writer.Add(ref p5);
            writer.Add(ref p6);
            writer.Add(ref p7);
            writer.Add(ref p8);
            writer.Add(ref p9);
            writer.Add(ref p10);
            launcher.Enqueue(stream, config, arguments, constants);
            Lifetime.Extend(ref p1);
            Lifetime.Extend(ref p2);
            Lifetime.Extend(ref p3);
            Lifetime.Extend(ref p4);
            Lifetime.Extend(ref p5);
            Lifetime.Extend(ref p6);
            Lifetime.Extend(ref p7);
            Lifetime.Extend(ref p8);
            Lifetime.Extend(ref p9);
            Lifetime.Extend(ref p10);
        };
    }

    /// <summary>Loads a kernel of 10 parameters for launches on the default stream.</summary>
    public static Action<KernelConfig, T1, T2, T3, T4, T5, T6, T7, T8, T9, T10> LoadStreamKernel<T1, T2, T3, T4, T5, T6, T7, T8, T9, T10>(
        this Accelerator accelerator, Action<T1, T2, T3, T4, T5, T6, T7, T8, T9, T10> action)
        where T1 : struct where T2 : struct where T3 : struct where T4 : struct where T5 : struct where T6 : struct where T7 : struct where T8 : struct where T9 : struct where T10 : struct => accelerator.LoadStreamKernel(action, KernelSpecialization.Empty);

    /// <summary>Loads a kernel of 10 parameters for launches on the default stream, with assumptions for the compiler.</summary>
    public static Action<KernelConfig, T1, T2, T3, T4, T5, T6, T7, T8, T9, T10> LoadStreamKernel<T1, T2, T3, T4, T5, T6, T7, T8, T9, T10>(
        this Accelerator accelerator, Action<T1, T2, T3, T4, T5, T6, T7, T8, T9, T10> action, KernelSpecialization specialization)
        where T1 : struct where T2 : struct where T3 : struct where T4 : struct where T5 : struct where T6 : struct where T7 : struct where T8 : struct where T9 : struct where T10 : struct
    {
        Action<AcceleratorStream, KernelConfig, T1, T2, T3, T4, T5, T6, T7, T8, T9, T10> kernel = accelerator.LoadKernel(action, specialization);
        return (config, p1, p2, p3, p4, p5, p6, p7, p8, p9, p10) => kernel(accelerator.DefaultStream, config, p1, p2, p3, p4, p5, p6, p7, p8, p9, p10);
    }

    /// <summary>Loads a kernel of an index and 10 parameters that is launched over an extent in groups of a given size.</summary>
    public static Action<AcceleratorStream, TIndex, T1, T2, T3, T4, T5, T6, T7, T8, T9, T10> LoadImplicitlyGroupedKernel<TIndex, T1, T2, T3, T4, T5, T6, T7, T8, T9, T10>(
        this Accelerator accelerator, Action<TIndex, T1, T2, T3, T4, T5, T6, T7, T8, T9, T10> action, int customGroupSize)
        where TIndex : struct
        where T1 : struct where T2 : struct where T3 : struct where T4 : struct where T5 : struct where T6 : struct where T7 : struct where T8 : struct where T9 : struct where T10 : struct
    {
        KernelLauncher launcher = KernelLauncher.OverExtent<TIndex>(accelerator, action, customGroupSize);
        return (stream, extent, p1, p2, p3, p4, p5, p6, p7, p8, p9, p10) =>
        {
            KernelArgument* arguments = stackalloc KernelArgument[launcher.ArgumentCount];
            long* constants = stackalloc long[launcher.ConstantCount];
            ArgumentWriter writer = launcher.Begin(arguments, constants);
            writer.Add(ref extent);
            writer.Add(ref p1);
            writer.Add(ref p2);
            writer.Add(ref p3);
            writer.Add(ref p4);
            writer.Add(ref p5);
            writer.Add(ref p6);
            writer.Add(ref p7);
            writer.Add(ref p8);
            writer.Add(ref p9);
            writer.Add(ref p10);
            launcher.EnqueueOverExtent(stream, arguments, constants);
            Lifetime.Extend(ref p1);
            Lifetime.Extend(ref p2);
            Lifetime.Extend(ref p3);
            Lifetime.Extend(ref p4);
            Lifetime.Extend(ref p5);
            Lifetime.Extend(ref p6);
            Lifetime.Extend(ref p7);
            Lifetime.Extend(ref p8);
            Lifetime.Extend(ref p9);
            Lifetime.Extend(ref p10);
        };
    }

    /// <summary>Loads a kernel of an index and 10 parameters that is launched over an extent on the default stream in groups of a given size.</summary>
    public static Action<TIndex, T1, T2, T3, T4, T5, T6, T7, T8, T9, T10> LoadImplicitlyGroupedStreamKernel<TIndex, T1, T2, T3, T4, T5, T6, T7, T8, T9, T10>(
        this Accelerator accelerator, Action<TIndex, T1, T2, T3, T4, T5, T6, T7, T8, T9, T10> action, int customGroupSize)
        where TIndex : struct
        where T1 : struct where T2 : struct where T3 : struct where T4 : struct where T5 : struct where T6 : struct where T7 : struct where T8 : struct where T9 : struct where T10 : struct
    {
        Action<AcceleratorStream, TIndex, T1, T2, T3, T4, T5, T6, T7, T8, T9, T10> kernel =
            accelerator.LoadImplicitlyGroupedKernel(action, customGroupSize);
        return (extent, p1, p2, p3, p4, p5, p6, p7, p8, p9, p10) => kernel(accelerator.DefaultStream, extent, p1, p2, p3, p4, p5, p6, p7, p8, p9, p10);
    }

    /// <summary>Loads a kernel of an index and 10 parameters that is launched over an extent in groups the runtime chooses.</summary>
    public static Action<AcceleratorStream, TIndex, T1, T2, T3, T4, T5, T6, T7, T8, T9, T10> LoadAutoGroupedKernel<TIndex, T1, T2, T3, T4, T5, T6, T7, T8, T9, T10>(
        this Accelerator accelerator, Action<TIndex, T1, T2, T3, T4, T5, T6, T7, T8, T9, T10> action)
        where TIndex : struct
        where T1 : struct where T2 : struct where T3 : struct where T4 : struct where T5 : struct where T6 : struct where T7 : struct where T8 : struct where T9 : struct where T10 : struct => accelerator.LoadImplicitlyGroupedKernel(action, 0);

    /// <summary>Loads a kernel of an index and 10 parameters that is launched over an extent on the default stream in groups the runtime chooses.</summary>
    public static Action<TIndex, T1, T2, T3, T4, T5, T6, T7, T8, T9, T10> LoadAutoGroupedStreamKernel<TIndex, T1, T2, T3, T4, T5, T6, T7, T8, T9, T10>(
        this Accelerator accelerator, Action<TIndex, T1, T2, T3, T4, T5, T6, T7, T8, T9, T10> action)
        where TIndex : struct
        where T1 : struct where T2 : struct where T3 : struct where T4 : struct where T5 : struct where T6 : struct where T7 : struct where T8 : struct where T9 : struct where T10 : struct => accelerator.LoadImplicitlyGroupedStreamKernel(action, 0);

    /// <summary>Loads a kernel of 11 parameters for launches on any stream.</summary>
    public static Action<AcceleratorStream, KernelConfig, T1, T2, T3, T4, T5, T6, T7, T8, T9, T10, T11> LoadKernel<T1, T2, T3, T4, T5, T6, T7, T8, T9, T10, T11>(
        this Accelerator accelerator, Action<T1, T2, T3, T4, T5, T6, T7, T8, T9, T10, T11> action)
        where T1 : struct where T2 : struct where T3 : struct where T4 : struct where T5 : struct where T6 : struct where T7 : struct where T8 : struct where T9 : struct where T10 : struct where T11 : struct => accelerator.LoadKernel(action, KernelSpecialization.Empty);

    /// <summary>Loads a kernel of 11 parameters for launches on any stream, with assumptions for the compiler.</summary>
    public static Action<AcceleratorStream, KernelConfig, T1, T2, T3, T4, T5, T6, T7, T8, T9, T10, T11> LoadKernel<T1, T2, T3, T4, T5, T6, T7, T8, T9, T10, T11>(
        this Accelerator accelerator, Action<T1, T2, T3, T4, T5, T6, T7, T8, T9, T10, T11> action, KernelSpecialization specialization)
        where T1 : struct where T2 : struct where T3 : struct where T4 : struct where T5 : struct where T6 : struct where T7 : struct where T8 : struct where T9 : struct where T10 : struct where T11 : struct
    {
        var launcher = new KernelLauncher(accelerator, action, specialization);
        return (stream, config, p1, p2, p3, p4, p5, p6, p7, p8, p9, p10, p11) =>
        {
            KernelArgument* arguments = stackalloc KernelArgument[launcher.ArgumentCount];
            long* constants = stackalloc long[launcher.ConstantCount];
            ArgumentWriter writer = launcher.Begin(arguments, constants);
            writer.Add(ref p1);
            writer.Add(ref p2);
            writer.Add(ref p3);
            writer.Add(ref p4);
            writer.Add(ref p5);
            writer.Add(ref p6);
            writer.Add(ref p7);
            writer.Add(ref p8);
            writer.Add(ref p9);
            writer.Add(ref p10);
            writer.Add(ref p11);
            launcher.Enqueue(stream, config, arguments, constants);
            Lifetime.Extend(ref p1);
            Lifetime.Extend(ref p2);
            Lifetime.Extend(ref p3);
            Lifetime.Extend(ref p4);
            Lifetime.Extend(ref p5);
            Lifetime.Extend(ref p6);
            Lifetime.Extend(ref p7);
            Lifetime.Extend(ref p8);
            Lifetime.Extend(ref p9);
            Lifetime.Extend(ref p10);
            Lifetime.Extend(ref p11);
        };
    }

    /// <summary>Loads a kernel of 11 parameters for launches on the default stream.</summary>
    public static Action<KernelConfig, T1, T2, T3, T4, T5, T6, T7, T8, T9, T10, T11> LoadStreamKernel<T1, T2, T3, T4, T5, T6, T7, T8, T9, T10, T11>(
        this Accelerator accelerator, Action<T1, T2, T3, T4, T5, T6, T7, T8, T9, T10, T11> action)
        where T1 : struct where T2 : struct where T3 : struct where T4 : struct where T5 : struct where T6 : struct where T7 : struct where T8 : struct where T9 : struct where T10 : struct where T11 : struct => accelerator.LoadStreamKernel(action, KernelSpecialization.Empty);

    /// <summary>Loads a kernel of 11 parameters for launches on the default stream, with assumptions for the compiler.</summary>
    public static Action<KernelConfig, T1, T2, T3, T4, T5, T6, T7, T8, T9, T10, T11> LoadStreamKernel<T1, T2, T3, T4, T5, T6, T7, T8, T9, T10, T11>(
        this Accelerator accelerator, Action<T1, T2, T3, T4, T5, T6, T7, T8, T9, T10, T11> action, KernelSpecialization specialization)
        where T1 : struct where T2 : struct where T3 : struct where T4 : struct where T5 : struct where T6 : struct where T7 : struct where T8 : struct where T9 : struct where T10 : struct where T11 : struct
    {
        Action<AcceleratorStream, KernelConfig, T1, T2, T3, T4, T5, T6, T7, T8, T9, T10, T11> kernel = accelerator.LoadKernel(action, specialization);
        return (config, p1, p2, p3, p4, p5, p6, p7, p8, p9, p10, p11) => kernel(accelerator.DefaultStream, config, p1, p2, p3, p4, p5, p6, p7, p8, p9, p10, p11);
    }

    /// <summary>Loads a kernel of an index and 11 parameters that is launched over an extent in groups of a given size.</summary>
    public static Action<AcceleratorStream, TIndex, T1, T2, T3, T4, T5, T6, T7, T8, T9, T10, T11> LoadImplicitlyGroupedKernel<TIndex, T1, T2, T3, T4, T5, T6, T7, T8, T9, T10, T11>(
        this Accelerator accelerator, Action<TIndex, T1, T2, T3, T4, T5, T6, T7, T8, T9, T10, T11> action, int customGroupSize)
        where TIndex : struct
        where T1 : struct where T2 : struct where T3 : struct where T4 : struct where T5 : struct where T6 : struct where T7 : struct where T8 : struct where T9 : struct where T10 : struct where T11 : struct
    {
        KernelLauncher launcher = KernelLauncher.OverExtent<TIndex>(accelerator, action, customGroupSize);
        return (stream, extent, p1, p2, p3, p4, p5, p6, p7, p8, p9, p10, p11) =>
        {
            KernelArgument* arguments = stackalloc KernelArgument[launcher.ArgumentCount];
            long* constants = stackalloc long[launcher.ConstantCount];
            ArgumentWriter writer = launcher.Begin(arguments, constants);
            writer.Add(ref extent);
            writer.Add(ref p1);
            writer.Add(ref p2);
            writer.Add(ref p3);
            writer.Add(ref p4);
            writer.Add(ref p5);
            writer.Add(ref p6);
            writer.Add(ref p7);
            writer.Add(ref p8);
            writer.Add(ref p9);
            writer.Add(ref p10);
            writer.Add(ref p11);
            launcher.EnqueueOverExtent(stream, arguments, constants);
            Lifetime.Extend(ref p1);
            Lifetime.Extend(ref p2);
            Lifetime.Extend(ref p3);
            Lifetime.Extend(ref p4);
            Lifetime.Extend(ref p5);
            Lifetime.Extend(ref p6);
            Lifetime.Extend(ref p7);
            Lifetime.Extend(ref p8);
            Lifetime.Extend(ref p9);
            Lifetime.Extend(ref p10);
            Lifetime.Extend(ref p11);
        };
    }

    /// <summary>Loads a kernel of an index and 11 parameters that is launched over an extent on the default stream in groups of a given size.</summary>
    public static Action<TIndex, T1, T2, T3, T4, T5, T6, T7, T8, T9, T10, T11> LoadImplicitlyGroupedStreamKernel<TIndex, T1, T2, T3, T4, T5, T6, T7, T8, T9, T10, T11>(
        this Accelerator accelerator, Action<TIndex, T1, T2, T3, T4, T5, T6, T7, T8, T9, T10, T11> action, int customGroupSize)
        where TIndex : struct
        where T1 : struct where T2 : struct where T3 : struct where T4 : struct where T5 : struct where T6 : struct where T7 : struct where T8 : struct where T9 : struct where T10 : struct where T11 : struct
    {
        Action<AcceleratorStream, TIndex, T1, T2, T3, T4, T5, T6, T7, T8, T9, T10, T11> kernel =
            accelerator.LoadImplicitlyGroupedKernel(action, customGroupSize);
        return (extent, p1, p2, p3, p4, p5, p6, p7, p8, p9, p10, p11) => kernel(accelerator.DefaultStream, extent, p1, p2, p3, p4, p5, p6, p7, p8, p9, p10, p11);
    }

    /// <summary>Loads a kernel of an index and 11 parameters that is launched over an extent in groups the runtime chooses.</summary>
    public static Action<AcceleratorStream, TIndex, T1, T2, T3, T4, T5, T6, T7, T8, T9, T10, T11> LoadAutoGroupedKernel<TIndex, T1, T2, T3, T4, T5, T6, T7, T8, T9, T10, T11>(
        this Accelerator accelerator, Action<TIndex, T1, T2, T3, T4, T5, T6, T7, T8, T9, T10, T11> action)
        where TIndex : struct
        where T1 : struct where T2 : struct where T3 : struct where T4 : struct where T5 : struct where T6 : struct where T7 : struct where T8 : struct where T9 : struct where T10 : struct where T11 : struct => accelerator.LoadImplicitlyGroupedKernel(action, 0);

    /// <summary>Loads a kernel of an index and 11 parameters that is launched over an extent on the default stream in groups the runtime chooses.</summary>
    public static Action<TIndex, T1, T2, T3, T4, T5, T6, T7, T8, T9, T10, T11> LoadAutoGroupedStreamKernel<TIndex, T1, T2, T3, T4, T5, T6, T7, T8, T9, T10, T11>(
        this Accelerator accelerator, Action<TIndex, T1, T2, T3, T4, T5, T6, T7, T8, T9, T10, T11> action)
        where TIndex : struct
        where T1 : struct where T2 : struct where T3 : struct where T4 : struct where T5 : struct where T6 : struct where T7 : struct where T8 : struct where T9 : struct where T10 : struct where T11 : struct => accelerator.LoadImplicitlyGroupedStreamKernel(action, 0);

    /// <summary>Loads a kernel of 12 parameters for launches on any stream.</summary>
    public static Action<AcceleratorStream, KernelConfig, T1, T2, T3, T4, T5, T6, T7, T8, T9, T10, T11, T12> LoadKernel<T1, T2, T3, T4, T5, T6, T7, T8, T9, T10, T11, T12>(
        this Accelerator accelerator, Action<T1, T2, T3, T4, T5, T6, T7, T8, T9, T10, T11, T12> action)
        where T1 : struct where T2 : struct where T3 : struct where T4 : struct where T5 : struct where T6 : struct where T7 : struct where T8 : struct where T9 : struct where T10 : struct where T11 : struct where T12 : struct => accelerator.LoadKernel(action, KernelSpecialization.Empty);

    /// <summary>Loads a kernel of 12 parameters for launches on any stream, with assumptions for the compiler.</summary>
    public static Action<AcceleratorStream, KernelConfig, T1, T2, T3, T4, T5, T6, T7, T8, T9, T10, T11, T12> LoadKernel<T1, T2, T3, T4, T5, T6, T7, T8, T9, T10, T11, T12>(
        this Accelerator accelerator, Action<T1, T2, T3, T4, T5, T6, T7, T8, T9, T10, T11, T12> action, KernelSpecialization specialization)
        where T1 : struct where T2 : struct where T3 : struct where T4 : struct where T5 : struct where T6 : struct where T7 : struct where T8 : struct where T9 : struct where T10 : struct where T11 : struct where T12 : struct
    {
        var launcher = new KernelLauncher(accelerator, action, specialization);
        return (stream, config, p1, p2, p3, p4, p5, p6, p7, p8, p9, p10, p11, p12) =>
        {
            KernelArgument* arguments = stackalloc KernelArgument[launcher.ArgumentCount];
            long* constants = stackalloc long[launcher.ConstantCount];
            ArgumentWriter writer = launcher.Begin(arguments, constants);
            writer.Add(ref p1);
            writer.Add(ref p2);
            writer.Add(ref p3);
            writer.Add(ref p4);
            writer.Add(ref p5);
            writer.Add(ref p6);
            writer.Add(ref p7);
            writer.Add(ref p8);
            writer.Add(ref p9);
            writer.Add(ref p10);
            writer.Add(ref p11);
            writer.Add(ref p12);
            launcher.Enqueue(stream, config, arguments, constants);
            Lifetime.Extend(ref p1);
            Lifetime.Extend(ref p2);
            Lifetime.Extend(ref p3);
            Lifetime.Extend(ref p4);
            Lifetime.Extend(ref p5);
            Lifetime.Extend(ref p6);
            Lifetime.Extend(ref p7);
            Lifetime.Extend(ref p8);
            Lifetime.Extend(ref p9);
            Lifetime.Extend(ref p10);
            Lifetime.Extend(ref p11);
            Lifetime.Extend(ref p12);
        };
    }

    /// <summary>Loads a kernel of 12 parameters for launches on the default stream.</summary>
    public static Action<KernelConfig, T1, T2, T3, T4, T5, T6, T7, T8, T9, T10, T11, T12> LoadStreamKernel<T1, T2, T3, T4, T5, T6, T7, T8, T9, T10, T11, T12>(
        this Accelerator accelerator, Action<T1, T2, T3, T4, T5, T6, T7, T8, T9, T10, T11, T12> action)
        where T1 : struct where T2 : struct where T3 : struct where T4 : struct where T5 : struct where T6 : struct where T7 : struct where T8 : struct where T9 : struct where T10 : struct where T11 : struct where T12 : struct => accelerator.LoadStreamKernel(action, KernelSpecialization.Empty);

    /// <summary>Loads a kernel of 12 parameters for launches on the default stream, with assumptions for the compiler.</summary>
    public static Action<KernelConfig, T1, T2, T3, T4, T5, T6, T7, T8, T9, T10, T11, T12> LoadStreamKernel<T1, T2, T3, T4, T5, T6, T7, T8, T9, T10, T11, T12>(
        this Accelerator accelerator, Action<T1, T2, T3, T4, T5, T6, T7, T8, T9, T10, T11, T12> action, KernelSpecialization specialization)
        where T1 : struct where T2 : struct where T3 : struct where T4 : struct where T5 : struct where T6 : struct where T7 : struct where T8 : struct where T9 : struct where T10 : struct where T11 : struct where T12 : struct
    {
        Action<AcceleratorStream, KernelConfig, T1, T2, T3, T4, T5, T6, T7, T8, T9, T10, T11, T12> kernel = accelerator.LoadKernel(action, specialization);
        return (config, p1, p2, p3, p4, p5, p6, p7, p8, p9, p10, p11, p12) => kernel(accelerator.DefaultStream, config, p1, p2, p3, p4, p5, p6, p7, p8, p9, p10, p11, p12);
    }

    /// <summary>Loads a kernel of an index and 12 parameters that is launched over an extent in groups of a given size.</summary>
    public static Action<AcceleratorStream, TIndex, T1, T2, T3, T4, T5, T6, T7, T8, T9, T10, T11, T12> LoadImplicitlyGroupedKernel<TIndex, T1, T2, T3, T4, T5, T6, T7, T8, T9, T10, T11, T12>(
        this Accelerator accelerator, Action<TIndex, T1, T2, T3, T4, T5, T6, T7, T8, T9, T10, T11, T12> action, int customGroupSize)
        where TIndex : struct
        where T1 : struct where T2 : struct where T3 : struct where T4 : struct where T5 : struct where T6 : struct where T7 : struct where T8 : struct where T9 : struct where T10 : struct where T11 : struct where T12 : struct
    {
        KernelLauncher launcher = KernelLauncher.OverExtent<TIndex>(accelerator, action, customGroupSize);
        return (stream, extent, p1, p2, p3, p4, p5, p6, p7, p8, p9, p10, p11, p12) =>
        {
            KernelArgument* arguments = stackalloc KernelArgument[launcher.ArgumentCount];
            long* constants = stackalloc long[launcher.ConstantCount];
            ArgumentWriter writer = launcher.Begin(arguments, constants);
            writer.Add(ref extent);
            writer.Add(ref p1);
            writer.Add(ref p2);
            writer.Add(ref p3);
            writer.Add(ref p4);
            writer.Add(ref p5);
            writer.Add(ref p6);
            writer.Add(ref p7);
            writer.Add(ref p8);
            writer.Add(ref p9);
            writer.Add(ref p10);
            writer.Add(ref p11);
            writer.Add(ref p12);
            launcher.EnqueueOverExtent(stream, arguments, constants);
            Lifetime.Extend(ref p1);
            Lifetime.Extend(ref p2);
            Lifetime.Extend(ref p3);
            Lifetime.Extend(ref p4);
            Lifetime.Extend(ref p5);
            Lifetime.Extend(ref p6);
            Lifetime.Extend(ref p7);
            Lifetime.Extend(ref p8);
            Lifetime.Extend(ref p9);
            Lifetime.Extend(ref p10);
            Lifetime.Extend(ref p11);
            Lifetime.Extend(ref p12);
        };
    }

    /// <summary>Loads a kernel of an index and 12 parameters that is launched over an extent on the default stream in groups of a given size.</summary>
    public static Action<TIndex, T1, T2, T3, T4, T5, T6, T7, T8, T9, T10, T11, T12> LoadImplicitlyGroupedStreamKernel<TIndex, T1, T2, T3, T4, T5, T6, T7, T8, T9, T10, T11, T12>(
        this Accelerator accelerator, Action<TIndex, T1, T2, T3, T4, T5, T6, T7, T8, T9, T10, T11, T12> action, int customGroupSize)
        where TIndex : struct
        where T1 : struct where T2 : struct where T3 : struct where T4 : struct where T5 : struct where T6 : struct where T7 : struct where T8 : struct where T9 : struct where T10 : struct where T11 : struct where T12 : struct
    {
        Action<AcceleratorStream, TIndex, T1, T2, T3, T4, T5, T6, T7, T8, T9, T10, T11, T12> kernel =
            accelerator.LoadImplicitlyGroupedKernel(action, customGroupSize);
        return (extent, p1, p2, p3, p4, p5, p6, p7, p8, p9, p10, p11, p12) => kernel(accelerator.DefaultStream, extent, p1, p2, p3, p4, p5, p6, p7, p8, p9, p10, p11, p12);
    }

    /// <summary>Loads a kernel of an index and 12 parameters that is launched over an extent in groups the runtime chooses.</summary>
    public static Action<AcceleratorStream, TIndex, T1, T2, T3, T4, T5, T6, T7, T8, T9, T10, T11, T12> LoadAutoGroupedKernel<TIndex, T1, T2, T3, T4, T5, T6, T7, T8, T9, T10, T11, T12>(
        this Accelerator accelerator, Action<TIndex, T1, T2, T3, T4, T5, T6, T7, T8, T9, T10, T11, T12> action)
        where TIndex : struct
        where T1 : struct where T2 : struct where T3 : struct where T4 : struct where T5 : struct where T6 : struct where T7 : struct where T8 : struct where T9 : struct where T10 : struct where T11 : struct where T12 : struct => accelerator.LoadImplicitlyGroupedKernel(action, 0);

    /// <summary>Loads a kernel of an index and 12 parameters that is launched over an extent on the default stream in groups the runtime chooses.</summary>
    public static Action<TIndex, T1, T2, T3, T4, T5, T6, T7, T8, T9, T10, T11, T12> LoadAutoGroupedStreamKernel<TIndex, T1, T2, T3, T4, T5, T6, T7, T8, T9, T10, T11, T12>(
        this Accelerator accelerator, Action<TIndex, T1, T2, T3, T4, T5, T6, T7, T8, T9, T10, T11, T12> action)
        where TIndex : struct
        where T1 : struct where T2 : struct where T3 : struct where T4 : struct where T5 : struct where T6 : struct where T7 : struct where T8 : struct where T9 : struct where T10 : struct where T11 : struct where T12 : struct => accelerator.LoadImplicitlyGroupedStreamKernel(action, 0);

    /// <summary>Loads a kernel of 13 parameters for launches on any stream.</summary>
    public static Action<AcceleratorStream, KernelConfig, T1, T2, T3, T4, T5, T6, T7, T8, T9, T10, T11, T12, T13> LoadKernel<T1, T2, T3, T4, T5, T6, T7, T8, T9, T10, T11, T12, T13>(
        this Accelerator accelerator, Action<T1, T2, T3, T4, T5, T6, T7, T8, T9, T10, T11, T12, T13> action)
        where T1 : struct where T2 : struct where T3 : struct where T4 : struct where T5 : struct where T6 : struct where T7 : struct where T8 : struct where T9 : struct where T10 : struct where T11 : struct where T12 : struct where T13 : struct => accelerator.LoadKernel(action, KernelSpecialization.Empty);

    /// <summary>Loads a kernel of 13 parameters for launches on any stream, with assumptions for the compiler.</summary>
    public static Action<AcceleratorStream, KernelConfig, T1, T2, T3, T4, T5, T6, T7, T8, T9, T10, T11, T12, T13> LoadKernel<T1, T2, T3, T4, T5, T6, T7, T8, T9, T10, T11, T12, T13>(
        this Accelerator accelerator, Action<T1, T2, T3, T4, T5, T6, T7, T8, T9, T10, T11, T12, T13> action, KernelSpecialization specialization)
        where T1 : struct where T2 : struct where T3 : struct where T4 : struct where T5 : struct where T6 : struct where T7 : struct where T8 : struct where T9 : struct where T10 : struct where T11 : struct where T12 : struct where T13 : struct
    {
        var launcher = new KernelLauncher(accelerator, action, specialization);
        return (stream, config, p1, p2, p3, p4, p5, p6, p7, p8, p9, p10, p11, p12, p13) =>
        {
            KernelArgument* arguments = stackalloc KernelArgument[launcher.ArgumentCount];
            long* constants = stackalloc long[launcher.ConstantCount];
            ArgumentWriter writer = launcher.Begin(arguments, constants);
            writer.Add(ref p1);
            writer.Add(ref p2);
            writer.Add(ref p3);
            writer.Add(ref p4);
            writer.Add(ref p5);
            writer.Add(ref p6);
            writer.Add(ref p7);
            writer.Add(ref p8);
            writer.Add(ref p9);
            writer.Add(ref p10);
            writer.Add(ref p11);
            writer.Add(ref p12);
            writer.Add(ref p13);
            launcher.Enqueue(stream, config, arguments, constants);
            Lifetime.Extend(ref p1);
            Lifetime.Extend(ref p2);
            Lifetime.Extend(ref p3);
            Lifetime.Extend(ref p4);
            Lifetime.Extend(ref p5);
            Lifetime.Extend(ref p6);
            Lifetime.Extend(ref p7);
            Lifetime.Extend(ref p8);
            Lifetime.Extend(ref p9);
            Lifetime.Extend(ref p10);
            Lifetime.Extend(ref p11);
            Lifetime.Extend(ref p12);
            Lifetime.Extend(ref p13);
        };
    }

    /// <summary>Loads a kernel of 13 parameters for launches on the default stream.</summary>
    public static Action<KernelConfig, T1, T2, T3, T4, T5, T6, T7, T8, T9, T10, T11, T12, T13> LoadStreamKernel<T1, T2, T3, T4, T5, T6, T7, T8, T9, T10, T11, T12, T13>(
        this Accelerator accelerator, Action<T1, T2, T3, T4, T5, T6, T7, T8, T9, T10, T11, T12, T13> action)
        where T1 : struct where T2 : struct where T3 : struct where T4 : struct where T5 : struct where T6 : struct where T7 : struct where T8 : struct where T9 : struct where T10 : struct where T11 : struct where T12 : struct where T13 : struct => accelerator.LoadStreamKernel(action, KernelSpecialization.Empty);

    /// <summary>Loads a kernel of 13 parameters for launches on the default stream, with assumptions for the compiler.</summary>
    public static Action<KernelConfig, T1, T2, T3, T4, T5, T6, T7, T8, T9, T10, T11, T12, T13> LoadStreamKernel<T1, T2, T3, T4, T5, T6, T7, T8, T9, T10, T11, T12, T13>(
        this Accelerator accelerator, Action<T1, T2, T3, T4, T5, T6, T7, T8, T9, T10, T11, T12, T13> action, KernelSpecialization specialization)
        where T1 : struct where T2 : struct where T3 : struct where T4 : struct where T5 : struct where T6 : struct where T7 : struct where T8 : struct where T9 : struct where T10 : struct where T11 : struct where T12 : struct where T13 : struct
    {
        Action<AcceleratorStream, KernelConfig, T1, T2, T3, T4, T5, T6, T7, T8, T9, T10, T11, T12, T13> kernel = accelerator.LoadKernel(action, specialization);
        return (config, p1, p2, p3, p4, p5, p6, p7, p8, p9, p10, p11, p12, p13) => kernel(accelerator.DefaultStream, config, p1, p2, p3, p4, p5, p6, p7, p8, p9, p10, p11, p12, p13);
    }

    /// <summary>Loads a kernel of an index and 13 parameters that is launched over an extent in groups of a given size.</summary>
    public static Action<AcceleratorStream, TIndex, T1, T2, T3, T4, T5, T6, T7, T8, T9, T10, T11, T12, T13> LoadImplicitlyGroupedKernel<TIndex, T1, T2, T3, T4, T5, T6, T7, T8, T9, T10, T11, T12, T13>(
        this Accelerator accelerator, Action<TIndex, T1, T2, T3, T4, T5, T6, T7, T8, T9, T10, T11, T12, T13> action, int customGroupSize)
        where TIndex : struct
        where T1 : struct where T2 : struct where T3 : struct where T4 : struct where T5 : struct where T6 : struct where T7 : struct where T8 : struct where T9 : struct where T10 : struct where T11 : struct where T12 : struct where T13 : struct
    {
        KernelLauncher launcher = KernelLauncher.OverExtent<TIndex>(accelerator, action, customGroupSize);
        return (stream, extent, p1, p2, p3, p4, p5, p6, p7, p8, p9, p10, p11, p12, p13) =>
        {
            KernelArgument* arguments = stackalloc KernelArgument[launcher.ArgumentCount];
            long* constants = stackalloc long[launcher.ConstantCount];
            ArgumentWriter writer = launcher.Begin(arguments, constants);
            writer.Add(ref extent);
            writer.Add(ref p1);
            writer.Add(ref p2);
            writer.Add(ref p3);
            writer.Add(ref p4);
            writer.Add(ref p5);
            writer.Add(ref p6);
            writer.Add(ref p7);
            writer.Add(ref p8);
            writer.Add(ref p9);
            writer.Add(ref p10);
            writer.Add(ref p11);
            writer.Add(ref p12);
            writer.Add(ref p13);
            launcher.EnqueueOverExtent(stream, arguments, constants);
            Lifetime.Extend(ref p1);
            Lifetime.Extend(ref p2);
            Lifetime.Extend(ref p3);
            Lifetime.Extend(ref p4);
            Lifetime.Extend(ref p5);
            Lifetime.Extend(ref p6);
            Lifetime.Extend(ref p7);
            Lifetime.Extend(ref p8);
            Lifetime.Extend(ref p9);
            Lifetime.Extend(ref p10);
            Lifetime.Extend(ref p11);
            Lifetime.Extend(ref p12);
            Lifetime.Extend(ref p13);
        };
    }

    /// <summary>Loads a kernel of an index and 13 parameters that is launched over an extent on the default stream in groups of a given size.</summary>
    public static Action<TIndex, T1, T2, T3, T4, T5, T6, T7, T8, T9, T10, T11, T12, T13> LoadImplicitlyGroupedStreamKernel<TIndex, T1, T2, T3, T4, T5, T6, T7, T8, T9, T10, T11, T12, T13>(
        this Accelerator accelerator, Action<TIndex, T1, T2, T3, T4, T5, T6, T7, T8, T9, T10, T11, T12, T13> action, int customGroupSize)
        where TIndex : struct
        where T1 : struct where T2 : struct where T3 : struct where T4 : struct where T5 : struct where T6 : struct where T7 : struct where T8 : struct where T9 : struct where T10 : struct where T11 : struct where T12 : struct where T13 : struct
    {
        Action<AcceleratorStream, TIndex, T1, T2, T3, T4, T5, T6, T7, T8, T9, T10, T11, T12, T13> kernel =
            accelerator.LoadImplicitlyGroupedKernel(action, customGroupSize);
        return (extent, p1, p2, p3, p4, p5, p6, p7, p8, p9, p10, p11, p12, p13) => kernel(accelerator.DefaultStream, extent, p1, p2, p3, p4, p5, p6, p7, p8, p9, p10, p11, p12, p13);
    }

    /// <summary>Loads a kernel of an index and 13 parameters that is launched over an extent in groups the runtime chooses.</summary>
    public static Action<AcceleratorStream, TIndex, T1, T2, T3, T4, T5, T6, T7, T8, T9, T10, T11, T12, T13> LoadAutoGroupedKernel<TIndex, T1, T2, T3, T4, T5, T6, T7, T8, T9, T10, T11, T12, T13>(
        this Accelerator accelerator, Action<TIndex, T1, T2, T3, T4, T5, T6, T7, T8, T9, T10, T11, T12, T13> action)
        where TIndex : struct
        where T1 : struct where T2 : struct where T3 : struct where T4 : struct where T5 : struct where T6 : struct where T7 : struct where T8 : struct where T9 : struct where T10 : struct where T11 : struct where T12 : struct where T13 : struct => accelerator.LoadImplicitlyGroupedKernel(action, 0);

    /// <summary>Loads a kernel of an index and 13 parameters that is launched over an extent on the default stream in groups the runtime chooses.</summary>
    public static Action<TIndex, T1, T2, T3, T4, T5, T6, T7, T8, T9, T10, T11, T12, T13> LoadAutoGroupedStreamKernel<TIndex, T1, T2, T3, T4, T5, T6, T7, T8, T9, T10, T11, T12, T13>(
        this Accelerator accelerator, Action<TIndex, T1, T2, T3, T4, T5, T6, T7, T8, T9, T10, T11, T12, T13> action)
        where TIndex : struct
        where T1 : struct where T2 : struct where T3 : struct where T4 : struct where T5 : struct where T6 : struct where T7 : struct where T8 : struct where T9 : struct where T10 : struct where T11 : struct where T12 : struct where T13 : struct => accelerator.LoadImplicitlyGroupedStreamKernel(action, 0);

    /// <summary>Loads a kernel of 14 parameters for launches on any stream.</summary>
    public static Action<AcceleratorStream, KernelConfig, T1, T2, T3, T4, T5, T6, T7, T8, T9, T10, T11, T12, T13, T14> LoadKernel<T1, T2, T3, T4, T5, T6, T7, T8, T9, T10, T11, T12, T13, T14>(
        this Accelerator accelerator, Action<T1, T2, T3, T4, T5, T6, T7, T8, T9, T10, T11, T12, T13, T14> action)
        where T1 : struct where T2 : struct where T3 : struct where T4 : struct where T5 : struct where T6 : struct where T7 : struct where T8 : struct where T9 : struct where T10 : struct where T11 : struct where T12 : struct where T13 : struct where T14 : struct => accelerator.LoadKernel(action, KernelSpecialization.Empty);

    /// <summary>Loads a kernel of 14 parameters for launches on any stream, with assumptions for the compiler.</summary>
    public static Action<AcceleratorStream, KernelConfig, T1, T2, T3, T4, T5, T6, T7, T8, T9, T10, T11, T12, T13, T14> LoadKernel<T1, T2, T3, T4, T5, T6, T7, T8, T9, T10, T11, T12, T13, T14>(
        this Accelerator accelerator, Action<T1, T2, T3, T4, T5, T6, T7, T8, T9, T10, T11, T12, T13, T14> action, KernelSpecialization specialization)
        where T1 : struct where T2 : struct where T3 : struct where T4 : struct where T5 : struct where T6 : struct where T7 : struct where T8 : struct where T9 : struct where T10 : struct where T11 : struct where T12 : struct where T13 : struct where T14 : struct
    {
        var launcher = new KernelLauncher(accelerator, action, specialization);
        return (stream, config, p1, p2, p3, p4, p5, p6, p7, p8, p9, p10, p11, p12, p13, p14) =>
        {
            KernelArgument* arguments = stackalloc KernelArgument[launcher.ArgumentCount];
            long* constants = stackalloc long[launcher.ConstantCount];
            ArgumentWriter writer = launcher.Begin(arguments, constants);
            writer.Add(ref p1);
            writer.Add(ref p2);
            writer.Add(ref p3);
            writer.Add(ref p4);
            writer.Add(ref p5);
            writer.Add(ref p6);
            writer.Add(ref p7);
            writer.Add(ref p8);
            writer.Add(ref p9);
            writer.Add(ref p10);
            writer.Add(ref p11);
            writer.Add(ref p12);
            writer.Add(ref p13);
            writer.Add(ref p14);
            launcher.Enqueue(stream, config, arguments, constants);
            Lifetime.Extend(ref p1);
            Lifetime.Extend(ref p2);
            Lifetime.Extend(ref p3);
            Lifetime.Extend(ref p4);
            Lifetime.Extend(ref p5);
            Lifetime.Extend(ref p6);
            Lifetime.Extend(ref p7);
            Lifetime.Extend(ref p8);
            Lifetime.Extend(ref p9);
            Lifetime.Extend(ref p10);
            Lifetime.Extend(ref p11);
            Lifetime.Extend(ref p12);
            Lifetime.Extend(ref p13);
            Lifetime.Extend(ref p14);
        };
    }

    /// <summary>Loads a kernel of 14 parameters for launches on the default stream.</summary>
    public static Action<KernelConfig, T1, T2, T3, T4, T5, T6, T7, T8, T9, T10, T11, T12, T13, T14> LoadStreamKernel<T1, T2, T3, T4, T5, T6, T7, T8, T9, T10, T11, T12, T13, T14>(
        this Accelerator accelerator, Action<T1, T2, T3, T4, T5, T6, T7, T8, T9, T10, T11, T12, T13, T14> action)
        where T1 : struct where T2 : struct where T3 : struct where T4 : struct where T5 : struct where T6 : struct where T7 : struct where T8 : struct where T9 : struct where T10 : struct where T11 : struct where T12 : struct where T13 : struct where T14 : struct => accelerator.LoadStreamKernel(action, KernelSpecialization.Empty);

    /// <summary>Loads a kernel of 14 parameters for launches on the default stream, with assumptions for the compiler.</summary>
    public static Action<KernelConfig, T1, T2, T3, T4, T5, T6, T7, T8, T9, T10, T11, T12, T13, T14> LoadStreamKernel<T1, T2, T3, T4, T5, T6, T7, T8, T9, T10, T11, T12, T13, T14>(
        this Accelerator accelerator, Action<T1, T2, T3, T4, T5, T6, T7, T8, T9, T10, T11, T12, T13, T14> action, KernelSpecialization specialization)
        where T1 : struct where T2 : struct where T3 : struct where T4 : struct where T5 : struct where T6 : struct where T7 : struct where T8 : struct where T9 : struct where T10 : struct where T11 : struct where T12 : struct where T13 : struct where T14 : struct
    {
        Action<AcceleratorStream, KernelConfig, T1, T2, T3, T4, T5, T6, T7, T8, T9, T10, T11, T12, T13, T14> kernel = accelerator.LoadKernel(action, specialization);
        return (config, p1, p2, p3, p4, p5, p6, p7, p8, p9, p10, p11, p12, p13, p14) => kernel(accelerator.DefaultStream, config, p1, p2, p3, p4, p5, p6, p7, p8, p9, p10, p11, p12, p13, p14);
    }

    /// <summary>Loads a kernel of an index and 14 parameters that is launched over an extent in groups of a given size.</summary>
    public static Action<AcceleratorStream, TIndex, T1, T2, T3, T4, T5, T6, T7, T8, T9, T10, T11, T12, T13, T14> LoadImplicitlyGroupedKernel<TIndex, T1, T2, T3, T4, T5, T6, T7, T8, T9, T10, T11, T12, T13, T14>(
        this Accelerator accelerator, Action<TIndex, T1, T2, T3, T4, T5, T6, T7, T8, T9, T10, T11, T12, T13, T14> action, int customGroupSize)
        where TIndex : struct
        where T1 : struct where T2 : struct where T3 : struct where T4 : struct where T5 : struct where T6 : struct where T7 : struct where T8 : struct where T9 : struct where T10 : struct where T11 : struct where T12 : struct where T13 : struct where T14 : struct
    {
        KernelLauncher launcher = KernelLauncher.OverExtent<TIndex>(accelerator, action, customGroupSize);
        return (stream, extent, p1, p2, p3, p4, p5, p6, p7, p8, p9, p10, p11, p12, p13, p14) =>
        {
            KernelArgument* arguments = stackalloc KernelArgument[launcher.ArgumentCount];
            long* constants = stackalloc long[launcher.ConstantCount];
            ArgumentWriter writer = launcher.Begin(arguments, constants);
            writer.Add(ref extent);
            writer.Add(ref p1);
            writer.Add(ref p2);
            writer.Add(ref p3);
            writer.Add(ref p4);
            writer.Add(ref p5);
            writer.Add(ref p6);
            writer.Add(ref p7);
            writer.Add(ref p8);
            writer.Add(ref p9);
            writer.Add(ref p10);
            writer.Add(ref p11);
            writer.Add(ref p12);
            writer.Add(ref p13);
            writer.Add(ref p14);
            launcher.EnqueueOverExtent(stream, arguments, constants);
            Lifetime.Extend(ref p1);
            Lifetime.Extend(ref p2);
            Lifetime.Extend(ref p3);
            Lifetime.Extend(ref p4);
            Lifetime.Extend(ref p5);
            Lifetime.Extend(ref p6);
            Lifetime.Extend(ref p7);
            Lifetime.Extend(ref p8);
            Lifetime.Extend(ref p9);
            Lifetime.Extend(ref p10);
            Lifetime.Extend(ref p11);
            Lifetime.Extend(ref p12);
            Lifetime.Extend(ref p13);
            Lifetime.Extend(ref p14);
        };
    }

    /// <summary>Loads a kernel of an index and 14 parameters that is launched over an extent on the default stream in groups of a given size.</summary>
    public static Action<TIndex, T1, T2, T3, T4, T5, T6, T7, T8, T9, T10, T11, T12, T13, T14> LoadImplicitlyGroupedStreamKernel<TIndex, T1, T2, T3, T4, T5, T6, T7, T8, T9, T10, T11, T12, T13, T14>(
        this Accelerator accelerator, Action<TIndex, T1, T2, T3, T4, T5, T6, T7, T8, T9, T10, T11, T12, T13, T14> action, int customGroupSize)
        where TIndex : struct
        where T1 : struct where T2 : struct where T3 : struct where T4 : struct where T5 : struct where T6 : struct where T7 : struct where T8 : struct where T9 : struct where T10 : struct where T11 : struct where T12 : struct where T13 : struct where T14 : struct
    {
        Action<AcceleratorStream, TIndex, T1, T2, T3, T4, T5, T6, T7, T8, T9, T10, T11, T12, T13, T14> kernel =
            accelerator.LoadImplicitlyGroupedKernel(action, customGroupSize);
        return (extent, p1, p2, p3, p4, p5, p6, p7, p8, p9, p10, p11, p12, p13, p14) => kernel(accelerator.DefaultStream, extent, p1, p2, p3, p4, p5, p6, p7, p8, p9, p10, p11, p12, p13, p14);
    }

    /// <summary>Loads a kernel of an index and 14 parameters that is launched over an extent in groups the runtime chooses.</summary>
    public static Action<AcceleratorStream, TIndex, T1, T2, T3, T4, T5, T6, T7, T8, T9, T10, T11, T12, T13, T14> LoadAutoGroupedKernel<TIndex, T1, T2, T3, T4, T5, T6, T7, T8, T9, T10, T11, T12, T13, T14>(
        this Accelerator accelerator, Action<TIndex, T1, T2, T3, T4, T5, T6, T7, T8, T9, T10, T11, T12, T13, T14> action)
        where TIndex : struct
        where T1 : struct where T2 : struct where T3 : struct where T4 : struct where T5 : struct where T6 : struct where T7 : struct where T8 : struct where T9 : struct where T10 : struct where T11 : struct where T12 : struct where T13 : struct where T14 : struct => accelerator.LoadImplicitlyGroupedKernel(action, 0);

    /// <summary>Loads a kernel of an index and 14 parameters that is launched over an extent on the default stream in groups the runtime chooses.</summary>
    public static Action<TIndex, T1, T2, T3, T4, T5, T6, T7, T8, T9, T10, T11, T12, T13, T14> LoadAutoGroupedStreamKernel<TIndex, T1, T2, T3, T4, T5, T6, T7, T8, T9, T10, T11, T12, T13, T14>(
        this Accelerator accelerator, Action<TIndex, T1, T2, T3, T4, T5, T6, T7, T8, T9, T10, T11, T12, T13, T14> action)
        where TIndex : struct
        where T1 : struct where T2 : struct where T3 : struct where T4 : struct where T5 : struct where T6 : struct where T7 : struct where T8 : struct where T9 : struct where T10 : struct where T11 : struct where T12 : struct where T13 : struct where T14 : struct => accelerator.LoadImplicitlyGroupedStreamKernel(action, 0);
}
