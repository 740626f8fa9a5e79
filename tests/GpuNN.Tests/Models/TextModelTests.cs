using GpuNN.Data.Generated;
using GpuNN.Models.Text;
using GpuNN.Optimizers;
using GpuNN.Text;
using GpuNN.Training;

namespace GpuNN.Tests.Models;

/// <summary>Shapes, published sizes, and a short training of each model of texts.</summary>
[Collection(ExclusiveCollection.Name)]
public sealed class TextModelTests : IDisposable
{
    private readonly IDisposable _random = RandomState.Use(new RandomState(11));

    public void Dispose() => _random.Dispose();

    [Fact]
    public void The_small_LSTM_has_the_size_of_Zaremba()
    {
        var model = new RecurrentLanguageModel(new() { Vocabulary = 10_000 });
        long embedding = 10_000 * 200, layer = (4 * 200 * 400) + (2 * 4 * 200), output = (200 * 10_000) + 10_000;
        Assert.Equal(embedding + (2 * layer) + output, model.ParameterCount);
        Assert.Equal(4_653_200, model.ParameterCount);
    }

    [Fact]
    public void The_text_CNN_has_the_size_and_shapes_of_Kim()
    {
        var model = new TextCnn(new() { Vocabulary = 1000, Classes = 2 });
        Assert.Equal((1000 * 300) + (300 * (3 + 4 + 5) * 100) + 300 + (2 * 300) + 2, model.ParameterCount);
        model.Evaluate();
        Assert.Equal([4, 2], model.Forward(Tensor.Zeros([4, 9], DType.Int64)).Shape);
        var several = new TextCnn(new() { Vocabulary = 1000, Classes = 2, Strongest = 3 });
        Assert.Equal(model.ParameterCount + (2 * 600), several.ParameterCount);
    }

    [Fact]
    public void BERT_base_has_its_published_size()
    {
        long one = new Bert(new() { Layers = 1 }).ParameterCount, none = new Bert(new() { Layers = 0 }).ParameterCount;
        long withHead = none + (12 * (one - none));
        const long Pooler = (768 * 768) + 768, Head = (768 * 768) + 768 + (2 * 768) + 30522;
        Assert.Equal(109_514_298, withHead);
        Assert.Equal(109_482_240, withHead - Head + Pooler);
    }

    [Theory]
    [InlineData(RecurrentCell.Rnn)]
    [InlineData(RecurrentCell.Lstm)]
    [InlineData(RecurrentCell.Gru)]
    public void A_language_model_learns_what_trigrams_cannot_see(RecurrentCell cell)
    {
        long[] text = [.. Enumerable.Range(0, 2000).Select(at => (long)("abcabdabcabe"[at % 12] - 'a'))];
        var trigrams = new NGramModel(3, 5);
        trigrams.Train(text);
        var model = new RecurrentLanguageModel(new() { Vocabulary = 5, Cell = cell, EmbeddingSize = 8, HiddenSize = 24, Layers = 1 });
        var optimizer = new Adam(model.Parameters, 0.015) { MaximumGradientNorm = 1 };
        for (int epoch = 0; epoch < 15; epoch++)
        {
            RecurrentState? state = null;
            foreach (var (inputs, targets) in SequenceSampling.Adjacent(text, 8, 16))
            {
                var (loss, next) = model.Loss(Tensor.From(inputs, [16, 8]), Tensor.From(targets, [16, 8]), state);
                optimizer.ZeroGradients();
                loss.Backward();
                state = next.Detach();
                optimizer.Step();
            }
        }

        double perplexity = model.Perplexity(text, 4);
        Assert.True(perplexity < 1.15, $"{perplexity}");
        Assert.True(perplexity < trigrams.Perplexity(text) - 0.1);
        long[] written = model.Generate(text.AsSpan(0, 24), 24, temperature: 0);
        Assert.Equal(text[24..48].Where((_, at) => at % 3 < 2), written.Where((_, at) => at % 3 < 2));
    }

