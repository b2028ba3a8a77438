using Lectern.Server.Indexing.Sharing;
using Microsoft.Extensions.Time.Testing;

namespace Lectern.Tests.Indexing.Sharing;

/// <summary>Who gets a place when: no clock is in it but where small work takes too long.</summary>
public sealed class FairPlacesTests
{
    private readonly FakeTimeProvider time = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public void Work_of_any_size_takes_its_places_and_leaves_one_for_small_work()
    {
        var places = new FairPlaces(places: 2, perProject: 2);
        var (first, second, third) = (Large(places, "a"), Large(places, "a"), Large(places, "a"));
        var (small, next) = (Small(places, "b"), Small(places, "b"));
        Assert.Equal([true, true, false, true, false], Begun(first, second, third, small, next));
        small.Dispose();
        Assert.Equal([false, true], Begun(third, next));
    }

    [Fact]
    public void A_project_alone_leaves_a_place_for_another()
    {
        var places = new FairPlaces(places: 3, perProject: 2);
        var (a1, a2, a3, b1) = (Large(places, "a"), Large(places, "a"), Large(places, "a"), Large(places, "b"));
        Assert.Equal([true, true, false, true], Begun(a1, a2, a3, b1));
        a1.Dispose();
        Assert.True(a3.Begun.IsCompleted);
    }

    [Fact]
    public void A_free_place_goes_round_the_projects_however_much_one_of_them_asked_for()
    {
        var places = new FairPlaces(places: 1, perProject: 1);
        var held = Large(places, "a");
        var order = new List<string>();
        var asked = Enumerable.Range(0, 6).Select(i => (Name: $"a{i}", Place: Large(places, "a"))).ToList();
        asked.AddRange(Enumerable.Range(0, 3).Select(i => (Name: $"b{i}", Place: Large(places, "b"))));
        asked.AddRange(Enumerable.Range(0, 2).Select(i => (Name: $"c{i}", Place: Large(places, "c"))));
        for (var place = held; place is not null;)
        {
            place.Dispose();
            var (name, next) = asked.FirstOrDefault(a => a.Place.Begun.IsCompleted);
            asked.RemoveAll(a => a.Name == name);
            place = next;
            if (name is not null)
                order.Add(name);
        }

        Assert.Equal(["b0", "c0", "a0", "b1", "c1", "a1", "b2", "a2", "a3", "a4", "a5"], order);
    }

    [Fact]
    public void Thousands_of_files_of_one_project_let_every_second_place_go_to_another()
    {
        // Files end in any order; the other project comes late.
        var random = new Random(8);
        var places = new FairPlaces(places: 2, perProject: 1);
        var running = new List<(string Project, FairPlace Place)>();
        var served = new Dictionary<string, int> { ["big"] = 0, ["late"] = 0 };
        for (var i = 0; i < 5_000; i++)
            running.Add(("big", Small(places, "big")));
        for (var i = 0; i < 1_000; i++)
            End();
        for (var i = 0; i < 1_000; i++)
            running.Add(("late", Small(places, "late")));
        served["big"] = 0;
        for (var i = 0; i < 1_000; i++)
            End();
        Assert.InRange(served["late"], 480, 520);

        void End()
        {
            var begun = running.Where(r => r.Place.Begun.IsCompleted).ToList();
            var at = running.IndexOf(begun[random.Next(begun.Count)]);
            served[running[at].Project]++;
            running[at].Place.Dispose();
            running.RemoveAt(at);
        }
    }

    [Fact]
    public async Task Who_stops_waiting_takes_nothing_away()
    {
        var places = new FairPlaces(places: 1, perProject: 1);
        var held = Large(places, "a");
        using var gaveUp = new CancellationTokenSource();
        var left = places.EnterAsync("b", isSmall: false, gaveUp.Token);
        var stays = Large(places, "c");
        await gaveUp.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => left);
        held.Dispose();
        Assert.True(stays.Begun.IsCompleted);

        // Giving back twice gives back once.
        held.Dispose();
        stays.Dispose();
        Assert.Equal([true, false], Begun(Large(places, "b"), Large(places, "c")));
    }

    [Fact]
    public void Small_work_that_is_not_becomes_large_where_there_is_room_and_is_stopped_where_there_is_none()
    {
        var places = new FairPlaces(places: 1, perProject: 1);
        var impostor = Small(places, "a");
        using (var budget = new SmallBudget(impostor, time, Cancellation))
        {
            time.Advance(SmallWork.Budget);
            Assert.False(budget.Token.IsCancellationRequested);
            Assert.False(impostor.IsSmall);
        }

        var second = Small(places, "a");
        using (var budget = new SmallBudget(second, time, Cancellation))
        {
            var oneLine = Small(places, "b");
            Assert.False(oneLine.Begun.IsCompleted);
            time.Advance(SmallWork.Budget);
            Assert.True(budget.IsSpent);
            Assert.True(budget.Token.IsCancellationRequested);
            second.Dispose();
            Assert.True(oneLine.Begun.IsCompleted);
        }
    }

    [Fact]
    public void Every_place_has_a_number_of_its_own_and_the_last_one_used_comes_first()
    {
        var places = new FairPlaces(places: 2, perProject: 2);
        var all = new[] { Large(places, "a"), Large(places, "a"), Small(places, "a") }.Select(p => p).ToList();
        Assert.Equal([0, 1, 2], all.Select(p => p.Number).Order());
        all[1].Dispose();
        all[0].Dispose();
        Assert.Equal(all[0].Number, Large(places, "b").Number);
    }

    private static FairPlace Large(FairPlaces places, string project) => places.Enter(project, isSmall: false);

    private static FairPlace Small(FairPlaces places, string project) => places.Enter(project, isSmall: true);

    private static IEnumerable<bool> Begun(params FairPlace[] places) => places.Select(p => p.Begun.IsCompleted);
}
