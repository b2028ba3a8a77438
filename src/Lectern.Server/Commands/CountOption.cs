using System.CommandLine;
using System.Globalization;

namespace Lectern.Server.Commands;

/// <summary><c>--top COUNT</c>.</summary>
internal static class CountOption
{
    public static Option<int> Of(string description, int usual, int most)
    {
        var top = new Option<int>("--top")
        {
            Description = $"{description}, 1 to {most}",
            HelpName = "COUNT",
            DefaultValueFactory = _ => usual,
        };
        top.Validators.Add(given =>
        {
            if (given.Tokens is [{ Value: var text }] && int.TryParse(text, CultureInfo.InvariantCulture, out var count)
                && (count < 1 || count > most))
                given.AddError($"--top: {count} is not a number from 1 to {most}");
        });
        return top;
    }
}
