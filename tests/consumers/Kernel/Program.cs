// Writes a kernel of its own, runs it and checks it; exit code 0 only if the numbers are right.
using GpuNN.Jit;

static void Saxpy(Index1D index, ArrayView<float> x, ArrayView<float> y, float factor) => y[index] += factor * x[index];

using Context context = Context.Create(builder => builder.CPU());
using Accelerator accelerator = context.GetPreferredDevice(preferCPU: true).CreateAccelerator(context);
float[] x = [1, 2, 3, 4], y = [10, 20, 30, 40];
using MemoryBuffer1D<float, Stride1D.Dense> deviceX = accelerator.Allocate1D(x), deviceY = accelerator.Allocate1D(y);
var saxpy = accelerator.LoadAutoGroupedStreamKernel<Index1D, ArrayView<float>, ArrayView<float>, float>(Saxpy);
saxpy(x.Length, deviceX.View, deviceY.View, 2f);
accelerator.Synchronize();
float[] result = deviceY.GetAsArray1D();
Console.WriteLine(string.Join(" ", result));
return result is [12, 24, 36, 48] ? 0 : 1;
