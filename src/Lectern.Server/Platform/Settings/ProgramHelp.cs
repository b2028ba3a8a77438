using System.Reflection;

namespace Lectern.Server.Platform.Settings;

/// <summary>What <c>--help</c> and <c>--version</c> print; <c>./run</c> prints the same from the sources.</summary>
internal static class ProgramHelp
{
    public static string Version { get; } =
        typeof(ProgramHelp).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion
            .Split('+')[0] ?? "";

    /// <returns>What was asked for; null when nothing of it was.</returns>
    public static string? Asked(string[] args)
    {
        for (var i = 0; i < args.Length; i++)
        {
            if (args[i] is "--help" or "-h")
                return Text();
            if (args[i] == "--version")
                return $"Lectern {Version}";

            // A switch's value is not asked.
            if (SettingNames.Switches.ContainsKey(args[i]))
                i++;
        }

        return null;
    }

    private static string Text()
    {
        using var reader = new StreamReader(typeof(ProgramHelp).Assembly.GetManifestResourceStream("help.txt")!);
        return reader.ReadToEnd().TrimEnd();
    }
}
