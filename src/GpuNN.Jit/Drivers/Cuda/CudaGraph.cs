using GpuNN.Jit.Extensions;

namespace GpuNN.Jit.Drivers.Cuda;

/// <summary>A graph that the driver captured and launches with one call.</summary>
internal sealed unsafe class CudaGraph : LaunchGraph
{
    private const int CaptureThreadLocal = 1;

    private readonly nint _executable;
    private readonly long _launches;

    private CudaGraph(CudaAccelerator accelerator, nint executable, long launches)
        : base(accelerator) => (_executable, _launches) = (executable, launches);

    ~CudaGraph() => Release(disposing: false);

    /// <summary>Captures what the work enqueues on the stream.</summary>
    public static CudaGraph Capture(CudaAccelerator accelerator, CudaStream stream, Action work)
    {
        nint queue = stream.Bind();
        CudaError.Check(CudaNative.cuStreamBeginCapture_v2(queue, CaptureThreadLocal), accelerator.Name);
        long launchesBefore = accelerator.Launches;
        nint graph = 0;
        int ended;
        try
        {
            work();
        }
        finally
        {
            accelerator.Bind();
            ended = CudaNative.cuStreamEndCapture(queue, &graph);
        }
        CudaError.Check(ended, accelerator.Name, "cuStreamEndCapture");
        nint executable;
        int code = CudaNative.cuGraphInstantiateWithFlags(&executable, graph, 0);
        CudaNative.cuGraphDestroy(graph);
        CudaError.Check(code, accelerator.Name, "cuGraphInstantiateWithFlags");
        // What was captured has not run.
        long launches = accelerator.Launches - launchesBefore;
        accelerator.CountLaunches(-launches);
        return new CudaGraph(accelerator, executable, launches);
    }

    private protected override void LaunchCore(AcceleratorStream stream)
    {
        CudaError.Check(CudaNative.cuGraphLaunch(_executable, ((CudaStream)stream).Bind()), Accelerator.Name);
        Accelerator.CountLaunches(_launches);
    }

    private protected override void DisposeAcceleratorObject(bool disposing)
    {
        if (_executable == 0 || Accelerator.IsDisposed)
            return;
        ((CudaAccelerator)Accelerator).Bind();
        CudaNative.cuGraphExecDestroy(_executable);
    }
}
