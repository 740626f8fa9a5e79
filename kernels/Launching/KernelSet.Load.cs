namespace GpuNN.Kernels;

/// <content>Loading kernels: the same method for each number of parameters.</content>
internal sealed partial class KernelSet
{
    /// <summary>A delegate that compiles the kernel when it is first called, and launches it; an empty grid launches nothing.</summary>
    public Action<KernelConfig, T1, T2> Load<T1, T2>(
        Action<T1, T2> kernel)
        where T1 : struct
        where T2 : struct
    {
        KernelUse use = Add(kernel.Method);
        Action<AcceleratorStream, KernelConfig, T1, T2>? launch = null;
        return (config, p1, p2) =>
        {
            if (config.GridDim.X == 0) return;
            launch ??= Accelerator.LoadKernel(kernel);
            Launching?.Invoke(use.Method);
            launch(Stream, config, p1, p2);
            Count(use);
        };
    }

    /// <summary>A delegate that compiles the kernel when it is first called, and launches it; an empty grid launches nothing.</summary>
    public Action<KernelConfig, T1, T2, T3> Load<T1, T2, T3>(
        Action<T1, T2, T3> kernel)
        where T1 : struct
        where T2 : struct
        where T3 : struct
    {
        KernelUse use = Add(kernel.Method);
        Action<AcceleratorStream, KernelConfig, T1, T2, T3>? launch = null;
        return (config, p1, p2, p3) =>
        {
            if (config.GridDim.X == 0) return;
            launch ??= Accelerator.LoadKernel(kernel);
            Launching?.Invoke(use.Method);
            launch(Stream, config, p1, p2, p3);
            Count(use);
        };
    }

    /// <summary>A delegate that compiles the kernel when it is first called, and launches it; an empty grid launches nothing.</summary>
    public Action<KernelConfig, T1, T2, T3, T4> Load<T1, T2, T3, T4>(
        Action<T1, T2, T3, T4> kernel)
        where T1 : struct
        where T2 : struct
        where T3 : struct
        where T4 : struct
    {
        KernelUse use = Add(kernel.Method);
        Action<AcceleratorStream, KernelConfig, T1, T2, T3, T4>? launch = null;
        return (config, p1, p2, p3, p4) =>
        {
            if (config.GridDim.X == 0) return;
            launch ??= Accelerator.LoadKernel(kernel);
            Launching?.Invoke(use.Method);
            launch(Stream, config, p1, p2, p3, p4);
            Count(use);
        };
    }

    /// <summary>A delegate that compiles the kernel when it is first called, and launches it; an empty grid launches nothing.</summary>
    public Action<KernelConfig, T1, T2, T3, T4, T5> Load<T1, T2, T3, T4, T5>(
        Action<T1, T2, T3, T4, T5> kernel)
        where T1 : struct
        where T2 : struct
        where T3 : struct
        where T4 : struct
        where T5 : struct
    {
        KernelUse use = Add(kernel.Method);
        Action<AcceleratorStream, KernelConfig, T1, T2, T3, T4, T5>? launch = null;
        return (config, p1, p2, p3, p4, p5) =>
        {
            if (config.GridDim.X == 0) return;
            launch ??= Accelerator.LoadKernel(kernel);
            Launching?.Invoke(use.Method);
            launch(Stream, config, p1, p2, p3, p4, p5);
            Count(use);
        };
    }

    /// <summary>A delegate that compiles the kernel when it is first called, and launches it; an empty grid launches nothing.</summary>
    public Action<KernelConfig, T1, T2, T3, T4, T5, T6> Load<T1, T2, T3, T4, T5, T6>(
        Action<T1, T2, T3, T4, T5, T6> kernel)
        where T1 : struct
        where T2 : struct
        where T3 : struct
        where T4 : struct
        where T5 : struct
        where T6 : struct
    {
        KernelUse use = Add(kernel.Method);
        Action<AcceleratorStream, KernelConfig, T1, T2, T3, T4, T5, T6>? launch = null;
        return (config, p1, p2, p3, p4, p5, p6) =>
        {
            if (config.GridDim.X == 0) return;
            launch ??= Accelerator.LoadKernel(kernel);
            Launching?.Invoke(use.Method);
            launch(Stream, config, p1, p2, p3, p4, p5, p6);
            Count(use);
        };
    }

    /// <summary>A delegate that compiles the kernel when it is first called, and launches it; an empty grid launches nothing.</summary>
    public Action<KernelConfig, T1, T2, T3, T4, T5, T6, T7> Load<T1, T2, T3, T4, T5, T6, T7>(
        Action<T1, T2, T3, T4, T5, T6, T7> kernel)
        where T1 : struct
        where T2 : struct
        where T3 : struct
        where T4 : struct
        where T5 : struct
        where T6 : struct
        where T7 : struct
    {
        KernelUse use = Add(kernel.Method);
        Action<AcceleratorStream, KernelConfig, T1, T2, T3, T4, T5, T6, T7>? launch = null;
        return (config, p1, p2, p3, p4, p5, p6, p7) =>
        {
            if (config.GridDim.X == 0) return;
            launch ??= Accelerator.LoadKernel(kernel);
            Launching?.Invoke(use.Method);
            launch(Stream, config, p1, p2, p3, p4, p5, p6, p7);
            Count(use);
        };
    }

