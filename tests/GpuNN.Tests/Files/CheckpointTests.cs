using System.Diagnostics;
using GpuNN.Files;
using GpuNN.Layers;
using GpuNN.Optimizers;
using GpuNN.Training;

namespace GpuNN.Tests.Files;

public sealed class CheckpointTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("gpunn").FullName;

    private string CheckpointPath => Path.Combine(_folder, "checkpoint.safetensors");

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void A_writer_killed_at_any_byte_leaves_the_old_checkpoint_whole()
    {
        using Checkpoint old = Create(1), next = Create(2);
        old.Save(CheckpointPath);
        byte[] before = File.ReadAllBytes(CheckpointPath);
        using var whole = new MemoryStream();
        next.Save(whole);
        for (long limit = 0; limit < whole.Length; limit += 1 + (whole.Length / 200))
        {
            long bytes = limit;
            Assert.Throws<IOException>(() => AtomicFile.Write(CheckpointPath, stream => next.Save(new FailingStream(stream, bytes))));
            Assert.Equal(before, File.ReadAllBytes(CheckpointPath));
        }

        using Checkpoint read = Checkpoint.Load(CheckpointPath);
        Assert.Equal([1f, 1f, 1f], read.Section("model")["weight"].ToArray<float>());
        Assert.Single(Directory.GetFiles(_folder));
    }

    /// <summary>What a power cut leaves: the new file, cut off anywhere, under its temporary name or, on a file system that
    /// renames before it writes, under the name itself. It is refused and never taken for whole.</summary>
    [Fact]
    public void A_checkpoint_cut_off_anywhere_is_refused()
    {
        using Checkpoint checkpoint = Create(1);
        using var whole = new MemoryStream();
        checkpoint.Save(whole);
        byte[] bytes = whole.ToArray();
        for (int length = 0; length < bytes.Length; length++)
            Assert.Throws<MalformedFileException>(() => Checkpoint.Load(new MemoryStream(bytes, 0, length)).Dispose());
    }

    [SkippableFact]
    public void A_process_killed_while_it_writes_leaves_a_whole_checkpoint()
    {
        Skip.IfNot(OperatingSystem.IsLinux(), "the test kills a process of its own by signal");
        string tool = Path.Combine(AppContext.BaseDirectory, "GpuNN.Cli.dll");
        Skip.IfNot(File.Exists(tool), "the tool is not beside the tests");
        string folder = Path.Combine(_folder, "run");
        var start = new ProcessStartInfo("dotnet") { RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (string argument in new[] { tool, "train", "softmax", "--epochs", "100000", "--out", folder }) start.ArgumentList.Add(argument);
        using Process process = Process.Start(start)!;
        process.OutputDataReceived += static (_, _) => { };
        process.BeginOutputReadLine();
        string path = Path.Combine(folder, "checkpoint.safetensors");
        var patience = Stopwatch.StartNew();
        while (!File.Exists(path) && patience.Elapsed < TimeSpan.FromSeconds(60) && !process.HasExited) Thread.Sleep(50);
        Thread.Sleep(300);
        process.Kill();
        process.WaitForExit();
        using Checkpoint checkpoint = Checkpoint.Load(path);
        Assert.Equal([10L, 784L], checkpoint.Section("model")["classifier.weight"].Shape.ToArray());
    }

    [Fact]
    public void Sections_and_values_come_back()
    {
        using Checkpoint checkpoint = Create(3);
        checkpoint.Values["note"] = "π ≈ 3.14159";
        checkpoint.Save(CheckpointPath);
        using Checkpoint read = Checkpoint.Load(CheckpointPath);
        Assert.Equal("π ≈ 3.14159", Assert.Single(read.Values).Value);
        Assert.Equal(["model.weight", "optimizer.step"], read.Tensors.Keys);
        Assert.Equal(3, read.Section("optimizer")["step"].ToScalar());
        Assert.Empty(read.Section("other"));
    }

    [Theory]
    [InlineData("another.format", "1")]
    [InlineData("gpunn.checkpoint", "2")]
    [InlineData("gpunn.checkpoint", "0")]
    [InlineData("gpunn.checkpoint", "one")]
    [InlineData(null, null)]
    public void Other_formats_and_newer_versions_are_refused(string? format, string? version)
    {
        var metadata = new Dictionary<string, string>();
        if (format is not null) metadata["format"] = format;
        if (version is not null) metadata["version"] = version;
        SafetensorsFile.Save(CheckpointPath, [new("model.weight", Tensor.From([1f]))], metadata);
        var exception = Assert.Throws<MalformedFileException>(() => Checkpoint.Load(CheckpointPath));
        Assert.Equal((CheckpointPath, "metadata"), (exception.File, exception.Place));
    }

    [Fact]
    public void A_manual_loop_saves_and_continues_bit_for_bit()
    {
        using IDisposable random = RandomState.Use(new RandomState(3));
        var (model, optimizer) = (new Linear(4, 2), (Optimizer?)null);
        optimizer = new Adam(model.Parameters, 0.01);
        Steps(model, optimizer, 3);
        TrainingCheckpoint.Save(CheckpointPath, model, optimizer);
        Steps(model, optimizer, 4);
        var other = new Linear(4, 2);
        var its = new Adam(other.Parameters, 0.5);
        TrainingCheckpoint.Load(CheckpointPath, other, its);
        Steps(other, its, 4);
        Assert.Equal(model.Weight.ToArray<float>(), other.Weight.ToArray<float>());

        static void Steps(Linear model, Optimizer optimizer, int count)
        {
            for (int step = 0; step < count; step++)
            {
                Tensor loss = model.Forward(Operators.Normal([8, 4])).Dropout(0.5, true).Square().Mean();
                optimizer.ZeroGradients();
                loss.Backward();
                optimizer.Step();
            }
        }
    }

    [Fact]
    public void Another_model_or_optimizer_is_refused_and_nothing_changes()
    {
        var model = new Linear(4, 2);
        TrainingCheckpoint.Save(CheckpointPath, model, new Adam(model.Parameters));
        var wider = new Linear(5, 2);
        float[] before = wider.Weight.ToArray<float>();
        Assert.Throws<ShapeMismatchException>(() => TrainingCheckpoint.Load(CheckpointPath, wider, new Adam(wider.Parameters)));
        Assert.Equal(before, wider.Weight.ToArray<float>());
        var same = new Linear(4, 2);
        before = same.Weight.ToArray<float>();
        Assert.Throws<ArgumentException>(() => TrainingCheckpoint.Load(CheckpointPath, same, new Sgd(same.Parameters, 0.1)));
        Assert.Equal(before, same.Weight.ToArray<float>());
    }

    private static Checkpoint Create(float value)
    {
        var checkpoint = new Checkpoint();
        checkpoint.Add("model", [new("weight", Tensor.From([value, value, value]))]);
        checkpoint.Add("optimizer", [new("step", Tensor.Scalar(value))]);
        return checkpoint;
    }

    /// <summary>Takes so many bytes, and part of the write that passes them, then fails.</summary>
    private sealed class FailingStream(Stream stream, long limit) : Stream
    {
        private long _written;

        public override bool CanRead => false;

        public override bool CanSeek => false;

        public override bool CanWrite => true;

        public override long Length => _written;

        public override long Position
        {
            get => _written;
            set => throw new NotSupportedException();
        }

        public override void Flush() => stream.Flush();

        public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => Write(buffer.AsSpan(offset, count));

        public override void Write(ReadOnlySpan<byte> buffer)
        {
            int taken = (int)Math.Min(buffer.Length, limit - _written);
            stream.Write(buffer[..taken]);
            _written += taken;
            if (taken < buffer.Length) throw new IOException("the disk is full");
        }
    }
}
