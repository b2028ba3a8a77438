
namespace Lectern.Server.Attachments;

internal static class AttachmentServices
{
    public static void AddAttachments(this IServiceCollection services)
    {
        services.AddSingleton<MarkedPages>();
        services.AddSingleton<TextPages>();
        services.AddSingleton<BlobCollector>();
        services.AddHostedService(p => p.GetRequiredService<BlobCollector>());
    }
}
