namespace Lectern.Server.Indexing.Embedding.MiniLm;

/// <summary>A matrix as int8 with one scale for each column: value = int8 × scale, symmetric around 0.</summary>
internal static class QuantizedColumns
{
    private const float Limit = 127;

    public static (sbyte[] Values, float[] Scales) Of(float[] matrix, int rows, int columns)
    {
        var scales = new float[columns];
        for (var row = 0; row < rows; row++)
        {
            for (var column = 0; column < columns; column++)
                scales[column] = Math.Max(scales[column], Math.Abs(matrix[(row * columns) + column]) / Limit);
        }

        var values = new sbyte[matrix.Length];
        for (var i = 0; i < matrix.Length; i++)
        {
            var scale = scales[i % columns];
            values[i] = scale == 0 ? (sbyte)0 : (sbyte)Math.Clamp(MathF.Round(matrix[i] / scale), -Limit, Limit);
        }

        return (values, scales);
    }
}
