using Lucene.Net.Tartarus.Snowball;

namespace Lectern.Server.Text;

/// <summary>Lucene.NET's stemmers, which keep a word in themselves, as functions that any thread may call.</summary>
internal static class Stemmers
{
    /// <summary>Some stemmers write letters behind a word.</summary>
    private const int Room = 8;

    public static Func<string, string> Light(Func<Func<char[], int, int>> make)
    {
        var own = new ThreadLocal<Func<char[], int, int>>(make);
        return word =>
        {
            var letters = new char[word.Length + Room];
            word.CopyTo(letters);
            return new string(letters, 0, own.Value!(letters, word.Length));
        };
    }

    public static Func<string, string> Snowball<T>() where T : SnowballProgram, new()
    {
        var own = new ThreadLocal<T>(() => new T());
        return word =>
        {
            own.Value!.SetCurrent(word);
            own.Value.Stem();
            return own.Value.Current;
        };
    }
}
