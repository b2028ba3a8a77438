using Lectern.Server.Agent.Models.Extractive;

namespace Lectern.Tests.Agent;

/// <summary>A topic is asked for where a passage on it is an answer.</summary>
public sealed class TopicQuestionTests
{
    [Theory]
    [InlineData("Corporate governance", true)]
    [InlineData("What does it say about risk and governance?", true)]
    [InlineData("Explain the front cover", true)]
    [InlineData("Erkläre die Hafenordnung", true)]
    [InlineData("Tell me about the harbour", true)]
    [InlineData("Who governs the harbour?", false)]
    [InlineData("What is the fee?", false)]
    [InlineData("How much is said about the fee?", false)]
    [InlineData("Wann beginnt die Saison?", false)]
    [InlineData("Is the harbour open", false)]
    [InlineData("the", false)]
    [InlineData("", false)]
    public void It_is_told_by_the_words_that_ask(string question, bool isTopic) =>
        Assert.Equal(isTopic, TopicQuestion.Is(question));
}
