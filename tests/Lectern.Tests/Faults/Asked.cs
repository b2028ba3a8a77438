using System.Net;

namespace Lectern.Tests.Faults;

/// <summary>A prompt that was sent once or more, and what is known of it from the answers alone.</summary>
internal sealed class Asked(TurnPlan plan, string? key)
{
    public TurnPlan Plan => plan;

    /// <summary>The Idempotency-Key, or null.</summary>
    public string? Key => key;

    /// <summary>How often it was sent.</summary>
    public int Sent { get; set; }

    /// <summary>A response was its stream, so there is exactly one turn of it.</summary>
    public bool IsAccepted { get; set; }

    /// <summary>A request for it broke before it was answered, so there may be one turn of it.</summary>
    public bool MayBeAccepted { get; set; }

    /// <summary>Somebody cancelled its session after it was sent.</summary>
    public bool MayBeCancelled { get; set; }

    /// <summary>The server was killed or terminated after it was sent and before its stop was seen.</summary>
    public bool MayBeCutOff { get; set; }

    public bool StopSeen { get; set; }

    public void Note(HttpStatusCode? status)
    {
        if (status == HttpStatusCode.OK)
            IsAccepted = true;
        else if (status is null)
            MayBeAccepted = true;
    }
}
