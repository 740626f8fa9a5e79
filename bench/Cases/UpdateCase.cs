namespace GpuNN.Bench.Cases;

/// <summary>An update in place, over and over; the outputs are the tensor after the first.</summary>
internal sealed class UpdateCase(CaseTensors tensors, string name, Action update) : IOurCase
{
    private readonly IDisposable _noGrad = NoGrad.Begin();

    public void Run() => update();

    public void Synchronize() => tensors.Device.Synchronize();

    public IReadOnlyList<HostTensor> Outputs()
    {
        update();
        return [OperatorCase.Read(name, tensors[name])];
    }

    public void Dispose()
    {
        _noGrad.Dispose();
        tensors.Dispose();
    }
}
