using Lectern.Server.Library.Links;

namespace Lectern.Server.Library;

internal static class LibraryServices
{
    public static void AddLibrary(this IServiceCollection services)
    {
        services.AddSingleton<UploadReader>();
        services.AddSingleton<PresignedLinks>();
    }
}
