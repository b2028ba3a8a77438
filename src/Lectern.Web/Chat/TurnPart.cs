namespace Lectern.Web.Chat;

/// <summary>A piece of an answer, in the order in which it came.</summary>
internal abstract class TurnPart;
