using Lectern.Client;
using Lectern.Contracts;
using Lectern.Web.Access;
using Lectern.Web.Browser;
using Lectern.Web.Indexes;
using Lectern.Web.Sessions;
using Microsoft.AspNetCore.Components;

namespace Lectern.Web.Chat;

internal enum ConversationState
{
    /// <summary>A new one: nothing was asked yet.</summary>
    New,
    Loading,
    Ready,
    Missing,
    Failed,
}
