using Lectern.Server.Agent.Versions;
using Lectern.Server.Retrieval;

namespace Lectern.Tests.Agent.Versions;

/// <summary>From when a document is: by its metadata, its file's name, its text, its file.</summary>
public sealed class DocumentDateTests
{
    private static readonly DateTimeOffset Stored = new(2026, 2, 3, 23, 0, 0, TimeSpan.FromHours(-5));

    [Theory]
    [InlineData("2021-05-01 contract.pdf", "2021-05-01")]
    [InlineData("contract_20210501.pdf", "2021-05-01")]
    [InlineData("Vertrag 01.05.2021.docx", "2021-05-01")]
    [InlineData("contract 05-13-2021.docx", "2021-05-13")]
    [InlineData("contract 13-05-2021.docx", "2021-05-13")]
    [InlineData("contract 05-06-2021.docx", "2021")]
    [InlineData("contract-2021-05.md", "2021-05")]
    [InlineData("Amendment 12 May 2021.docx", "2021-05-12")]
    [InlineData("amendment_may_2021.docx", "2021-05")]
    [InlineData("Nachtrag 12. März 2021.pdf", "2021-03-12")]
    [InlineData("handbook2021.md", null)]
    [InlineData("handbook-2021.md", "2021")]
    [InlineData("handbook FY2021.md", "2021")]
    [InlineData("budget 2019-2021.md", null)]
    [InlineData("X2000 manual.pdf", null)]
    [InlineData("2021/contracts/lease.md", "2021")]
    [InlineData("2019/lease 2021-02-30.md", "2021-02")]
    [InlineData("lease.md", null)]
    public void A_files_name_tells_it(string name, string? date) =>
        Assert.Equal((date, date is null ? null : "file_name"), Date(new FileOrigin("dfl-1", name, "{}", "")));

    [Theory]
    [InlineData("""{"effective_date": "2021-05-01T10:00:00Z"}""", "2021-05-01", "metadata")]
    [InlineData("""{"Date": "12 May 2021"}""", "2021-05-12", "metadata")]
    [InlineData("""{"year": 2021}""", "2021", "metadata")]
    [InlineData("""{"date": "soon", "published": "2020-01"}""", "2020-01", "metadata")]
    [InlineData("""{"date": "2021-13-01"}""", null, null)]
    [InlineData("""{"date": ["2021-01-01"], "year": 3}""", null, null)]
    [InlineData("""{"modified_at": "2021-05-01T10:00:00Z"}""", "2021-05-01", "modified")]
    [InlineData("""{"pages": 2021, "birthday": "2021-01-01"}""", null, null)]
    public void Metadata_tells_it(string metadata, string? date, string? source) =>
        Assert.Equal((date, source), Date(new FileOrigin("dfl-1", "lease.md", metadata, "")));

    [Theory]
    [InlineData("# Lease of 12 May 2021\n\nThe rent is due.", "2021-05-12")]
    [InlineData("Handbook 2023\n\nWelcome.", "2023")]
    [InlineData("Lease\n\nEffective from 1 May 2021 the rent is due.", "2021-05-01")]
    [InlineData("Lease\n\nDate: 2021-05-01\nValid from: 2021-06-01", "2021-06-01")]
    [InlineData("Selm Harbour\nSelm, 12 May 2021\n\nDear guests", "2021-05-12")]
    [InlineData(
        "Lease\n\nThis lease is made on 12 May 2021 between the harbour and the guest, who are both of age.", "2021-05-12")]
    [InlineData("Satzung\n\nIn Kraft seit 1. Mai 2021", "2021-05-01")]
    [InlineData("Stand: 01.05.2021\n\nDie Miete ist fällig.", "2021-05-01")]
    [InlineData("Amendment to the lease of 1 May 2019\n\nDated 2 June 2021", "2021-06-02")]
    [InlineData("Amendment to the lease of 1 May 2019", null)]
    [InlineData(
        "The harbour\n\nSince March 1950 the harbour has grown, and the lighthouse was built on 3 May 1951 by Orsina.", null)]
    [InlineData("No date", null)]
    [InlineData("", null)]
    public void The_beginning_of_a_text_tells_it(string text, string? date) =>
        Assert.Equal((date, date is null ? null : "text"), Date(new FileOrigin("dfl-1", "lease.md", "{}", text)));

    [Theory]
    [InlineData(
        "lease-2020.md", """{"date": "2021-05-01", "modified_at": "2022-01-01"}""", "Dated 3 June 2019", "2021-05-01",
        "metadata")]
    [InlineData("lease-2020.md", """{"modified_at": "2022-01-01"}""", "Dated 3 June 2019", "2020", "file_name")]
    [InlineData("lease-2019.md", """{"modified_at": "2022-01-01"}""", "Dated 3 June 2019", "2019-06-03", "text")]
    [InlineData("lease.md", """{"modified_at": "2022-01-01"}""", "", "2022-01-01", "modified")]
    [InlineData("lease.md", "{}", "", "2026-02-04", "added")]
    public void What_tells_most_goes_before(string name, string metadata, string text, string date, string source) =>
        Assert.Equal((date, source), Date(new FileOrigin("dfl-1", name, metadata, text) { StoredAt = Stored }));

    [Theory]
    [InlineData("2021", "2020", true)]
    [InlineData("2021-05", "2021-04-30", true)]
    [InlineData("2021-05-02", "2021-05-01", true)]
    [InlineData("2021-05-01", "2021-05-01", false)]
    [InlineData("2021-05-01", "2021", false)]
    [InlineData("2021", "2021-05-01", false)]
    public void A_date_is_later_only_as_far_as_both_tell(string one, string other, bool isAfter)
    {
        Assert.Equal(isAfter, Of(one, "text").IsAfter(Of(other, "file_name")));
        Assert.Equal(isAfter, Of(one, "added").IsAfter(Of(other, "modified")));
        Assert.False(Of(one, "added").IsAfter(Of(other, "text")));
        Assert.Equal(one, Of(one, "text").ToString());
    }

    private static DocumentDate Of(string date, string source) => DocumentDate.Read(date, source)!;

    private static (string? Date, string? Source) Date(FileOrigin file) =>
        DocumentDates.Of(file) is { } found ? (found.ToString(), found.Source) : (null, null);
}
