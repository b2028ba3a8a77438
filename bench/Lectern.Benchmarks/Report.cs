using System.Globalization;
using System.Runtime.InteropServices;
using System.Text;

namespace Lectern.Benchmarks;

/// <summary>Collects measurements beside their limits, and prints them as a Markdown table.</summary>
internal sealed class Report
{
    private readonly List<string> rows = [];

    public bool AllMet { get; private set; } = true;

    public void Add(string what, double measured, double limit, string unit, string details)
    {
        var met = measured <= limit;
        AllMet &= met;
        rows.Add($"| {what} | {measured:0.#} {unit} | ≤ {limit:0.#} {unit} | {(met ? "met" : "**missed**")} | {details} |");
        Console.Error.WriteLine(rows[^1]);
    }

    public void Print(string? file)
    {
        var text = new StringBuilder()
            .AppendLine("# Start, memory, sessions")
            .AppendLine()
            .AppendLine(CultureInfo.InvariantCulture, $"{TimeProvider.System.GetUtcNow():yyyy-MM-dd}, {Environment.ProcessorCount} cores ({RuntimeInformation.ProcessArchitecture}), {RuntimeInformation.OSDescription}, {RuntimeInformation.FrameworkDescription}.")
            .AppendLine("Command: `dotnet run -c Release --project bench/Lectern.Benchmarks bench/results/server.md`")
            .AppendLine()
            .AppendLine("The server is a process of its own, Release, with default settings; the load comes from one other process on the same")
            .AppendLine("machine. Requests are offered at a fixed rate; a latency counts from sending, or from when the request was due if it was sent later.")
            .AppendLine()
            .AppendLine("| what | measured | limit | | details |")
            .AppendLine("|---|---|---|---|---|")
            .AppendJoin('\n', rows).AppendLine();
        Console.WriteLine(text);
        if (file is not null)
            File.WriteAllText(file, text.ToString());
    }
}