    [Fact]
    public void A_text_read_in_pieces_is_the_text_read_at_once()
    {
        foreach (RecurrentCell cell in Enum.GetValues<RecurrentCell>())
        {
            var model = new RecurrentLanguageModel(new() { Vocabulary = 6, Cell = cell, EmbeddingSize = 4, HiddenSize = 5 });
            long[] text = [3, 1, 4, 1, 5, 2, 0, 5];
            float[] whole = model.Forward(Tensor.From(text, [8, 1])).Logits.ToArray<float>();
            var (first, state) = model.Forward(Tensor.From(text[..3], [3, 1]));
            var (second, _) = model.Forward(Tensor.From(text[3..], [5, 1]), state.Detach());
            float[] pieces = [.. first.ToArray<float>(), .. second.ToArray<float>()];
            for (int index = 0; index < whole.Length; index++) Assert.Equal(whole[index], pieces[index], 1e-5f);
        }
    }

    [Fact]
    public void Generating_follows_the_model_s_probabilities_and_its_seed()
    {
        var model = new RecurrentLanguageModel(new() { Vocabulary = 4, EmbeddingSize = 4, HiddenSize = 4, Layers = 1 });
        long[] Write()
        {
            using IDisposable random = RandomState.Use(new RandomState(4));
            return model.Generate([1], 200);
        }

        long[] written = Write();
        Assert.Equal(written, Write());
        Assert.Equal([0, 1, 2, 3], written.Distinct().Order());
        Assert.True(model.IsTraining);
        Assert.Throws<ArgumentException>(() => model.Generate([], 1));
        Assert.Throws<ArgumentOutOfRangeException>(() => model.Generate([1], 1, double.NaN));
    }

    [Theory]
    [InlineData(1.0)]
    [InlineData(0.0)]
    public void An_excluded_token_is_never_written_and_the_others_share_its_probability(double temperature)
    {
        var model = new RecurrentLanguageModel(new() { Vocabulary = 3, EmbeddingSize = 4, HiddenSize = 4, Layers = 1 });
        // The head's bias makes the first token the likeliest by far, and the third e times as likely as the second.
        foreach (var (name, parameter) in model.NamedParameters)
            parameter.CopyFrom(parameter.Rank == 1 && parameter.Count == 3 && name.EndsWith("bias", StringComparison.Ordinal) ? Tensor.From([9f, 0, 1]) : Tensor.Zeros(parameter.Shape));
        using IDisposable random = RandomState.Use(new RandomState(4));
        Assert.Contains(0L, model.Generate([1], 20, temperature));
        long[] written = model.Generate([0], 2000, temperature, [0]);
        Assert.DoesNotContain(0L, written);
        // e / (1 + e) = 0.731, with 0.0099 for the deviation of 2000 draws.
        double share = written.Count(token => token == 2) / 2000.0;
        Assert.InRange(share, temperature == 0 ? 1 : 0.731 - 0.04, temperature == 0 ? 1 : 0.731 + 0.04);
        Assert.Throws<ArgumentException>(() => model.Generate([0], 1, 1, [0, 1, 2]));
        Assert.Throws<ArgumentOutOfRangeException>(() => model.Generate([0], 1, 1, [3]));
    }

    [Fact]
    public void A_training_resumed_in_the_middle_of_an_epoch_carries_the_state_on()
    {
        string path = Path.Combine(Path.GetTempPath(), $"{Guid.NewGuid():N}.safetensors");
        long[] text = Vocabulary.OfCharacters("abc").Encode(string.Concat(Enumerable.Repeat("abcab", 60)));
        float[] Weights(int? stopAt)
        {
            using IDisposable random = RandomState.Use(new RandomState(7));
            var model = new RecurrentLanguageModel(new() { Vocabulary = 4, EmbeddingSize = 4, HiddenSize = 6, Layers = 1 });
            var state = new CarriedState();
            var trainer = new Trainer<(long[] Inputs, long[] Targets, int Index)>(model, new Adam(model.Parameters, 0.01), batch =>
            {
                if (batch.Index == 0) state.Value = null;
                if (batch.Index == stopAt) throw new OperationCanceledException();
                var (loss, next) = model.Loss(Tensor.From(batch.Inputs, [8, 4]), Tensor.From(batch.Targets, [8, 4]), state.Value);
                state.Value = next.Detach();
                return loss;
            })
            {
                Epochs = 2,
                CheckpointPath = path,
                CheckpointSteps = 1,
            };
            trainer.State.Add(state);
            var batches = BatchSource.Create(9, _ => SequenceSampling.Adjacent(text, 4, 8).Select((batch, index) => (batch.Inputs, batch.Targets, index)));
            if (stopAt is null && File.Exists(path)) trainer.Resume(path);
            if (stopAt is null) trainer.Run(batches);
            else Assert.Throws<OperationCanceledException>(() => trainer.Run(batches));
            return [.. model.Parameters.SelectMany(parameter => parameter.ToArray<float>())];
        }

        try
        {
            float[] whole = Weights(stopAt: null);
            File.Delete(path);
            Weights(stopAt: 5);
            Assert.Equal(whole, Weights(stopAt: null));
        }
        finally
        {
            File.Delete(path);
        }
    }

