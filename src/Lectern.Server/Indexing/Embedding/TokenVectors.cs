namespace Lectern.Server.Indexing.Embedding;

/// <param name="Ids">The model's token numbers, in order.</param>
/// <param name="Values">Row by row, each of length 1: token i is at [i × Dimensions, (i + 1) × Dimensions).</param>
internal sealed record TokenVectors(IReadOnlyList<int> Ids, float[] Values, int Dimensions)
{
    public ReadOnlySpan<float> Row(int token) => Values.AsSpan(token * Dimensions, Dimensions);
}
