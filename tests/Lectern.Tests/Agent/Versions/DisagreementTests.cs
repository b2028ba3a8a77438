using Lectern.Server.Agent.Versions;

namespace Lectern.Tests.Agent.Versions;

/// <summary>Two documents that say another figure of the same thing, one of which is newer; and what only looks so.</summary>
public sealed class DisagreementTests
{
    [Theory]
    [InlineData("How long is the defects liability period?",
        "agreement-2019.md|The defects liability period is 180 days.",
        "amendment-2021.md|Clause 7 of the agreement is amended to read: The defects liability period is 270 days.")]
    [InlineData("How long is the defects liability period?",
        "works.txt|The defects liability period shall be 180 days from completion.",
        "letter.txt|This amendment changes the works agreement. The defects liability period of 180 days is now 270 days.")]
    [InlineData("How long is the notice period?",
        "handbook-2020.md|The notice period is 30 days.", "handbook-2022.md|The notice period is 45 days.")]
    [InlineData("notice period",
        "2020/rules.md|- Notice period: 30 days", "2022/rules.md|- Notice period: 6 weeks and 45 days")]
    [InlineData("What does the Borea cost?",
        "prices-2020.csv|| Boat | Price in euros |\n| --- | --- |\n| Borea | 740 |\n| Calima | 910 |",
        "prices-2021.csv|| Boat | Price in euros |\n| --- | --- |\n| Borea | 790 |\n| Calima | 910 |")]
    [InlineData("Wie lang ist die Kündigungsfrist?",
        "vertrag.txt|Vertrag vom 1. März 2019\n\nDie Kündigungsfrist beträgt 30 Tage.",
        "nachtrag.txt|Nachtrag Nr. 1 zum Vertrag\n\nDie Kündigungsfrist wird auf 60 Tage verlängert.")]
    [InlineData("How much is the late fee?",
        "terms 2018-01-01.txt|The late fee is 2 % of the sum.", "terms 2019-01-01.txt|The late fee is 3 % of the sum.")]
    [InlineData("How long do we keep receipts?",
        "policy.md|Effective 1 May 2019\n\nReceipts are kept for two years.",
        "policy-new.md|Effective 1 May 2023\n\nReceipts are kept for five years.")]
    [InlineData("How many berths are there for guests?",
        "rules_2019.md|The harbour has 12 berths for guests.", "rules_2020.md|The harbour has 14 berths for guests.")]
    [InlineData("How long is the defects liability period?",
        "works-2019.md|The defects liability period is 180 days.",
        "amendment-1.md|In clause 7 the words 180 days are replaced by 270 days.")]
    [InlineData("How long is the notice period?",
        "staff-2019.txt|The notice period is 30 days.", "staff-2020.txt|The notice period is extended to 45 days.")]
    [InlineData("How long is the warranty period?",
        "contract.md|# Supply contract\n\nDate: 2021-03-01\n\nThe warranty period is 180 days from delivery.",
        "amendment.md|# Amendment No. 1\n\nDate: 2023-06-15\n\nThe warranty is extended to 270 days.")]
    [InlineData("How long is the liability period?",
        "contract.txt|The liability period is 180 days.",
        "letter.txt|As of 1 July 2023 the liability period is 270 days instead of 180 days.\n\nThis letter amends the contract.")]
    [InlineData("How high is the fee?", "fees-v1.md|The fee is €500.", "fees-v2.md|The fee is €650.")]
    [InlineData("How long is the probation?",
        "contract 2020.md|# Contract\n\n## Probation\n\nThe period is six months.",
        "contract 2024.md|# Contract\n\n## Probation\n\nThe period is nine months.")]
    public void The_newer_version_comes_first(string question, string older, string newer)
    {
        var found = Find(question, older, newer);
        Assert.Equal([1, 0], found?.Versions.Select(v => v.Number));
        Assert.Equal([0, 1], Find(question, newer, older)?.Versions.Select(v => v.Number));
    }

