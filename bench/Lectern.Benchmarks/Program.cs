using System.Globalization;
using Lectern.Benchmarks;
using Lectern.Benchmarks.Answers;
using Lectern.Benchmarks.Claims;
using Lectern.Benchmarks.Clients;
using Lectern.Benchmarks.Crowd;
using Lectern.Benchmarks.Documents;
using Lectern.Benchmarks.Growing;
using Lectern.Benchmarks.Retrieval;
using Lectern.Benchmarks.Sections;

// dotnet run -c Release --project bench/Lectern.Benchmarks SUITE [RESULT.md]: measures the running program and writes a table.
// claims-missed [KIND] prints the claims of the used half that are judged wrongly, and nothing of the other half.
CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
Report report;
switch (args.FirstOrDefault())
{
    case "server":
        report = new Report(
            "server",
            "Start, memory, sessions",
            "The server is a process of its own, Release, with default settings; the load comes from one other process on the "
            + "same",
            "machine. Requests are offered at a fixed rate; a latency counts from sending, or from when the request was due if "
            + "it was sent later.");
        await StartBenchmark.RunAsync(report);
        await ChatBenchmark.RunAsync(report);
        break;
    case "crowd":
        report = await CrowdBenchmark.RunAsync();
        break;
    case "answers":
        report = await AnswerBenchmark.RunAsync();
        break;
    case "sections":
        report = await SectionBenchmark.RunAsync();
        break;
    case "clients":
        report = await ClientsBenchmark.RunAsync();
        break;
    case "claims":
        report = await ClaimBenchmark.RunAsync();
        break;
    case "claims-missed":
        SwapScores.PrintMissed("../shared", args.ElementAtOrDefault(1));
        return 0;
    case "search":
        report = await SearchBenchmark.RunAsync();
        break;
    case "embedding":
        report = await EmbeddingBenchmark.RunAsync();
        break;
    case "growing":
        report = await GrowingBenchmark.RunAsync();
        break;
    case "documents":
        report = await DocumentsBenchmark.RunAsync();
        break;
    default:
        await Console.Error.WriteLineAsync(
            "Which suite? server, crowd, clients, answers, sections, claims, search, embedding, growing, documents");
        return 2;
}

report.Print(args.ElementAtOrDefault(1));
return report.AllMet ? 0 : 1;
