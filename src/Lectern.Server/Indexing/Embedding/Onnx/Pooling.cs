namespace Lectern.Server.Indexing.Embedding.Onnx;

/// <summary>How a text's vector comes from its tokens'.</summary>
internal enum Pooling
{
    /// <summary>The graph gives one vector for the text.</summary>
    None,
    Mean,

    /// <summary>The first token's.</summary>
    First,

    /// <summary>The last token's.</summary>
    Last,

    /// <summary>The largest of each number.</summary>
    Max,

    /// <summary>The mean, the later tokens weighing more by their place.</summary>
    WeightedMean,
}
