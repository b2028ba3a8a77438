using Lectern.Server.Agent.Models.Extractive;

namespace Lectern.Tests.Agent;

/// <summary>What a question is about is taken out of what asks for it.</summary>
public sealed class AskedTopicTests
{
    [Theory]
    [InlineData("Tell me about Berth fees.", "Berth fees")]
    [InlineData("Can you please tell me more about the section on berth fees?", "berth fees")]
    [InlineData("What does the section Berth fees say?", "Berth fees")]
    [InlineData("What does the section Section B say?", "Section B")]
    [InlineData("Tell me about Section B.", "Section B")]
    [InlineData("Summarise the section Berth fees", "Berth fees")]
    [InlineData("Give me an overview of the chapter “Berth fees”!", "Berth fees")]
    [InlineData("What does it say about ropes, lamps and dogs?", "ropes, lamps and dogs")]
    [InlineData("What do the documents say about ropes?", "ropes")]
    [InlineData("Fasse den Abschnitt Liegegebühren zusammen", "Liegegebühren")]
    [InlineData("Was steht im Abschnitt Liegegebühren?", "Liegegebühren")]
    [InlineData("Erzähl mir mehr über Hunde", "Hunde")]
    [InlineData("What does Orsina say about ropes?", null)]
    [InlineData("Who tells me about ropes?", null)]
    [InlineData("How high are berth fees?", null)]
    [InlineData("Berth fees", null)]
    [InlineData("Tell me about ", null)]
    public void A_topic_is_what_is_left_of_a_question_for_one(string question, string? topic) =>
        Assert.Equal(topic, AskedTopic.Of(question));

    [Theory]
    [InlineData("Berth fees", "Berth fees")]
    [InlineData("commission file number?", "commission file number?")]
    [InlineData("What is the notice period?", "notice period")]
    [InlineData("Tell me about ropes", "ropes")]
    [InlineData("What is the fee?", null)]
    [InlineData("What is the fee for a boat?", null)]
    [InlineData("What is a long boat called?", null)]
    [InlineData("Name a common rope", null)]
    [InlineData("Is the harbour open", null)]
    [InlineData("About what ropes do sailors talk?", null)]
    public void A_name_alone_is_told_from_a_question_for_a_fact(string question, string? name) =>
        Assert.Equal(name, AskedTopic.Named(question));

    [Fact]
    public void A_prompt_as_long_as_a_page_is_no_topic() =>
        Assert.Null(AskedTopic.Of("Tell me about " + new string('.', 30_000) + "x"));
}
