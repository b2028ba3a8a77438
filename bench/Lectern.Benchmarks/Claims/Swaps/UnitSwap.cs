namespace Lectern.Benchmarks.Claims.Swaps;

/// <summary>The same number of something else.</summary>
internal sealed class UnitSwap() : WordSwap(
    "unit",
    [
        .. Pairs(
            "years/months days/weeks hours/minutes seconds/hours weeks/months minutes/days year/month "
            + "day/week hour/minute kilometres/metres km/miles kilometers/miles metres/feet "
            + "meters/feet feet/inches mm/cm cm/inches kg/g mg/g grams/kilograms tonnes/kilograms "
            + "pounds/tonnes million/billion thousand/million litres/gallons percent/per_mille psi/bar",
            @"(?<=(?:\d|two|three|four|five|six|seven|eight|nine|ten|twelve)[ -]?)"),
        (@"\$(?=\d)", "€"), ("€(?=\\d)", "$"), ("£(?=\\d)", "$"), (@"(?<=\d)%", " kg"), (@"(?<=\d) percent", " years"),
            ("°C", "°F"),
        (@"(?<=\d )Jahre(?!\p{L})", "Monate"), (@"(?<=\d )Millionen", "Milliarden"), (@"(?<=\d )Prozent", "Promille"),
        (@"(?<=\d )años", "meses"),
    ]);