    [Fact]
    public void The_CNN_finds_phrases_that_counting_words_does_not()
    {
        var (texts, classes) = PlantedPhrases.Which(600, 12, 20, 1);
        var model = new TextCnn(new() { Vocabulary = 20, Classes = 6, EmbeddingSize = 12, Widths = [3], Filters = 24, Dropout = 0 });
        Assert.True(TrainToAccuracy(model, texts, classes, 6, words => model.Forward(PaddedSequences.Of(words).Tokens)) > 0.95);
    }

    [Fact]
    public void Texts_with_the_same_windows_in_other_numbers_differ_for_k_max_pooling_alone()
    {
        long[] few = [.. Enumerable.Repeat(1L, 4), .. Enumerable.Repeat(2L, 14)];
        long[] many = [.. Enumerable.Repeat(1L, 14), .. Enumerable.Repeat(2L, 4)];
        foreach (int strongest in (int[])[1, 3])
        {
            var model = new TextCnn(new() { Vocabulary = 3, Classes = 4, EmbeddingSize = 4, Widths = [3], Filters = 16, Strongest = strongest });
            model.Evaluate();
            float[] ofFew = model.Forward(Tensor.From(few, [1, 18])).ToArray<float>();
            float[] ofMany = model.Forward(Tensor.From(many, [1, 18])).ToArray<float>();
            Assert.Equal(strongest == 1, ofFew.SequenceEqual(ofMany));
        }
    }

    [Fact]
    public void FastText_needs_its_pairs_of_words()
    {
        var (texts, classes) = PlantedPhrases.Which(600, 12, 20, 1);
        var pairs = new FastText(new HashedNGrams(20, 4000, 2), 12, 6);
        var words = new FastText(new HashedNGrams(20, 0, 1), 12, 6);
        Assert.True(TrainToAccuracy(pairs, texts, classes, 25, pairs.Forward) > 0.95);
        Assert.True(TrainToAccuracy(words, texts, classes, 25, words.Forward) < 0.4);
    }

    [Fact]
    public void Hashed_features_are_words_and_buckets()
    {
        var features = new HashedNGrams(10, 100, 3);
        long[] found = features.Of([7, 3, 7, 3]);
        Assert.Equal([7, 3, 7, 3], found[..4]);
        Assert.Equal(9, found.Length);
        Assert.All(found[4..], feature => Assert.InRange(feature, 10, 109));
        Assert.Equal(found[4], found[6]);
        Assert.NotEqual(found[4], found[5]);
        Assert.Equal(110, features.Count);
        var (indices, offsets) = features.Bags([[1], [2, 3]]);
        Assert.Equal([0L, 1], offsets.ToArray<long>());
        Assert.Equal(4, indices.Count);
    }