    /// <summary>A delegate that compiles the kernel when it is first called, and launches it; an empty grid launches nothing.</summary>
    public Action<KernelConfig, T1, T2, T3, T4, T5, T6, T7, T8> Load<T1, T2, T3, T4, T5, T6, T7, T8>(
        Action<T1, T2, T3, T4, T5, T6, T7, T8> kernel)
        where T1 : struct
        where T2 : struct
        where T3 : struct
        where T4 : struct
        where T5 : struct
        where T6 : struct
        where T7 : struct
        where T8 : struct
    {
        KernelUse use = Add(kernel.Method);
        Action<AcceleratorStream, KernelConfig, T1, T2, T3, T4, T5, T6, T7, T8>? launch = null;
        return (config, p1, p2, p3, p4, p5, p6, p7, p8) =>
        {
            if (config.GridDim.X == 0) return;
            launch ??= Accelerator.LoadKernel(kernel);
            Launching?.Invoke(use.Method);
            launch(Stream, config, p1, p2, p3, p4, p5, p6, p7, p8);
            Count(use);
        };
    }

    /// <summary>A delegate that compiles the kernel when it is first called, and launches it; an empty grid launches nothing.</summary>
    public Action<KernelConfig, T1, T2, T3, T4, T5, T6, T7, T8, T9> Load<T1, T2, T3, T4, T5, T6, T7, T8, T9>(
        Action<T1, T2, T3, T4, T5, T6, T7, T8, T9> kernel)
        where T1 : struct
        where T2 : struct
        where T3 : struct
        where T4 : struct
        where T5 : struct
        where T6 : struct
        where T7 : struct
        where T8 : struct
        where T9 : struct
    {
        KernelUse use = Add(kernel.Method);
        Action<AcceleratorStream, KernelConfig, T1, T2, T3, T4, T5, T6, T7, T8, T9>? launch = null;
        return (config, p1, p2, p3, p4, p5, p6, p7, p8, p9) =>
        {
            if (config.GridDim.X == 0) return;
            launch ??= Accelerator.LoadKernel(kernel);
            Launching?.Invoke(use.Method);
            launch(Stream, config, p1, p2, p3, p4, p5, p6, p7, p8, p9);
            Count(use);
        };
    }

    /// <summary>A delegate that compiles the kernel when it is first called, and launches it; an empty grid launches nothing.</summary>
    public Action<KernelConfig, T1, T2, T3, T4, T5, T6, T7, T8, T9, T10> Load<T1, T2, T3, T4, T5, T6, T7, T8, T9, T10>(
        Action<T1, T2, T3, T4, T5, T6, T7, T8, T9, T10> kernel)
        where T1 : struct
        where T2 : struct
        where T3 : struct
        where T4 : struct
        where T5 : struct
        where T6 : struct
        where T7 : struct
        where T8 : struct
        where T9 : struct
        where T10 : struct
    {
        KernelUse use = Add(kernel.Method);
        Action<AcceleratorStream, KernelConfig, T1, T2, T3, T4, T5, T6, T7, T8, T9, T10>? launch = null;
        return (config, p1, p2, p3, p4, p5, p6, p7, p8, p9, p10) =>
        {
            if (config.GridDim.X == 0) return;
            launch ??= Accelerator.LoadKernel(kernel);
            Launching?.Invoke(use.Method);
            launch(Stream, config, p1, p2, p3, p4, p5, p6, p7, p8, p9, p10);
            Count(use);
        };
    }

    /// <summary>A delegate that compiles the kernel when it is first called, and launches it; an empty grid launches nothing.</summary>
    public Action<KernelConfig, T1, T2, T3, T4, T5, T6, T7, T8, T9, T10, T11> Load<T1, T2, T3, T4, T5, T6, T7, T8, T9, T10, T11>(
        Action<T1, T2, T3, T4, T5, T6, T7, T8, T9, T10, T11> kernel)
        where T1 : struct
        where T2 : struct
        where T3 : struct
        where T4 : struct
        where T5 : struct
        where T6 : struct
        where T7 : struct
        where T8 : struct
        where T9 : struct
        where T10 : struct
        where T11 : struct
    {
        KernelUse use = Add(kernel.Method);
        Action<AcceleratorStream, KernelConfig, T1, T2, T3, T4, T5, T6, T7, T8, T9, T10, T11>? launch = null;
        return (config, p1, p2, p3, p4, p5, p6, p7, p8, p9, p10, p11) =>
        {
            if (config.GridDim.X == 0) return;
            launch ??= Accelerator.LoadKernel(kernel);
            Launching?.Invoke(use.Method);
            launch(Stream, config, p1, p2, p3, p4, p5, p6, p7, p8, p9, p10, p11);
            Count(use);
        };
    }

    /// <summary>A delegate that compiles the kernel when it is first called, and launches it; an empty grid launches nothing.</summary>
    public Action<KernelConfig, T1, T2, T3, T4, T5, T6, T7, T8, T9, T10, T11, T12> Load<T1, T2, T3, T4, T5, T6, T7, T8, T9, T10, T11, T12>(
        Action<T1, T2, T3, T4, T5, T6, T7, T8, T9, T10, T11, T12> kernel)
        where T1 : struct
        where T2 : struct
        where T3 : struct
        where T4 : struct
        where T5 : struct
        where T6 : struct
        where T7 : struct
        where T8 : struct
        where T9 : struct
        where T10 : struct
        where T11 : struct
        where T12 : struct
    {
        KernelUse use = Add(kernel.Method);
        Action<AcceleratorStream, KernelConfig, T1, T2, T3, T4, T5, T6, T7, T8, T9, T10, T11, T12>? launch = null;
        return (config, p1, p2, p3, p4, p5, p6, p7, p8, p9, p10, p11, p12) =>
        {
            if (config.GridDim.X == 0) return;
            launch ??= Accelerator.LoadKernel(kernel);
            Launching?.Invoke(use.Method);
            launch(Stream, config, p1, p2, p3, p4, p5, p6, p7, p8, p9, p10, p11, p12);
            Count(use);
        };
    }
}
