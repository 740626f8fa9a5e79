using FsCheck;
using FsCheck.Fluent;

namespace GpuNN.Tests.Properties;

/// <summary>Laws that hold for any shapes and numbers. A case is a vector of bounded integers, from which extents and seeds
/// are read; FsCheck draws it, and shrinks a counterexample number by number towards the lower bounds.</summary>
internal static class Law
{
    /// <summary>A seed for the numbers of the tensors.</summary>
    public static readonly (int Low, int High) Seed = (0, 1 << 20);

    /// <summary>Tries a law on drawn vectors.</summary>
    /// <param name="bounds">The lowest and highest value of each integer.</param>
    /// <param name="law">Asserts.</param>
    public static void Holds((int Low, int High)[] bounds, Action<int[]> law)
    {
        Gen<int[]> vectors = Gen.CollectToArray(bounds.Select(bound => Gen.Choose(bound.Low, bound.High)));
        Prop.ForAll(Arb.From(vectors, vector => Shrink(vector, bounds)), law).Check(Config.QuickThrowOnFailure.WithMaxTest(60));
    }

    /// <summary>Small whole numbers, with which sums and products are exact.</summary>
    public static Tensor Integers(int seed, params long[] extents) => Integers(seed, Shape.Create(extents));

    /// <inheritdoc cref="Integers(int, long[])"/>
    public static Tensor Integers(int seed, Shape shape)
    {
        var random = new System.Random(seed);
        var elements = new float[shape.Count];
        for (int index = 0; index < elements.Length; index++) elements[index] = random.Next(-4, 5);
        return Tensor.From(elements, shape);
    }

    /// <summary>Equal to the last bit, in shape and elements.</summary>
    public static void AssertEqual(Tensor expected, Tensor actual)
    {
        Assert.Equal(expected.Shape, actual.Shape);
        Assert.Equal(expected.ToArray<float>(), actual.ToArray<float>());
    }

    /// <summary>⟨x, y⟩, exact for small whole numbers.</summary>
    public static double Product(Tensor x, Tensor y) => (x.Cast(DType.Float64) * y.Cast(DType.Float64)).Sum().ToScalar();

    private static IEnumerable<int[]> Shrink(int[] vector, (int Low, int High)[] bounds)
    {
        for (int index = 0; index < vector.Length; index++)
        {
            foreach (int smaller in (int[])[bounds[index].Low, (vector[index] + bounds[index].Low) / 2, vector[index] - 1])
            {
                if (smaller < bounds[index].Low || smaller >= vector[index]) continue;
                int[] next = [.. vector];
                next[index] = smaller;
                yield return next;
            }
        }
    }
}
