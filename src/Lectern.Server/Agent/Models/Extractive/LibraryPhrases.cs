using System.Text;
using System.Text.RegularExpressions;
using Lectern.Server.Text;

namespace Lectern.Server.Agent.Models.Extractive;

/// <summary>
/// What is said to the answerer and not asked of the documents: a greeting, thanks, what it can do, which documents there are.
/// Whole prompts only, in the page's languages and Russian, with accents and other marks or without. Thread-safe.
/// </summary>
internal static class LibraryPhrases
{
    private static readonly (LibraryPhrase Phrase, string Language, Regex Way)[] All =
    [
        .. Of("en",
            "(?:hello|hi|hey|greetings|good (?:morning|afternoon|evening|day))(?: there| everyone| all)?",
            "(?:many |great |ok |okay )?(?:thanks|thank you)(?: a lot| very much| so much)?|(?:good)?bye",
            "what (?:can|do) you do(?: for me)?|who are you|what are you|(?:how )?can you help(?: me)?"
            + "|what can i (?:do here|ask(?: you| here)?)|how does (?:this|it) work",
            "(?:how many|(?:which|what|list|show)(?: me)?(?: all)?(?: (?:the|my|your))?) (?:documents|files)"
            + "(?: (?:are there|are here|exist|are indexed|do (?:you|we|i) have|have you got|can you (?:see|search|read)"
            + "|do you know))?(?: (?:here|now|in (?:the|this) (?:index|library)))?"),
        .. Of("de",
            "(?:hallo|moin|servus|gru(?:ss|ß) gott|guten (?:morgen|tag|abend))(?: zusammen| allerseits)?",
            "(?:danke|vielen dank|besten dank)(?: schon| sehr| dir| ihnen)?|tschuss|auf wiedersehen",
            "was (?:kannst du|konnen sie)(?: alles| fur mich)*(?: tun| machen)?|wer (?:bist du|sind sie)"
            + "|(?:wobei |wie )?(?:kannst du|konnen sie) (?:mir )?helfen"
            + "|was kann ich (?:dich |sie |hier )?fragen"
            + "|wie funktioniert (?:das|es)(?: hier)?",
            "(?:wie viele|welche) (?:dokumente|dateien|unterlagen)"
            + "(?: (?:gibt es|hast du|haben wir|sind da|kennst du))?(?: hier)?"),
        .. Of("fr",
            "(?:bonjour|bonsoir|salut|coucou)(?: a tous)?",
            "merci(?: beaucoup| bien)?|au revoir",
            "que (?:peux tu|pouvez vous|sais tu|savez vous) faire|qu est ce que (?:tu peux|vous pouvez|tu sais) faire"
            + "|qui (?:es tu|etes vous)|comment (?:ca|cela) (?:marche|fonctionne)|(?:comment )?(?:peux tu|pouvez vous) m aider"
            + "|que puis je (?:te |vous )?demander",
            "(?:quels|quels sont les|combien de|liste(?:z)? (?:tous )?les|montre(?:z)?(?: moi)? (?:tous )?les)"
            + " (?:documents|fichiers)"
            + "(?: y a t il| il y a| avez vous| as tu| avons nous| connais tu| sont (?:la|disponibles|indexes))?(?: ici)?"),
        .. Of("es",
            "(?:hola|buenas|buenos dias|buenas (?:tardes|noches))(?: a todos)?",
            "(?:muchas )?gracias|adios|hasta luego",
            "que (?:puedes|puede|sabes) hacer(?: por mi)?|quien eres|como funciona(?: esto)?"
            + "|(?:en que |como )?(?:puedes ayudarme|me puedes ayudar)|que puedo preguntar(?:te)?(?: aqui)?",
            "(?:que|cuantos|cuales son los|lista(?:r)? (?:todos )?los|muestra(?:me)? (?:todos )?los)"
            + " (?:documentos|archivos|ficheros)"
            + "(?: hay| tienes| tiene| tenemos| existen| conoces| estan disponibles)?(?: aqui)?"),
        .. Of("zh",
            "你好|您好|大家好|嗨|哈喽|早上好|下午好|晚上好",
            "(?:非常)?(?:谢谢|感谢)(?:你|您)?|多谢|再见",
            "(?:你|您)(?:能|可以|会)(?:帮我)?(?:做|干)?(?:些)?(?:什么|啥)|(?:你|您)是谁|(?:这个)?怎么用|我(?:可以|能)问(?:你|您)?(?:些)?什么",
            "(?:这里|你|您|库里|索引里)?(?:一共|都)?有(?:哪些|什么|几个|多少(?:个|份)?)(?:文档|文件|资料)"
            + "|(?:文档|文件)(?:有哪些|有多少(?:个)?)|列出(?:所有|全部)?(?:文档|文件)"),
        .. Of("ja",
            "こんにちは|こんばんは|おはよう(?:ございます)?|はじめまして|やあ",
            "(?:どうも)?ありがとう(?:ございます|ございました)?|さようなら",
            "(?:あなたは)?何が(?:できますか|できるの(?:ですか)?|できる)|(?:あなたは)?(?:誰|だれ|何者)ですか|使い方(?:を教えてください|は)?"
            + "|何を(?:聞け|質問でき)ますか",
            "(?:ここには)?(?:どんな|どの|どのような|何の)(?:文書|ドキュメント|ファイル|資料)が(?:ありますか|あるの(?:ですか)?|ある)"
            + "|(?:文書|ドキュメント|ファイル|資料)(?:は|が)?(?:いくつ|何件|何個)(?:ありますか|ある)?"
            + "|(?:文書|ドキュメント|ファイル)の?一覧(?:を見せてください|を表示)?"),
        .. Of("ar",
            "مرحبا(?: بك| بكم)?|اهلا(?: وسهلا| بك)?|السلام عليكم|سلام|صباح الخير|مساء الخير",
            "شكرا(?: جزيلا| لك)?|مع السلامة",
            "(?:ماذا|ما الذي) (?:يمكنك|تستطيع)(?: ان)? (?:تفعل|تفعله|فعله)|من انت|كيف يعمل(?: هذا)?"
            + "|(?:كيف|بماذا|هل) يمكنك مساعدتي|ماذا يمكنني ان اسال(?:ك)?",
            "(?:ما هي|ما|اي) (?:المستندات|الملفات|الوثائق|مستندات|ملفات|وثائق)"
            + "(?: (?:الموجودة|المتاحة|المتوفرة|لديك|عندك|موجودة|التي لديك|التي عندك|هنا))*"
            + "|كم عدد (?:المستندات|الملفات|الوثائق)(?: (?:الموجودة|لديك|هنا))?|كم (?:مستندا|ملفا|وثيقة) (?:لديك|هناك|هنا|يوجد)"),
        .. Of("ru",
            "привет(?: всем)?|здравствуй(?:те)?|доброе утро|добрый (?:день|вечер)|приветствую",
            "(?:большое )?спасибо(?: большое| вам| тебе)?|благодарю(?: вас| тебя)?|до свидания|пока",
            "что (?:ты|вы) (?:умеешь|умеете|можешь|можете)(?: делать| сделать)?|кто (?:ты|вы)"
            + "|как (?:это|ты|вы) работа(?:ет|ете|ешь)"
            + "|(?:чем |как )?(?:ты можешь|вы можете|можешь|можете) (?:мне )?помочь"
            + "|что (?:я могу|можно) (?:у тебя |у вас |здесь )?спросить"
            + "|о чем (?:я могу|можно) спросить",
            "(?:какие|сколько|покажи(?:те)?(?: мне)?(?: все)?|перечисли(?:те)?(?: все)?) "
            + "(?:(?:здесь|тут|у тебя|у вас) )?(?:есть )?"
            + "(?:документы|документов|файлы|файлов)(?: (?:есть|имеются|имеется|здесь|тут|у тебя|у вас|доступны|всего))*"
            + "|список (?:всех )?(?:документов|файлов)"),
    ];

    /// <returns>Null for what is asked of the documents.</returns>
    public static (LibraryPhrase Phrase, string Language)? Find(string prompt)
    {
        var said = Plain(prompt);
        foreach (var (phrase, language, way) in All)
        {
            if (way.IsMatch(said))
                return (phrase, language);
        }

        return null;
    }

    private static IEnumerable<(LibraryPhrase, string, Regex)> Of(string language, params ReadOnlySpan<string> ways)
    {
        var phrases = new List<(LibraryPhrase, string, Regex)>();
        for (var i = 0; i < ways.Length; i++)
            phrases.Add(((LibraryPhrase)i, language, new Regex($"^(?:{Unmarked(ways[i])})$", RegexOptions.CultureInvariant)));
        return phrases;
    }

    /// <summary>In lower case, without marks, with single blanks for all signs.</summary>
    private static string Plain(string prompt) => string.Join(' ', new string([.. Unmarked(prompt.ToLowerInvariant()).Select(
        c => char.IsLetterOrDigit(c) ? c : ' ')]).Split(' ', StringSplitOptions.RemoveEmptyEntries));

    private static string Unmarked(string text) => PlainWord.Of(UnicodeForm.Of(text, NormalizationForm.FormKC), Script.Latin);
}
