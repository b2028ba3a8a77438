using System.Collections;
using System.Globalization;
using System.Text;

namespace Lectern.Client.Http;

/// <summary>Query parameters; a null value is left out, a list is written as repeated parameters.</summary>
internal sealed class Query : IEnumerable<KeyValuePair<string, string>>
{
    private readonly List<KeyValuePair<string, string>> parameters = [];

    public void Add(string name, string? value)
    {
        if (value is not null)
            parameters.Add(new(name, value));
    }

    public void Add(string name, int? value) => Add(name, value?.ToString(CultureInfo.InvariantCulture));

    public void Add(string name, bool? value) => Add(name, value switch { true => "true", false => "false", null => null });

    public void Add(string name, DateTimeOffset? value) => Add(name, value?.ToString("O", CultureInfo.InvariantCulture));

    public void Add(string name, IEnumerable<string>? values)
    {
        foreach (var value in values ?? [])
            Add(name, value);
    }

    /// <summary>These parameters and one more.</summary>
    public Query With(string name, string? value)
    {
        var copy = new Query();
        copy.parameters.AddRange(parameters);
        copy.Add(name, value);
        return copy;
    }

    public override string ToString()
    {
        var text = new StringBuilder();
        foreach (var (name, value) in parameters)
            text.Append(text.Length == 0 ? '?' : '&').Append(name).Append('=').Append(Uri.EscapeDataString(value));
        return text.ToString();
    }

    public IEnumerator<KeyValuePair<string, string>> GetEnumerator() => parameters.GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
