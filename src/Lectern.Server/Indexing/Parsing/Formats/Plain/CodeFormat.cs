namespace Lectern.Server.Indexing.Parsing.Formats.Plain;

/// <summary>
/// Source code and settings as they were written: a block is what stands together at the left edge, such as a function with all
/// that is indented in it.
/// </summary>
internal static class CodeFormat
{
    /// <summary>Of a block; a longer one is several on following lines.</summary>
    private const int MaxLines = 1000;

    private static readonly HashSet<string> Names = new(StringComparer.OrdinalIgnoreCase)
    {
        ".bash", ".bat", ".c", ".cc", ".cfg", ".clj", ".cmake", ".cmd", ".conf", ".cpp", ".cs", ".css", ".cu", ".cxx", ".dart",
        ".env", ".erl",
        ".ex", ".exs", ".f90", ".fs", ".go", ".gradle", ".graphql", ".groovy", ".h", ".hcl", ".hh", ".hpp", ".hs", ".ini",
        ".java", ".jl",
        ".js", ".jsx", ".kt", ".kts", ".less", ".lua", ".m", ".mjs", ".ml", ".mm", ".pas", ".php", ".pl", ".pm",
        ".properties", ".proto",
        ".ps1", ".py", ".r", ".rb", ".rs", ".sass", ".scala", ".scss", ".sh", ".sql", ".swift", ".tf", ".toml", ".ts", ".tsx",
        ".vb", ".vue",
        ".yaml", ".yml", ".zig", ".zsh",
    };

    public static bool Is(string extension) => Names.Contains(extension);

    public static void Read(string text, DocumentBuilder builder)
    {
        var block = new List<string>();
        var (blanks, isPart, goesOn) = (0, false, false);
        using var reader = new StringReader(TerminalCodes.Strip(text));
        while (reader.ReadLine() is { } line)
        {
            if (string.IsNullOrWhiteSpace(line))
            {
                blanks += block.Count > 0 || isPart ? 1 : 0;
                continue;
            }

            if (blanks > 0 && !char.IsWhiteSpace(line[0]) && line[0] is not ('}' or ')' or ']'))
                End(isFull: false);
            if (isPart && block.Count == 0)
                goesOn = blanks == 0;
            block.AddRange(Enumerable.Repeat("", blanks));
            block.Add(line.TrimEnd());
            blanks = 0;
            if (block.Count >= MaxLines)
                End(isFull: true);
            if (builder.IsFull)
                return;
        }

        End(isFull: false);

        void End(bool isFull)
        {
            builder.Add(BlockKind.Code, string.Join('\n', block), keepsIndent: isPart, goesOn: goesOn);
            block.Clear();
            (blanks, isPart, goesOn) = (0, isFull, false);
        }
    }
}
