namespace Lectern.Server.Dialects.OpenAi;

/// <summary>What a value may be; null may stand for any.</summary>
[Flags]
internal enum JsonKinds
{
    Text = 1,
    Number = 2,
    Whole = 4,
    Flag = 8,
    List = 16,
    Texts = 32,
    Object = 64,
}
