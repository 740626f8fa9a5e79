using System.CommandLine;
using GpuNN.Backends.Gpu;
using GpuNN.Jit;
using GpuNN.Jit.Extensions;

namespace GpuNN.Bench.Commands;

/// <summary><c>faults KIND --device D</c>: makes a device fail and says whether the failure is reported as an error of the library
/// and survived. One fault per process, since a CUDA context that saw an illegal address is lost for good.</summary>
internal static class FaultsCommand
{
    private const string OutOfMemory = "out-of-memory", IllegalAddress = "illegal-address";
    private const long Block = 1L << 30;

    /// <summary>Far behind any buffer: 4 TiB.</summary>
    private const long Far = 1L << 40;

    public static Command Create()
    {
        var kind = new Argument<string>("kind") { Description = $"{OutOfMemory} or {IllegalAddress}" };
        kind.AcceptOnlyFromAmong(OutOfMemory, IllegalAddress);
        var device = new Option<string>("--device") { Description = "The device.", HelpName = "NAME", DefaultValueFactory = _ => "cuda:0" };
        var command = new Command("faults", "Makes a device fail, and checks that this is reported and survived.") { kind, device };
        command.SetAction(parsed => Run(parsed.GetValue(kind)!, parsed.GetValue(device)!));
        return command;
    }

    private static int Run(string kind, string name)
    {
        Device device;
        try
        {
            device = Device.Parse(name);
        }
        catch (DeviceMismatchException exception)
        {
            throw new ArgumentException(exception.Message, exception);
        }

        using IDisposable restoration = NoGrad.Begin();
        return kind == OutOfMemory ? ExhaustMemory(device) : TouchIllegalAddress(device);
    }

    private static int ExhaustMemory(Device device)
    {
        // Elsewhere than on a GPU, a limit stands in for the end of the host's memory.
        long limit = device.MemoryLimit;
        if (!device.Name.StartsWith("cuda:", StringComparison.Ordinal)) device.MemoryLimit = 2 * Block;
        var held = new List<Tensor>();
        string? reported = null;
        try
        {
            while (reported is null)
            {
                try
                {
                    held.Add(Tensor.Empty([Block], DType.UInt8, device));
                }
                catch (OutOfDeviceMemoryException exception)
                {
                    reported = exception.Message;
                }
            }
        }
        finally
        {
            foreach (Tensor tensor in held) tensor.Dispose();
            device.EmptyCache();
            device.MemoryLimit = limit;
        }

        return Conclude($"{held.Count} blocks of 1 GiB, then: {reported}", "computes afterwards", Computes(device));
    }

    private static int TouchIllegalAddress(Device device)
    {
        if (device.Backend is not GpuBackend backend || !(device.Name.StartsWith("cuda:", StringComparison.Ordinal) || device.Name == "jit-cpu:checked"))
            throw new ArgumentException($"{device} has no protection against illegal addresses: cuda:N and jit-cpu:checked have.");
        string? reported = null;
        try
        {
            Accelerator accelerator = backend.Accelerator;
            using MemoryBuffer1D<float, Stride1D.Dense> memory = accelerator.Allocate1D<float>(64);
            var write = accelerator.LoadAutoGroupedStreamKernel<Index1D, ArrayView<float>, long>(WriteFar);
            write(64, memory.View, Far);
            accelerator.Synchronize();
        }
        catch (Exception exception) when (exception is AcceleratorException or KernelFaultException or GpuNNException)
        {
            reported = exception.Message;
        }

        if (reported is null)
        {
            Console.WriteLine("FAILED: nothing was reported");
            return 1;
        }

        Console.WriteLine($"reported: {reported}");
        // The context is lost, or it computes on: either is an answer, silence or wrong numbers are not.
        string state;
        try
        {
            state = Computes(device) ? "computes afterwards" : "gives wrong numbers afterwards";
        }
        catch (GpuNNException exception)
        {
            state = $"is lost, and says so: {exception.Message}";
        }

        Console.WriteLine($"{device} {state}");
        return Conclude($"{device} was made to fail", "the processor computes afterwards", Computes(Device.Cpu) && !state.StartsWith("gives", StringComparison.Ordinal));
    }

    private static void WriteFar(Index1D index, ArrayView<float> memory, long distance) => memory[distance + index] = 1;

    private static bool Computes(Device device)
    {
        using Tensor x = Tensor.From([1f, 2, 3, 4], [2, 2], device);
        using Tensor y = x.MatMul(x);
        return y.ToArray<float>() is [7, 10, 15, 22];
    }

    private static int Conclude(string what, string claim, bool holds)
    {
        Console.WriteLine(what);
        Console.WriteLine(holds ? claim : $"FAILED: not true that it {claim}");
        return holds ? 0 : 1;
    }
}
