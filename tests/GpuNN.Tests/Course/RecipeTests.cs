using System.Text.Json;
using System.Xml.Linq;
using GpuNN.Course;

namespace GpuNN.Tests.Course;

public sealed class RecipeTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("gpunn").FullName;

    public static TheoryData<string> Names => [.. RecipeCatalogue.All.Select(recipe => recipe.Name)];

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void The_catalogue_has_each_name_once()
    {
        string[] names = [.. RecipeCatalogue.All.Select(recipe => recipe.Name)];
        Assert.Equal(names.Length, names.Distinct().Count());
        Assert.All(names, name => Assert.Matches("^[a-z0-9-]+$", name));
        Assert.All(RecipeCatalogue.All, recipe => Assert.NotEmpty(recipe.Summary));
        Assert.Null(RecipeCatalogue.Find("nothing"));
    }

    /// <summary>The whole course takes long: GPUNN_SLOW=1 trains every recipe in full.</summary>
    [SkippableTheory]
    [Trait("Category", "Slow")]
    [MemberData(nameof(Names))]
    public void Every_recipe_reaches_its_threshold_and_beats_its_baseline(string name)
    {
        Skip.IfNot(SlowTests.RunInFull || name == "softmax", "GPUNN_SLOW=1 trains every recipe");
        RecipeResult result = RecipeRun.Train(RecipeCatalogue.Find(name)!, Context());
        Assert.True(result.IsReached, $"{result}");
    }

    [Fact]
    public void A_run_leaves_metrics_curves_and_a_checkpoint_and_repeats_by_seed()
    {
        Recipe recipe = RecipeCatalogue.Find("softmax")!;
        var output = new StringWriter();
        RecipeContext context = Context(epochs: 2, output: output);
        RecipeResult result = RecipeRun.Train(recipe, context);
        using JsonDocument metrics = JsonDocument.Parse(File.ReadAllText(Path.Combine(_folder, "metrics.json")));
        Assert.Equal(result.Value, metrics.RootElement.GetProperty("value").GetDouble());
        Assert.Equal(result.Threshold, metrics.RootElement.GetProperty("threshold").GetDouble());
        Assert.Equal(result.Baseline, metrics.RootElement.GetProperty("baseline").GetDouble());
        Assert.Equal(result.Metric, metrics.RootElement.GetProperty("metric").GetString());
        Assert.Equal(result.IsReached, metrics.RootElement.GetProperty("reached").GetBoolean());
        XDocument picture = XDocument.Load(Path.Combine(_folder, "curves.svg"));
        Assert.Equal(3, picture.Descendants().Count(element => element.Name.LocalName == "polyline"));
        Assert.Contains("epoch 2/2", output.ToString(), StringComparison.Ordinal);
        Assert.Equal(result.Value, RecipeRun.Evaluate(recipe, Context())["accuracy"]);
        byte[] checkpoint = File.ReadAllBytes(context.CheckpointPath);
        RecipeRun.Train(recipe, Context(epochs: 2));
        Assert.Equal(checkpoint, File.ReadAllBytes(context.CheckpointPath));
    }

    [Fact]
    public void A_cancelled_run_resumes()
    {
        Recipe recipe = RecipeCatalogue.Find("softmax")!;
        RecipeResult expected = RecipeRun.Train(recipe, Context(epochs: 3));
        byte[] whole = File.ReadAllBytes(Context().CheckpointPath);
        File.Delete(Context().CheckpointPath);
        using var cancellation = new CancellationTokenSource();
        using var output = new CancellingWriter("epoch 1/3", cancellation);
        Assert.Throws<OperationCanceledException>(() => RecipeRun.Train(recipe, Context(3, output, cancellation.Token)));
        RecipeResult resumed = RecipeRun.Train(recipe, Context(3, resumes: true));
        Assert.Equal(expected, resumed);
        Assert.Equal(whole, File.ReadAllBytes(Context().CheckpointPath));
    }

    [Fact]
    public void A_value_that_is_no_number_is_not_reached()
    {
        Assert.False(new RecipeResult("m", double.NaN, 0.5, 0.1, "b").IsReached);
        Assert.False(new RecipeResult("m", double.NaN, 0.5, 0.9, "b", IsMaximized: false).IsReached);
        Assert.False(new RecipeResult("m", 0.6, 0.5, 0.7, "b").IsReached);
        Assert.True(new RecipeResult("m", 0.4, 0.5, 0.7, "b", IsMaximized: false).IsReached);
    }

    [Fact]
    public void Curves_of_a_measure_share_a_panel()
    {
        var curves = new CurveSet();
        curves.Add("loss", 1, 2);
        curves.Add("loss", 2, 1);
        curves.Add("a <baseline>: loss", 1, 2.5);
        curves.Add("accuracy", 1, double.NaN);
        XDocument picture = XDocument.Parse(CurveChart.Draw("title & more", curves));
        XNamespace svg = "http://www.w3.org/2000/svg";
        Assert.Single(picture.Root!.Elements(svg + "g"));
        Assert.Equal(2, picture.Descendants(svg + "polyline").Count());
        Assert.Contains(picture.Descendants(svg + "text"), text => text.Value == "a <baseline>: loss");
        Assert.NotNull(XDocument.Parse(CurveChart.Draw("nothing", new CurveSet())).Root);
    }

    private RecipeContext Context(
        int? epochs = null, TextWriter? output = null, CancellationToken cancellation = default, bool resumes = false) => new()
        {
            OutputDirectory = _folder,
            Device = Device.Cpu,
            Epochs = epochs,
            Output = output ?? TextWriter.Null,
            Cancellation = cancellation,
            Resumes = resumes,
        };

    /// <summary>Cancels when a line begins as given.</summary>
    private sealed class CancellingWriter(string line, CancellationTokenSource cancellation) : StringWriter
    {
        public override void WriteLine(string? value)
        {
            base.WriteLine(value);
            if (value?.StartsWith(line, StringComparison.Ordinal) == true) cancellation.Cancel();
        }
    }
}
