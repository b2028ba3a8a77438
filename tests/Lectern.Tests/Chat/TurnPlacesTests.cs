using Lectern.Server.Chat;
using Lectern.Server.Platform.Diagnostics;
using Lectern.Server.Platform.Http;
using Lectern.Server.Platform.Settings;

namespace Lectern.Tests.Chat;

public sealed class TurnPlacesTests : IDisposable
{
    private readonly ServerMeter meter = new();

    public void Dispose() => meter.Dispose();

    [Fact]
    public void Turns_run_until_the_places_are_taken_then_wait_in_order()
    {
        var places = Places(turns: 2, queued: 8);
        var (a, b, c, d) = (places.Enter("k"), places.Enter("k"), places.Enter("k"), places.Enter("k"));
        Assert.Equal([true, true, false, false], Running(a, b, c, d));
        Assert.Equal((2, 2), (places.Running, places.Queued));
        a.Dispose();
        Assert.Equal([true, false], Running(c, d));
        b.Dispose();
        Assert.True(d.Begun.IsCompleted);
    }

    [Fact]
    public void A_free_place_goes_to_the_key_that_has_the_fewest()
    {
        var places = Places(turns: 3, queued: 8);
        var (a1, a2, a3) = (places.Enter("a"), places.Enter("a"), places.Enter("a"));
        var (a4, b1, b2) = (places.Enter("a"), places.Enter("b"), places.Enter("b"));
        a1.Dispose();
        Assert.Equal([false, true, false], Running(a4, b1, b2));
        a2.Dispose();
        Assert.Equal([true, true, false], Running(a4, b1, b2));
        a3.Dispose();
        Assert.Equal([true, true, true], Running(a4, b1, b2));
    }

    [Fact]
    public void The_queue_is_bounded_and_one_key_cannot_fill_it()
    {
        var places = Places(turns: 1, queued: 4);
        places.Enter("a");
        places.Enter("a");
        places.Enter("a");
        var refused = Assert.Throws<ApiException>(() => places.Enter("a"));
        Assert.Equal(429, refused.Status);
        Assert.NotNull(refused.RetryAfter);
        places.Enter("b");
        Assert.Equal(3, places.Queued);
    }

    [Fact]
    public void Without_a_queue_a_turn_too_many_is_refused()
    {
        var places = Places(turns: 1, queued: 0);
        var only = places.Enter("a");
        Assert.Throws<ApiException>(() => places.Enter("b"));
        only.Dispose();
        Assert.True(places.Enter("b").Begun.IsCompleted);
    }

    [Fact]
    public void A_key_has_only_so_many_turns_waiting_ones_included()
    {
        var places = Places(turns: 1, queued: 8, perKey: 2);
        places.Enter("a");
        var waiting = places.Enter("a");
        Assert.Equal(429, Assert.Throws<ApiException>(() => places.Enter("a")).Status);
        waiting.Dispose();
        Assert.Equal(0, places.Queued);
        places.Enter("a");
    }

    [Fact]
    public void A_turn_from_before_a_restart_is_never_refused()
    {
        var places = Places(turns: 1, queued: 0, perKey: 1);
        var first = places.Enter("a", isInterrupted: true);
        var second = places.Enter("a", isInterrupted: true);
        Assert.False(second.Begun.IsCompleted);
        first.Dispose();
        first.Dispose();
        Assert.True(second.Begun.IsCompleted);
        Assert.Equal(1, places.Running);
    }

    private TurnPlaces Places(int turns, int queued, int? perKey = null) =>
        new(new CrowdLimits { Turns = turns, QueuedTurns = queued, TurnsPerKey = perKey }, meter, TimeProvider.System);

    private static bool[] Running(params TurnPlace[] places) => [.. places.Select(p => p.Begun.IsCompleted)];
}
