using GpuNN.Backends;
using GpuNN.Jit.Extensions;

namespace GpuNN.Tests.Backends.Gpu;

[Collection(ExclusiveCollection.Name)]
public sealed class GpuFaultTests
{
    /// <summary>A column beyond the matrix makes a kernel leave its memory.</summary>
    [SkippableFact]
    public void A_kernel_that_faults_is_reported_at_its_operator_and_the_device_goes_on()
    {
        Device device = GpuDevices.Open("jit-cpu:checked");
        Tensor x = Tensor.Ones([3, 2], DType.Float32, device), y = Tensor.Zeros([1, 2], DType.Float32, device);
        Tensor offsets = Tensor.From([0, 1], device), columns = Tensor.From([100_000], device);
        LaunchException failure = Fails(device, new CsrMatrixMultiplyPrimitive(false), [offsets.View(), columns.View(), x.View()], y);
        var fault = Assert.IsType<KernelFaultException>(failure.InnerException);
        Assert.Equal(KernelFault.OutOfBounds, fault.Fault);
        Assert.Equal(2f, (x + 1).Max().ToScalar());
    }

    [SkippableTheory]
    [MemberData(nameof(GpuDevices.Names), MemberType = typeof(GpuDevices))]
    public void A_launch_on_freed_memory_is_reported_at_its_operator_and_the_device_goes_on(string name)
    {
        Device device = GpuDevices.Open(name);
        DeviceBuffer freed = device.Backend.Allocate(4000);
        var view = new BufferView(freed, DType.Float32, [1000]);
        freed.Dispose();
        Fails(device, new ElementwisePrimitive(ElementwiseFunction.Exp), [view], Tensor.Zeros([1000], DType.Float32, device));
        Assert.Equal(2f, (Tensor.Ones([3], DType.Float32, device) + 1).Max().ToScalar());
    }

    private static LaunchException Fails(Device device, Primitive primitive, BufferView[] inputs, Tensor y)
    {
        var failure = Assert.Throws<LaunchException>(() => device.Backend.Execute(primitive, inputs, [y.View()]));
        Assert.Equal(primitive.Name, failure.Operator);
        Assert.Contains(device.Name, failure.Message, StringComparison.Ordinal);
        return failure;
    }
}
