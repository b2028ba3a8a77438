using System.Net;
using Lectern.Client;
using Lectern.Contracts;

namespace Lectern.Tests.Client;

/// <summary>An application's tests put stand-ins in the client's place.</summary>
public sealed class StandInTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task An_operation_that_is_overridden_answers_without_a_server()
    {
        using LecternClient client = new StandIn();
        var answer = await client.Chat.AskAsync("ses-1", "When?", cancellationToken: Cancellation);
        Assert.Equal("On Thursday.", answer.Text);
        Assert.Equal(["ses-1", "ses-2"], await client.Chat.ListAsync().Select(s => s.SessionId).ToListAsync(Cancellation));
        var fault = await Assert.ThrowsAsync<LecternRateLimitException>(
            () => client.Chat.DeleteAsync("ses-1", Cancellation));
        Assert.Equal((TimeSpan.FromSeconds(3), "r1"), (fault.RetryAfter, fault.RequestId));
    }

    [Fact]
    public void Every_operation_can_be_overridden()
    {
        var operations = typeof(LecternClient).GetProperties()
            .Where(p => p.PropertyType.Name.EndsWith("Operations", StringComparison.Ordinal)).ToList();
        Assert.NotEmpty(operations);
        Assert.All(operations, p => Assert.True(p.GetMethod!.IsVirtual, p.Name));
        var types = typeof(LecternClient).Assembly.GetExportedTypes()
            .Where(t => t.Name.EndsWith("Operations", StringComparison.Ordinal)).ToList();
        Assert.Superset(operations.Select(p => p.PropertyType).ToHashSet(), types.ToHashSet());
        Assert.All(
            types.SelectMany(t => t.GetMethods().Where(m => m.DeclaringType == t)),
            m => Assert.True(m is { IsVirtual: true, IsFinal: false }, $"{m.DeclaringType!.Name}.{m.Name}"));
    }

    [Theory]
    [InlineData(400, typeof(LecternBadRequestException))]
    [InlineData(401, typeof(LecternAuthenticationException))]
    [InlineData(404, typeof(LecternNotFoundException))]
    [InlineData(409, typeof(LecternConflictException))]
    [InlineData(422, typeof(LecternValidationException))]
    [InlineData(503, typeof(LecternServerException))]
    [InlineData(507, typeof(LecternServerException))]
    [InlineData(418, typeof(LecternApiException))]
    public void A_fault_is_of_the_class_that_stands_for_its_status(int status, Type type) =>
        Assert.IsType(type, LecternModelFactory.Fault((HttpStatusCode)status, "No."));

    private sealed class StandIn()
        : LecternClient(new LecternClientOptions { BaseUrl = new Uri("http://nowhere.test"), ApiKey = "k" })
    {
        public override ChatOperations Chat { get; } = new StandInChat();
    }

    private sealed class StandInChat : ChatOperations
    {
        public override Task<Answer> AskAsync(
            string sessionId, string prompt, ChatStreamOptions? options = null, CancellationToken cancellationToken = default) =>
            Task.FromResult(new Answer("On Thursday.", [], new StopEvent(new Usage(1, 1, 1, 1), false, null, [])));

        public override PagedList<ChatSessionSummary> ListAsync(int? pageSize = null) =>
            LecternModelFactory.List(Of("ses-1"), Of("ses-2"));

        public override Task DeleteAsync(string sessionId, CancellationToken cancellationToken = default) =>
            throw LecternModelFactory.Fault(
                HttpStatusCode.TooManyRequests, "Wait.", retryAfter: TimeSpan.FromSeconds(3), requestId: "r1");

        private static ChatSessionSummary Of(string id) => new(id, null, DateTimeOffset.UnixEpoch, null, null, "read_only");
    }
}
