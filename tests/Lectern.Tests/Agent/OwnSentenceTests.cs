using Lectern.Server.Agent.Review;

namespace Lectern.Tests.Agent;

/// <summary>What the answerer says of its search states nothing; what only begins like it does.</summary>
public sealed class OwnSentenceTests
{
    [Theory]
    [InlineData("لم يُعثر على ذلك في هذه المستندات.", false)]
    [InlineData("Archivos leídos hasta ahora: 12 de 30.", false)]
    [InlineData("No se ha buscado en: `informe de 2024`, `notas`.", false)]
    [InlineData("未搜索：`年度报告`。", false)]
    [InlineData("Nicht durchsucht: `Jahresbericht`.", false)]
    [InlineData("No se ha buscado en: `informe` cuesta 740 euros.", true)]
    [InlineData("Archivos leídos hasta ahora: el transbordador Calima cuesta 740 euros.", true)]
    [InlineData("No se ha buscado en: el transbordador Calima cuesta 740 euros.", true)]
    public void A_claim_that_begins_like_the_answerers_own_sentence_is_a_claim(string sentence, bool isOne) =>
        Assert.Equal(isOne, Assertions.IsOne(sentence));
}
