using GpuNN.Files;

namespace GpuNN.Tests.Files;

public sealed class AtomicFileTests
{
    [Fact]
    public void A_writer_that_fails_at_any_byte_leaves_the_old_file_whole()
    {
        string folder = Directory.CreateTempSubdirectory("gpunn").FullName;
        string path = Path.Combine(folder, "model.safetensors");
        SafetensorsFile.Save(path, [new("a", Tensor.From([1f, 2f]))]);
        byte[] before = File.ReadAllBytes(path);
        for (int bytes = 0; bytes < 100; bytes += 7)
        {
            Assert.Throws<IOException>(() => AtomicFile.Write(path, stream =>
            {
                stream.Write(new byte[bytes]);
                throw new IOException("the disk is full");
            }));
            Assert.Equal(before, File.ReadAllBytes(path));
        }

        Assert.Single(Directory.GetFiles(folder));
        Directory.Delete(folder, recursive: true);
    }
}