    [Theory]
    [InlineData("How long is the warranty?",
        "x200-2019.md|The warranty is 24 months.", "x300-2020.md|The warranty is 36 months.")]
    [InlineData("How long is the warranty?",
        "a-2019.md|The warranty of the X200 is 24 months.", "a-2020.md|The warranty of the X300 is 36 months.")]
    [InlineData("How long is the notice period?",
        "rules-2019.md|The notice period is 30 days.", "rules-2020.md|The notice period for apprentices in training is 14 days.")]
    [InlineData("How long is the notice period?",
        "rules-2019.md|The notice period is 30 days.", "rules-2020.md|The notice period is 30 days.")]
    [InlineData("How long is the notice period?",
        "rules.md|The notice period is 30 days.", "terms.md|The notice period is 45 days.")]
    [InlineData("How high was the revenue?",
        "annual-report-2019.md|The revenue is 5 million euros.", "annual-report-2020.md|The revenue is 6 million euros.")]
    [InlineData("How high was the revenue?",
        "acme-2019.md|In 2019 the revenue was 5 million euros.", "acme-2020.md|In 2020 the revenue was 6 million euros.")]
    [InlineData("How old must one be?",
        "rules-2019.md|Sailors must be 18 years old.", "rules-2020.md|Sailors must be at most 70 years old.")]
    [InlineData("How often is the filter replaced?",
        "pump-2019.md|Replace the filter as section 4 says every 6 months.",
        "valve-2020.md|Replace the filter as section 4 says every 12 months.")]
    [InlineData("What does the Borea cost?",
        "prices-2020.csv|| Boat | Price | Weight |\n| --- | --- | --- |\n| Borea | 740 | 31 |",
        "prices-2021.csv|| Boat | Price | Weight |\n| --- | --- | --- |\n| Borea | 740 | 33 |")]
    [InlineData("What does the Borea cost?",
        "prices-2020.csv|| Boat | Price |\n| --- | --- |\n| Borea | 740 |",
        "prices-2021.csv|| Boat | Price |\n| --- | --- |\n| Calima | 790 |")]
    [InlineData("How long is the warranty?", "pump-2019.md|The warranty is 24 months.", "pump-2020.md|The warranty is 2 years.")]
    [InlineData("How long is the lease of house 12?",
        "house-12 2019.md|The lease is 24 months.", "house-14 2020.md|The lease is 36 months.")]
    [InlineData("How high is the rent?",
        "doc-0012.md|Lease of 1 May 2019\n\nThe rent is 900 euros.", "doc-0013.md|Lease of 1 May 2020\n\nThe rent is 950 euros.")]
    [InlineData("How long is the stay?", "Visa Peru 2019.md|The stay is 30 days.", "Visa Chile 2020.md|The stay is 90 days.")]
    [InlineData("How long is parental leave?",
        "handbook-2019.md|The parental leave is 14 months.", "handbook-2020.md|Parental leave is not 12 months.")]
    [InlineData("Which boats are red?",
        "rules-2019.md|The notice period is 30 days.", "rules-2020.md|The notice period is 45 days.")]
    [InlineData("How long is the period?",
        "staff-2019.md|The notice period is 30 days.", "staff-2020.md|The contract period is 45 days.")]
    [InlineData("How high is the rate?", "tax-2019.md|The rate is 19 %.", "tax-2020.md|The reduced rate is 7 %.")]
    [InlineData("How far is the harbour?", "way-2019.md|The way is 3 km.", "way-2020.md|The way is replaced for 5 km in winter.")]
    public void What_only_looks_so_is_none(string question, string one, string other)
    {
        Assert.Null(Find(question, one, other));
        Assert.Null(Find(question, other, one));
    }

    [Fact]
    public void Several_versions_stand_in_their_order()
    {
        var found = Find(
            "How long is the notice period?", "rules-2021.md|The notice period is 45 days.",
            "rules-2019.md|The notice period is 30 days.", "rules-2023.md|The notice period is 60 days.");
        Assert.Equal([2, 0, 1], found?.Versions.Select(v => v.Number));
    }

    private static Disagreement? Find(string question, params string[] files) => Disagreement.Find(
        question, [.. files.Select((f, i) => Passage($"dfl-{i}", f.Split('|', 2)[0], f.Split('|', 2)[1]))]);

    private static DatedPassage Passage(string id, string name, string text) =>
        new(id, name, "", text, DocumentDates.Of(new(id, name, "{}", text)));
}
