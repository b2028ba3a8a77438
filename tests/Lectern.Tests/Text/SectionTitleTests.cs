using Lectern.Server.Text;

namespace Lectern.Tests.Text;

/// <summary>A title is asked for with its number or without it.</summary>
public sealed class SectionTitleTests
{
    [Theory]
    [InlineData("## 4.2 Leave", "leave", true)]
    [InlineData("## 4.2 Leave", "4.2 leave", true)]
    [InlineData("Chapter IV: Berth fees", "berth fees", true)]
    [InlineData("A.1 Berth fees", "berth fees", false)]
    [InlineData("B) Berth fees", "berth fees", true)]
    [InlineData("**The berth fees**", "berth fee", true)]
    [InlineData("# Test 7", "test 7", true)]
    [InlineData("# Test 7", "test 1", false)]
    [InlineData("# Test 7", "test", false)]
    [InlineData("Berth fees", "fees", false)]
    [InlineData("# 12", "12", true)]
    [InlineData("#", "leave", false)]
    [InlineData("## Civil rights", "rights", false)]
    [InlineData("## Civil rights", "civil rights", true)]
    [InlineData("## Vivid Colours", "colours", false)]
    [InlineData("## 24-hour service", "hour service", false)]
    [InlineData("## Parts IV pumps", "pumps", false)]
    [InlineData("## Part-time work", "time work", false)]
    [InlineData("## Participants", "participants", true)]
    [InlineData("Chapter 3 – Berth fees", "berth fees", true)]
    [InlineData("Chapter 3 - Berth fees", "berth fees", true)]
    [InlineData("Annex B Berth fees", "berth fees", true)]
    [InlineData("IV. Berth fees", "berth fees", true)]
    [InlineData("§4 Berth fees", "berth fees", true)]
    [InlineData("Teil II: Liegeplatz", "liegeplatz", true)]
    public void Its_own_words_are_all_asked_for(string heading, string asked, bool isIn) =>
        Assert.Equal(isIn, SectionTitle.Of(heading).IsIn(Terms.ForQuery(asked).ToHashSet()));
}