    [Theory]
    [InlineData(Word2VecArchitecture.SkipGram, Word2VecLoss.NegativeSampling)]
    [InlineData(Word2VecArchitecture.SkipGram, Word2VecLoss.HierarchicalSoftmax)]
    [InlineData(Word2VecArchitecture.BagOfWords, Word2VecLoss.NegativeSampling)]
    [InlineData(Word2VecArchitecture.BagOfWords, Word2VecLoss.HierarchicalSoftmax)]
    public void Words_in_the_same_company_become_neighbours(Word2VecArchitecture architecture, Word2VecLoss loss)
    {
        var random = new Random(1);
        long[][] sentences = [.. Enumerable.Range(0, 600).Select(_ => (long[])[random.Next(4), 4 + random.Next(4), random.Next(4), 4 + random.Next(4)])];
        long[] counts = [.. Enumerable.Range(0, 8).Select(word => (long)sentences.Sum(sentence => sentence.Count(other => other == word)))];
        var model = new Word2Vec(counts, new() { Size = 8, Window = 1, Architecture = architecture, Loss = loss });
        var optimizer = new Adam(model.Parameters, 0.02);
        for (int epoch = 0; epoch < 5; epoch++)
        {
            IEnumerable<WordContexts> batches = architecture == Word2VecArchitecture.SkipGram
                ? WordContexts.SkipGrams(sentences, 1, 128, random)
                : WordContexts.BagsOfWords(sentences, 1, 128, random);
            foreach (WordContexts batch in batches)
            {
                optimizer.ZeroGradients();
                model.Loss(batch).Backward();
                optimizer.Step();
            }
        }

        int together = Enumerable.Range(0, 8).Sum(word => model.Nearest(word, 3).Count(near => near / 4 == word / 4));
        Assert.True(together >= 22, $"{together} of 24");
    }

    [Fact]
    public void Contexts_are_the_words_around()
    {
        WordContexts pairs = WordContexts.SkipGrams([[5, 6, 7]], 1, 100, new Random(1)).Single();
        Assert.Equal([5L, 6, 6, 7], pairs.Inputs);
        Assert.Equal([0L, 1, 2, 3], pairs.Offsets);
        Assert.Equal([6L, 5, 7, 6], pairs.Targets);
        WordContexts bags = WordContexts.BagsOfWords([[5, 6, 7]], 1, 100, new Random(1)).Single();
        Assert.Equal([6L, 5, 7, 6], bags.Inputs);
        Assert.Equal([0L, 1, 3], bags.Offsets);
        Assert.Equal([5L, 6, 7], bags.Targets);
    }

    [Fact]
    public void BERT_guesses_hidden_tokens_from_both_sides()
    {
        var random = new Random(2);
        long[][] Draw(int count) => [.. Enumerable.Range(0, count).Select(_ =>
        {
            long outside = SpecialTokens.Count + random.Next(6);
            return (long[])[outside, SpecialTokens.Count + random.Next(6), outside];
        })];
        var model = new Bert(new() { Vocabulary = 10, Size = 32, Layers = 1, Heads = 2, Longest = 3, Dropout = 0 });
        var optimizer = new Adam(model.Parameters, 0.003);
        for (int step = 0; step < 150; step++)
        {
            optimizer.ZeroGradients();
            model.Loss(MaskedTokens.Of(Draw(32), 10, random)).Backward();
            optimizer.Step();
        }

        long[] hidden = [.. Enumerable.Range(0, 6).SelectMany(word => (long[])[SpecialTokens.Mask, 4, SpecialTokens.Count + word])];
        using IDisposable restoration = NoGrad.Begin();
        Tensor logits = model.Forward(new(Tensor.From(hidden, [6, 3]), Tensor.Full([6], 3, DType.Int64)));
        Assert.Equal([4L, 5, 6, 7, 8, 9], logits.Select(1, 0).ArgMax(1).ToArray<long>());
    }

    [Fact]
    public void Tokens_are_hidden_at_the_rate_and_in_the_shares_of_the_paper()
    {
        long[][] sequences = [.. Enumerable.Range(0, 400).Select(_ => Enumerable.Repeat(9L, 50).ToArray())];
        MaskedTokens masked = MaskedTokens.Of(sequences, 1000, new Random(3));
        (long Input, long Target)[] drawn =
            [.. masked.Inputs.SelectMany(row => row).Zip(masked.Targets.SelectMany(row => row)).Where(place => place.Second != MaskedTokens.Ignored)];
        Assert.InRange(drawn.Length / 20_000.0, 0.155, 0.18);
        Assert.InRange(drawn.Count(place => place.Input == SpecialTokens.Mask) / (double)drawn.Length, 0.77, 0.83);
        Assert.InRange(drawn.Count(place => place.Input == 9) / (double)drawn.Length, 0.08, 0.12);
        Assert.All(drawn, place => Assert.Equal(9, place.Target));
        Assert.All(masked.Targets, row => Assert.Contains(9L, row));
        Assert.DoesNotContain(masked.Inputs.SelectMany(row => row), token => token < SpecialTokens.Mask);
    }

