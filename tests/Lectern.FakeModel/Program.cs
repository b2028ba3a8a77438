using System.Globalization;
using Lectern.FakeModel;

// dotnet Lectern.FakeModel.dll PORT: a model server of its own for measuring, until its standard input ends. See StampedAnswer.
var port = int.Parse(args[0], CultureInfo.InvariantCulture);
await using var server = await FakeModelServer.StartAsync(port);
server.KeepsRequests = false;
server.Otherwise = _ => FakeReply.Text("Hello. ", "Ask me for stamped deltas.");
await Console.Out.WriteLineAsync(server.BaseUrl);
await Console.In.ReadToEndAsync();
