namespace GpuNN.Data.Generated;

/// <summary>What a word is in a sentence of <see cref="Grammar"/>.</summary>
public enum WordClass
{
    /// <summary>the, these, some.</summary>
    Determiner,

    /// <summary>old, green.</summary>
    Adjective,

    /// <summary>dog, walks.</summary>
    Noun,

    /// <summary>sees, walks.</summary>
    Verb,

    /// <summary>often, again.</summary>
    Adverb,

    /// <summary>near, under.</summary>
    Preposition,

    /// <summary>The end of the sentence.</summary>
    Stop,
}
