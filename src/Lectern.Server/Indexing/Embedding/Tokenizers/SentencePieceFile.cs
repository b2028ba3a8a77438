using System.Text;
using Lectern.Server.Indexing.Embedding.Onnx;
using static Lectern.Server.Indexing.Embedding.Tokenizers.SentencePieceVocabulary;

namespace Lectern.Server.Indexing.Embedding.Tokenizers;

/// <summary>
/// Reads SentencePiece's own model file: <c>sentencepiece.bpe.model</c> of XLM-R, <c>spiece.model</c> of T5,
/// <c>spm.model</c> of DeBERTa, <c>tokenizer.model</c> of Gemma and Llama.
/// </summary>
internal static class SentencePieceFile
{
    /// <summary>XLM-R numbers its tokens by marks of its own, and then the file's pieces behind the file's own marks.</summary>
    public const string OfXlmR = "sentencepiece.bpe.model";

    private static readonly Piece[] XlmRMarks =
    [
        new("<s>", 0, PieceType.Control), new("<pad>", 0, PieceType.Control), new("</s>", 0, PieceType.Control),
        new("<unk>", 0, PieceType.Unknown),
    ];

    private static readonly TokenMarks XlmRAround = new([0], [2, 2], [2]);

    /// <param name="setsFirst">Whether a text gets the file's first mark; null where it has one.</param>
    /// <param name="setsLast">Whether a text gets the file's last mark; null where it has one.</param>
    /// <exception cref="EmbeddingException">It is no such file.</exception>
    public static SentencePieceTokens Read(ReadOnlyMemory<byte> file, bool isXlmR, bool? setsFirst, bool? setsLast)
    {
        var pieces = new List<Piece>();
        var (kind, cutsBytes, first, last) = (1, false, 1, 2);
        var (map, addsPrefix, joinsSpaces) = (Array.Empty<byte>(), true, true);
        foreach (var field in ProtoReader.Fields(file))
        {
            switch (field.Number)
            {
                case 1:
                    pieces.Add(ReadPiece(field.Bytes));
                    break;
                case 2:
                    foreach (var setting in ProtoReader.Fields(field.Bytes))
                    {
                        kind = setting.Number == 3 ? (int)setting.Value : kind;
                        cutsBytes = setting.Number == 35 ? setting.Value != 0 : cutsBytes;
                        first = setting.Number == 41 ? (int)setting.Value : first;
                        last = setting.Number == 42 ? (int)setting.Value : last;
                    }

                    break;
                case 3:
                    foreach (var setting in ProtoReader.Fields(field.Bytes))
                    {
                        map = setting.Number == 2 ? setting.Bytes.ToArray() : map;
                        addsPrefix = setting.Number == 3 ? setting.Value != 0 : addsPrefix;
                        joinsSpaces = setting.Number == 4 ? setting.Value != 0 : joinsSpaces;
                    }

                    break;
            }
        }

        if (kind is not (1 or 2) || pieces.Count == 0)
            throw new EmbeddingException("The model's SentencePiece file is neither of unigram nor of BPE pieces.");
        var marks = isXlmR ? XlmRAround : Around(first, last, pieces.Count, setsFirst, setsLast);
        return new SentencePieceTokens(
            new SentencePieceVocabulary(isXlmR ? [.. XlmRMarks, .. pieces.Skip(3)] : pieces, IsBpe: kind == 2)
            {
                CutsBytes = cutsBytes,
                CharacterMap = map,
                AddsPrefix = addsPrefix,
                JoinsSpaces = joinsSpaces,
            },
            marks, UnicodeFormOf);
    }

    private static string UnicodeFormOf(string text) => Text.UnicodeForm.WellFormed(text);

    private static TokenMarks Around(int first, int last, int count, bool? setsFirst, bool? setsLast)
    {
        IReadOnlyList<int> begin = first >= 0 && first < count && setsFirst != false ? [first] : [];
        IReadOnlyList<int> end = last >= 0 && last < count && setsLast != false ? [last] : [];
        return new TokenMarks(begin, end, end);
    }

    private static Piece ReadPiece(ReadOnlyMemory<byte> message)
    {
        var (text, score, type) = ("", 0f, PieceType.Normal);
        foreach (var field in ProtoReader.Fields(message))
        {
            text = field.Number == 1 ? Encoding.UTF8.GetString(field.Bytes.Span) : text;
            score = field.Number == 2 ? BitConverter.Int32BitsToSingle((int)field.Value) : score;
            type = field.Number == 3 ? (PieceType)(int)field.Value : type;
        }

        return new Piece(text, score, type);
    }
}
