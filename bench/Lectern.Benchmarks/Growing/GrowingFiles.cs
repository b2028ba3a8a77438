namespace Lectern.Benchmarks.Growing;

/// <summary>Text files of made-up words, some of them much more frequent than others. Seeded: the same files each time.</summary>
internal static class GrowingFiles
{
    /// <summary>In every file.</summary>
    public const string Common = "harbour";

    private const int WordsAParagraph = 70;

    private static readonly string[] Syllables =
        [.. "ka lo mi re tu san vel dor nim pas ter quo bri len gau fis hol ran".Split(' ')];

    public static IReadOnlyList<(string Name, string Text)> Make(int count, int paragraphs)
    {
        var random = new Random(count);
        return [.. Enumerable.Range(0, count).Select(i => (
            $"file {i}.txt", string.Join("\n\n", Enumerable.Range(0, paragraphs).Select(p => Paragraph(random, i, p)))))];
    }

    private static string Paragraph(Random random, int file, int part) => $"The {Common} of file{file} has part {part}: "
        + string.Join(' ', Enumerable.Range(0, WordsAParagraph).Select(_ => Word(random))) + ".";

    private static string Word(Random random)
    {
        var number = (int)(Math.Pow(random.NextDouble(), 3) * Syllables.Length * Syllables.Length * Syllables.Length);
        var (first, rest) = Math.DivRem(number, Syllables.Length * Syllables.Length);
        return Syllables[first] + Syllables[rest / Syllables.Length] + Syllables[rest % Syllables.Length];
    }
}
