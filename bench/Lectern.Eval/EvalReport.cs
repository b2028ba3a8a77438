using System.Globalization;
using System.Runtime.InteropServices;
using System.Text;

namespace Lectern.Eval;

/// <summary>The measurements as Markdown.</summary>
internal static class EvalReport
{
    /// <param name="command">What was run.</param>
    public static string Page(IReadOnlyList<Row> rows, string command) => new StringBuilder()
        .AppendLine("# Retrieval quality")
        .AppendLine()
        .AppendLine(
            CultureInfo.InvariantCulture,
            $"{TimeProvider.System.GetUtcNow():yyyy-MM-dd}, {Environment.ProcessorCount} cores "
                + $"({RuntimeInformation.ProcessArchitecture}), {RuntimeInformation.OSDescription}, "
                + $"{RuntimeInformation.FrameworkDescription}.")
        .AppendLine(CultureInfo.InvariantCulture, $"Command: `{command}`")
        .AppendLine()
        .AppendLine(
            "Through the public API of a server process of its own: each document an uploaded file, its best passage speaks for "
                + "it.")
        .AppendLine("Latencies are of a request for 10 passages, one at a time, HTTP and the query's embedding included.")
        .AppendLine()
        .Append(Table(rows))
        .ToString();

    /// <summary>With a column of the models where some were named.</summary>
    public static string Table(IEnumerable<Row> measured)
    {
        var rows = measured.ToList();
        var named = rows.Exists(r => r.Model is not null);
        var table = new StringBuilder()
            .AppendLine(
                CultureInfo.InvariantCulture,
                $"| set | search |{(named ? " model |" : "")} nDCG@10 | recall@100 | MRR@10 | p50 ms | p95 ms | queries |")
            .AppendLine(CultureInfo.InvariantCulture, $"|---|---|{(named ? "---|" : "")}---|---|---|---|---|---|");
        foreach (var r in rows)
        {
            table.AppendLine(
                CultureInfo.InvariantCulture,
                $"| {r.Set} | {r.Way} |{(named ? $" {r.Model} |" : "")} {r.NdcgAt10:0.0000} | {r.RecallAt100:0.0000} | "
                + $"{r.MrrAt10:0.0000} | {r.P50:0.0} | "
                + $"{r.P95:0.0} | {r.Queries} |");
        }

        return table.ToString();
    }
}