    [Fact]
    public void The_CRF_tells_what_a_word_alone_does_not()
    {
        GrammarSentence[] training = Grammar.Sentences(200, 1), test = Grammar.Sentences(60, 2);
        Vocabulary vocabulary = Vocabulary.OfWords(string.Join('\n', training.Select(sentence => sentence.ToString())));
        PaddedSequences Words(IEnumerable<GrammarSentence> sentences) =>
            PaddedSequences.Of([.. sentences.Select(sentence => vocabulary.Encode(sentence.ToString()))]);
        Tensor Tags(IEnumerable<GrammarSentence> sentences) =>
            PaddedSequences.Of([.. sentences.Select(sentence => sentence.Classes.Select(tag => (long)tag).ToArray())]).Tokens;
        var model = new CrfTagger(vocabulary.Count, 7, 12);
        var optimizer = new Adam(model.Parameters, 0.03);
        for (int step = 0; step < 60; step++)
        {
            GrammarSentence[] batch = [.. Enumerable.Range(0, 24).Select(index => training[((step * 24) + index) % training.Length])];
            optimizer.ZeroGradients();
            model.Loss(Words(batch), Tags(batch)).Backward();
            optimizer.Step();
        }

        long[] guessed = model.Decode(Words(test)).ToArray<long>(), right = Tags(test).ToArray<long>();
        int[] places = [.. Enumerable.Range(0, right.Length).Where(place => guessed[place] >= 0)];
        double accuracy = places.Count(place => guessed[place] == right[place]) / (double)places.Length;
        Assert.True(accuracy > 0.985, $"{accuracy}");
    }

    [Theory]
    [InlineData(0)]
    [InlineData(3)]
    public void The_CRF_s_probabilities_and_marginals_are_those_of_all_paths(int hiddenSize)
    {
        const int Tags = 3, Steps = 4;
        var model = new CrfTagger(5, Tags, 4, hiddenSize);
        PaddedSequences sentence = PaddedSequences.Of([[4, 0, 2, 2]]);
        double[,] marginals = model.Marginals(sentence)[0];
        var expected = new double[Steps, Tags];
        (double Probability, long[] Tags) best = (0, []);
        for (int number = 0; number < 81; number++)
        {
            long[] tags = [number % 3, number / 3 % 3, number / 9 % 3, number / 27];
            double probability = Math.Exp(-model.Loss(sentence, Tensor.From(tags, [1, Steps])).ToScalar());
            if (probability > best.Probability) best = (probability, tags);
            for (int step = 0; step < Steps; step++) expected[step, tags[step]] += probability;
        }

        for (int step = 0; step < Steps; step++)
        {
            Assert.Equal(1, Enumerable.Range(0, Tags).Sum(tag => expected[step, tag]), 5);
            for (int tag = 0; tag < Tags; tag++) Assert.Equal(expected[step, tag], marginals[step, tag], 5);
        }

        Assert.Equal(best.Tags, model.Decode(sentence).ToArray<long>());
    }

    private static double TrainToAccuracy(
        GpuNN.Layers.Module model, long[][] texts, long[] classes, int epochs, Func<IReadOnlyList<long[]>, Tensor> forward)
    {
        const int Batch = 50;
        var optimizer = new Adam(model.Parameters, 0.01);
        int held = texts.Length / 4;
        for (int epoch = 0; epoch < epochs; epoch++)
        {
            for (int start = held; start < texts.Length; start += Batch)
            {
                optimizer.ZeroGradients();
                forward(texts[start..(start + Batch)]).CrossEntropy(Tensor.From(classes[start..(start + Batch)])).Backward();
                optimizer.Step();
            }
        }

        using IDisposable restoration = NoGrad.Begin();
        model.Evaluate();
        long[] guessed = forward(texts[..held]).ArgMax(1).ToArray<long>();
        return guessed.Zip(classes).Count(pair => pair.First == pair.Second) / (double)held;
    }
}
