namespace Lectern.Server.Indexing.Embedding.MiniLm;

/// <summary>The model's tensors by the names that its makers gave them, whichever file they come in.</summary>
internal interface IMiniLmWeights
{
    /// <summary>A tensor of half-precision numbers, row by row.</summary>
    /// <exception cref="InvalidDataException">It is not there, or has another type.</exception>
    ReadOnlySpan<Half> Halves(string name);

    float[] Floats(string name)
    {
        var halves = Halves(name);
        var floats = new float[halves.Length];
        System.Numerics.Tensors.TensorPrimitives.ConvertToSingle(halves, floats);
        return floats;
    }
}
