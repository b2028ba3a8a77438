using System.Globalization;
using System.Runtime.InteropServices;
using System.Text;

namespace Lectern.Benchmarks;

/// <summary>Collects measurements beside their limits, and prints them as a Markdown table.</summary>
/// <param name="suite">As the command names it; its results are <c>bench/results/SUITE.md</c>.</param>
/// <param name="intro">Lines that say how it was measured.</param>
internal sealed class Report(string suite, string title, params string[] intro)
{
    private readonly List<string> rows = [];

    /// <summary>What is set before the command; the results of some of it lie in a file of their own.</summary>
    public (string Variable, string File)? Set { get; init; }

    public bool AllMet { get; private set; } = true;

    public void Add(string what, double measured, double limit, string unit, string details) =>
        Add(what, measured, $"≤ {limit:0.##}", measured <= limit, unit, details);

    /// <summary>For what is compared on a machine that does other things too: what lies within the noise is neither.</summary>
    public void Add(string what, MedianRange measured, double limit, string unit, string details)
    {
        AllMet &= measured.High <= limit;
        AddRow(
            $"| {what} | {measured.Median:0.##} {unit} ({measured.Low:0.##} to {measured.High:0.##}) | ≤ {limit:0.##} {unit} | "
            + $"{(measured.High <= limit ? "met" : measured.Low > limit ? "**missed**" : "**not told**: noise")} | {details} |");
    }

    /// <summary>For what has to be as large as possible.</summary>
    public void AddAtLeast(string what, double measured, double limit, string unit, string details) =>
        Add(what, measured, $"≥ {limit:0.##}", measured >= limit, unit, details);

    /// <summary>A number without a limit.</summary>
    public void Note(string what, string measured, string details) => AddRow($"| {what} | {measured} | | | {details} |");

    private void Add(string what, double measured, string limit, bool met, string unit, string details)
    {
        AllMet &= met;
        AddRow($"| {what} | {measured:0.##} {unit} | {limit} {unit} | {(met ? "met" : "**missed**")} | {details} |");
    }

    private void AddRow(string row)
    {
        rows.Add(row);
        Console.Error.WriteLine(row);
    }

    public void Print(string? file)
    {
        var text = new StringBuilder()
            .AppendLine(CultureInfo.InvariantCulture, $"# {title}")
            .AppendLine()
            .AppendLine(
                CultureInfo.InvariantCulture,
                $"{TimeProvider.System.GetUtcNow():yyyy-MM-dd}, {Environment.ProcessorCount} cores "
                    + $"({RuntimeInformation.ProcessArchitecture}), {RuntimeInformation.OSDescription}, "
                    + $"{RuntimeInformation.FrameworkDescription}.")
            .AppendLine(
                CultureInfo.InvariantCulture,
                $"Command: `{(Set is { } set ? set.Variable + " " : "")}dotnet run -c Release --project bench/Lectern.Benchmarks "
                    + $"{suite} bench/results/{Set?.File ?? suite}.md`")
            .AppendLine()
            .AppendJoin('\n', intro).AppendLine()
            .AppendLine()
            .AppendLine("| what | measured | limit | | details |")
            .AppendLine("|---|---|---|---|---|")
            .AppendJoin('\n', rows).AppendLine();
        Console.WriteLine(text);
        if (file is not null)
            File.WriteAllText(file, text.ToString());
    }
}
