using System.Globalization;
using Lectern.Benchmarks;

// dotnet run -c Release --project bench/Lectern.Benchmarks [RESULT.md]: measures the running program and writes a table.
CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
var report = new Report();
await StartBenchmark.RunAsync(report);
await ChatBenchmark.RunAsync(report);
report.Print(args.FirstOrDefault());
return report.AllMet ? 0 : 1;
