// ILGPU has no instructions of tensor cores: each type of element is multiplied by the kernels that every device has.
global using BFloat16Products = GpuNN.Backends.Gpu.CommonProducts<ushort, float, GpuNN.Kernels.BFloat16Storage>;
global using Float16Products = GpuNN.Backends.Gpu.CommonProducts<ushort, float, GpuNN.Kernels.Float16Storage>;
global using SingleProducts = GpuNN.Backends.Gpu.CommonProducts<float, float, GpuNN.Kernels.PlainStorage<float>>;
