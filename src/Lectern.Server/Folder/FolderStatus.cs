namespace Lectern.Server.Folder;

/// <summary>What the folder's mirror needs to know of the running server to print its example.</summary>
internal sealed class FolderStatus
{
    private readonly TaskCompletionSource<string> address = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Where the server listens; set once it does.</summary>
    public string Address
    {
        set => address.TrySetResult(value);
    }

    public Task<string> AddressAsync(CancellationToken cancellationToken) => address.Task.WaitAsync(cancellationToken);
}
