using Lectern.Server.Chat;
using Lectern.Server.Platform.Diagnostics;
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
        var (a, b, c, d) = (Enter(places, "k"), Enter(places, "k"), Enter(places, "k"), Enter(places, "k"));
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
        var (a1, a2, a3) = (Enter(places, "a"), Enter(places, "a"), Enter(places, "a"));
        var (a4, b1, b2) = (Enter(places, "a"), Enter(places, "b"), Enter(places, "b"));
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
        Enter(places, "a");
        Enter(places, "a");
        Enter(places, "a");
        Assert.Equal(new TurnRefusal.QueueIsFull(), Refused(places, "a"));
        Enter(places, "b");
        Assert.Equal(3, places.Queued);
    }

    [Fact]
    public void Without_a_queue_a_turn_too_many_is_refused()
    {
        var places = Places(turns: 1, queued: 0);
        var only = Enter(places, "a");
        Assert.Equal(new TurnRefusal.QueueIsFull(), Refused(places, "b"));
        only.Dispose();
        Assert.True(Enter(places, "b").Begun.IsCompleted);
    }

    [Fact]
    public void A_key_has_only_so_many_turns_waiting_ones_included()
    {
        var places = Places(turns: 1, queued: 8, perKey: 2);
        Enter(places, "a");
        var waiting = Enter(places, "a");
        Assert.Equal(new TurnRefusal.KeyIsFull(2), Refused(places, "a"));
        waiting.Dispose();
        Assert.Equal(0, places.Queued);
        Enter(places, "a");
    }

    [Fact]
    public void A_turn_from_before_a_restart_is_never_refused()
    {
        var places = Places(turns: 1, queued: 0, perKey: 1);
        var first = places.Reenter("a");
        var second = places.Reenter("a");
        Assert.False(second.Begun.IsCompleted);
        first.Dispose();
        first.Dispose();
        Assert.True(second.Begun.IsCompleted);
        Assert.Equal(1, places.Running);
    }

    [Fact]
    public void What_runs_aside_holds_no_user_up_and_waits_for_all_of_them()
    {
        var places = Places(turns: 3, queued: 0, perKey: 3);
        var (first, second) = (places.TryEnterAside("a"), places.TryEnterAside("a"));
        Assert.NotNull(first);
        Assert.NotNull(second);
        Assert.Null(places.TryEnterAside("b"));
        var users = (TurnPlace[])[Enter(places, "a"), Enter(places, "a"), Enter(places, "a")];
        Assert.Equal([true, true, true], Running(users));
        Assert.Equal(5, places.Running);
        first.Dispose();
        first.Dispose();
        Assert.Null(places.TryEnterAside("b"));
        users[0].Dispose();
        Assert.Null(places.TryEnterAside("b"));
        users[1].Dispose();
        Assert.Equal(2, places.Running);
        Assert.NotNull(places.TryEnterAside("a"));
        Assert.Null(places.TryEnterAside("a"));
    }

    [Fact]
    public void Nothing_runs_aside_while_users_wait()
    {
        var places = Places(turns: 1, queued: 2);
        var only = Enter(places, "a");
        var waiting = Enter(places, "a");
        Assert.Null(places.TryEnterAside("b"));
        waiting.Dispose();
        only.Dispose();
        Assert.NotNull(places.TryEnterAside("b"));
    }

    private TurnPlaces Places(int turns, int queued, int? perKey = null) =>
        new(new CrowdLimits { Turns = turns, QueuedTurns = queued, TurnsPerKey = perKey }, meter, TimeProvider.System);

    private static TurnPlace Enter(TurnPlaces places, string key)
    {
        var place = places.TryEnter(key, out var refusal);
        Assert.Null(refusal);
        return place!;
    }

    private static TurnRefusal? Refused(TurnPlaces places, string key)
    {
        Assert.Null(places.TryEnter(key, out var refusal));
        return refusal;
    }

    private static bool[] Running(params TurnPlace[] places) => [.. places.Select(p => p.Begun.IsCompleted)];
}
