using GpuNN.Course.Recipes;

namespace GpuNN.Course;

/// <summary>All recipes, in the order of the course.</summary>
public static class RecipeCatalogue
{
    /// <summary>The recipes.</summary>
    public static IReadOnlyList<Recipe> All { get; } =
    [
        new SoftmaxRecipe(),
        new MlpRecipe(),
        new LeNetRecipe(),
        new AlexNetRecipe(),
        new Vgg11Recipe(),
        new NinRecipe(),
        new GoogLeNetRecipe(),
        new ResNet18Recipe(),
        new DenseNetRecipe(),
        new DenseNet121Recipe(),
        new FcnRecipe(),
        new HighwayRecipe(),
        new TextCnnRecipe(),
        new RnnLanguageModelRecipe(),
        new LstmLanguageModelRecipe(),
        new GruLanguageModelRecipe(),
        new Seq2SeqRecipe(),
        new Word2VecRecipe(),
        new FastTextRecipe(),
        new NGramRecipe(),
        new HmmRecipe(),
        new CrfRecipe(),
        new TransformerRecipe(),
        new TransformerSeq2SeqRecipe(),
        new BertRecipe(),
        new GcnRecipe(),
        new SageRecipe(),
    ];

    /// <summary>The recipe of a name; null where there is none.</summary>
    public static Recipe? Find(string name) => All.FirstOrDefault(recipe => recipe.Name == name);
}
