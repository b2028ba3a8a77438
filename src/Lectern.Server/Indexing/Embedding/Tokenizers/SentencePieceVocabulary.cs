using Lectern.Server.Indexing.Embedding.Onnx;

namespace Lectern.Server.Indexing.Embedding.Tokenizers;

/// <summary>
/// What SentencePiece (github.com/google/sentencepiece, sentencepiece_model.proto) cuts a text by, wherever it was read from.
/// </summary>
/// <param name="Pieces">By their token numbers.</param>
/// <param name="IsBpe">
/// Pieces are joined pair by pair, the highest score first; else the likeliest row of pieces is taken.
/// </param>
internal sealed record SentencePieceVocabulary(IReadOnlyList<SentencePieceVocabulary.Piece> Pieces, bool IsBpe)
{
    private const int Unigram = 1, Bpe = 2;

    /// <summary>No text is joined to it: two such signs in a row are no piece.</summary>
    private const string Unreachable = "\uE000\uE000";

    /// <summary>Whether a letter without a piece is cut into its bytes.</summary>
    public bool CutsBytes { get; init; }

    public byte[] CharacterMap { get; init; } = [];

    public bool AddsPrefix { get; init; }

    public bool JoinsSpaces { get; init; }

    /// <summary>The piece for what is not known; where letters are cut into bytes there need not be one.</summary>
    public int Unknown { get; } = Pieces.TakeWhile(p => p.Type != PieceType.Unknown).Count();

    public bool IsByte(int id) => id < Pieces.Count && Pieces[id].Type == PieceType.Byte;

    /// <exception cref="EmbeddingException">Pieces are missing that it needs.</exception>
    public void Check()
    {
        if (Unknown == Pieces.Count && !CutsBytes)
            throw new EmbeddingException("The model's tokenizer has no token for what it does not know.");
        if (!CutsBytes)
            return;
        var zero = Pieces.TakeWhile(p => p.Type != PieceType.Byte).Count();
        if (!IsBpe || zero + 256 > Pieces.Count || Enumerable.Range(0, 256).Any(b => Pieces[zero + b].Text != $"<0x{b:X2}>"))
        {
            throw new EmbeddingException(
                "The model's tokenizer cuts letters into bytes, which can be read of SentencePiece's BPE with the tokens <0x00> "
                + "to <0xFF> in a row.");
        }
    }

    /// <summary>
    /// As a model file of SentencePiece's. The marks around a text are none of its business, so its own are the unknown piece;
    /// marks among the pieces get names that no text has.
    /// </summary>
    public ReadOnlyMemory<byte> ToModelFile()
    {
        var file = new ProtoWriter();
        for (var id = 0; id < Pieces.Count; id++)
        {
            var (text, score, type) = Pieces[id];
            file.Message(1, Written(type == PieceType.Control ? $"{Unreachable}{id}" : text, score, type));
        }

        var unknown = Unknown < Pieces.Count ? Pieces[Unknown].Text : $"{Unreachable}unknown";
        if (Unknown == Pieces.Count)
            file.Message(1, Written(unknown, 0, PieceType.Unknown));
        file.Message(2, new ProtoWriter().Number(3, IsBpe ? Bpe : Unigram).Number(35, CutsBytes ? 1 : 0)
            .Number(40, Unknown).Number(41, Unknown).Number(42, Unknown).Number(43, -1)
            .Text(45, unknown).Text(46, unknown).Text(47, unknown));
        file.Message(3, new ProtoWriter().Text(1, "as read").Bytes(2, CharacterMap).Number(3, AddsPrefix ? 1 : 0)
            .Number(4, JoinsSpaces ? 1 : 0).Number(5, 1));
        return file.Written;
    }

    private static ProtoWriter Written(string text, float score, PieceType type) =>
        new ProtoWriter().Text(1, text).Float(2, score).Number(3, (int)type);

    internal readonly record struct Piece(string Text, float Score, PieceType Type = PieceType.Normal);

    /// <summary>The file's own numbers.</summary>
    internal enum PieceType
    {
        Normal = 1,
        Unknown = 2,
        Control = 3,
        UserDefined = 4,
        Unused = 5,
        Byte = 6,
    }
}
