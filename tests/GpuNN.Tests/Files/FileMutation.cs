namespace GpuNN.Tests.Files;

/// <summary>Feeds a reader with damaged copies of a file: flipped, overwritten, inserted, removed and repeated bytes, and cut
/// ends. The reader may read them or refuse them as malformed; nothing else.</summary>
internal static class FileMutation
{
    private const int Seed = 20240607;

    public static void Check(byte[] original, int count, Action<Stream> read)
    {
        var random = new Random(Seed);
        long before = GC.GetTotalAllocatedBytes();
        for (int round = 0; round < count; round++)
        {
            byte[] mutated = Mutate(original, random);
            try
            {
                read(new MemoryStream(mutated));
            }
            catch (MalformedFileException)
            {
            }
            catch (Exception exception)
            {
                Assert.Fail($"round {round} of seed {Seed}: {exception}");
            }
        }

        double perFile = (GC.GetTotalAllocatedBytes() - before) / (double)count;
        Assert.True(perFile < 2_000_000, $"{perFile:F0} bytes allocated per file of {original.Length}");
    }

    private static byte[] Mutate(byte[] original, Random random)
    {
        var bytes = new List<byte>(original);
        for (int change = random.Next(1, 5); change > 0 && bytes.Count > 0; change--)
        {
            int at = random.Next(bytes.Count);
            switch (random.Next(6))
            {
                case 0: bytes[at] ^= (byte)(1 << random.Next(8)); break;
                case 1: bytes[at] = (byte)random.Next(256); break;
                case 2: bytes.Insert(at, (byte)random.Next(256)); break;
                case 3: bytes.RemoveAt(at); break;
                case 4: bytes.RemoveRange(at, bytes.Count - at); break;
                default: bytes.InsertRange(at, bytes.GetRange(at, Math.Min(random.Next(1, 20), bytes.Count - at))); break;
            }
        }

        return [.. bytes];
    }
}
