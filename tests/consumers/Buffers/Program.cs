// Runs a matrix product on memory of its own, without a tensor; exit code 0 only if the numbers are right.
using GpuNN;
using GpuNN.Backends;

IBackend backend = Device.Cpu.Backend;
using DeviceBuffer a = backend.Allocate(6 * sizeof(float)), b = backend.Allocate(6 * sizeof(float)), c = backend.Allocate(4 * sizeof(float));
Upload(a, [1, 2, 3, 4, 5, 6]);
Upload(b, [1, 0, 0, 1, 1, 1]);
var product = new MatrixMultiplyPrimitive();
BufferView[] inputs = [new(a, DType.Float32, [2, 3]), new(b, DType.Float32, [3, 2])];
BufferView[] outputs = [new(c, DType.Float32, [2, 2])];
Support support = backend.Supports(product, inputs, outputs);
if (!support.IsSupported) throw new InvalidOperationException(support.Reason);
backend.Execute(product, inputs, outputs);
Console.WriteLine(backend.Explain(product, inputs, outputs));

var result = new float[4];
backend.Download(c, 0, System.Runtime.InteropServices.MemoryMarshal.AsBytes(result.AsSpan()));
Console.WriteLine(string.Join(" ", result));
return result is [4, 5, 10, 11] ? 0 : 1;

void Upload(DeviceBuffer buffer, float[] numbers) =>
    backend.Upload(System.Runtime.InteropServices.MemoryMarshal.AsBytes(numbers.AsSpan()), buffer, 0);
