using System.CommandLine;
using System.CommandLine.Invocation;
using System.CommandLine.Parsing;
using Lectern.Server.Platform.Settings;

namespace Lectern.Server.Commands;

/// <summary>What is wrong with a command line, in a sentence for the person who typed it.</summary>
internal static class Mistakes
{
    /// <returns>The one to tell; null for a command line that can be run, or that asks for help.</returns>
    public static string? Of(ParseResult given)
    {
        if (given.Errors.Count == 0 ? given.Action is { ClearsParseErrors: true } : given.Action is not ParseErrorAction)
            return null;
        return Misspelt(given) ?? (given.Errors.Count > 0 ? given.Errors[^1].Message : Blank(given));
    }

    /// <summary>An option that is none is read as an argument, and the words behind it are what seems to be wrong.</summary>
    private static string? Misspelt(ParseResult given)
    {
        var plain = given.Tokens.TakeWhile(t => t.Type != TokenType.DoubleDash).Select(t => t.Value).ToHashSet();
        var arguments = given.CommandResult.Children.OfType<ArgumentResult>().SelectMany(a => a.Tokens).Select(t => t.Value);
        var name = arguments.Where(IsOption).Concat(given.UnmatchedTokens.Where(t => t is ['-', _, ..]))
            .FirstOrDefault(plain.Contains)?.Split('=', 2)[0];
        if (name is null)
            return null;
        var command = given.CommandResult.Command;
        var hint = NearestName.To(name, command.Options.Select(o => o.Name)) is { } nearest ? $"; did you mean {nearest}?" : "";
        return $"{name}: not an option of {CommandLine.Path(command)}{hint}";
    }

    private static bool IsOption(string text) => text.StartsWith("--", StringComparison.Ordinal) && !text.Any(char.IsWhiteSpace);

    /// <summary>Most often an unset variable: as a path it would be the current folder, as a name anything.</summary>
    private static string? Blank(ParseResult given)
    {
        foreach (var child in given.CommandResult.Children)
        {
            var (name, tokens) = child switch
            {
                OptionResult option => (option.Option.Name, option.Tokens),
                ArgumentResult argument => (argument.Argument.Name, argument.Tokens),
                _ => ("", []),
            };
            if (tokens.Any(t => string.IsNullOrWhiteSpace(t.Value)))
                return $"{name}: the value is empty";
        }

        return null;
    }
}
