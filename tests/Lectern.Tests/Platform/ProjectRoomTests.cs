using Lectern.Server.Platform;
using Lectern.Tests.Fakes;
using Microsoft.Extensions.DependencyInjection;

namespace Lectern.Tests.Platform;

public sealed class ProjectRoomTests
{
    [Fact]
    public async Task Room_for_nothing_may_be_given_back_after_the_rest()
    {
        await using var server = await TestServer.StartAsync();
        var room = server.Services.GetRequiredService<ProjectRoom>();
        var before = room.LeftOf("p");
        var five = room.Reserve("p", 5);
        var none = room.Reserve("p", 0);
        Assert.Equal(before - 5, room.LeftOf("p"));
        five.Dispose();
        none.Dispose();
        none.Dispose();
        Assert.Equal(before, room.LeftOf("p"));
    }

    [Fact]
    public async Task A_file_that_nobody_can_read_leaves_the_others_of_its_sync_ready()
    {
        await using var server = await TestServer.StartAsync();
        var index = await server.IndexAsync(("a.txt", "The quay is made of granite."u8.ToArray()), ("b.xyz", [0, 1, 2, 3]));
        Assert.Equal("ready", index.GetProperty("metadata").Text("status"));
    }
}
