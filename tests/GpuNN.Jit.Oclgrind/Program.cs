using GpuNN.Jit;
using GpuNN.Jit.Oclgrind;
using GpuNN.Jit.Tests.Kernels;

// Runs kernels on the first OpenCL device of this process: oclgrind's, if OCL_ICD_VENDORS names its library. Prints the
// platform; what oclgrind finds it prints itself.
using Context context = Context.Create(builder => builder.OpenCL());
using Accelerator accelerator = context.CreateCLAccelerator(0);
Console.WriteLine($"platform: {context.GetCLDevice(0).PlatformName}");

using var ints = accelerator.Allocate1D([.. Enumerable.Range(0, 256).Select(i => i % 10)]);
using var results = accelerator.Allocate1D<int>(256);
using var floats = accelerator.Allocate1D([.. Enumerable.Range(0, 256).Select(i => (float)i)]);
using var sums = accelerator.Allocate1D(new float[64]);

if (args is ["planted"])
{
    accelerator.LoadStreamKernel<ArrayView<int>>(PlantedFaults.ForgetsABarrier)((1, 64), ints.View);
}
else
{
    accelerator.LoadStreamKernel<ArrayView<int>>(SampleKernels.ReverseGroup)((4, 64), ints.View);
    accelerator.LoadStreamKernel<ArrayView<float>, ArrayView<float>>(SampleKernels.SumGroup)(
        (4, 64, SharedMemoryConfig.RequestDynamic<float>(64)), floats.View, sums.View);
    accelerator.LoadStreamKernel<ArrayView<float>, ArrayView<float>>(SampleKernels.SumWarp)((2, 128), floats.View, sums.View);
    accelerator.LoadAutoGroupedStreamKernel<Index1D, ArrayView<int>>(SampleKernels.Primes)(256, results.View);
    accelerator.LoadStreamKernel<ArrayView<float>, ArrayView<float>>(SampleKernels.Vectorised)((1, 16), floats.View, sums.View);
    accelerator.LoadAutoGroupedStreamKernel<Index2D, ArrayView<float>, ArrayView<float>, ArrayView<float>, int, int>(SampleKernels.Matrix)(
        new Index2D(5, 6), floats.View, floats.View, sums.View, 7, 5);
    using var histogram = accelerator.Allocate1D(new int[11]);
    accelerator.LoadAutoGroupedStreamKernel<Index1D, ArrayView<int>, ArrayView<int>, ArrayView<float>>(SampleKernels.Count)(
        256, ints.View, histogram.View, sums.View);
}
accelerator.Synchronize();
Console.WriteLine("finished");
