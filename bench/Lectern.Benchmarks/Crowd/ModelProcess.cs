using System.Diagnostics;
using System.Globalization;
using Lectern.FakeModel;

namespace Lectern.Benchmarks.Crowd;

/// <summary>The fake model server in a process of its own.</summary>
internal sealed class ModelProcess : IAsyncDisposable
{
    private readonly Process process;

    private ModelProcess(Process process, string baseUrl)
    {
        this.process = process;
        BaseUrl = baseUrl;
    }

    /// <summary>As <c>OPENAI_BASE_URL</c> wants it.</summary>
    public string BaseUrl { get; }

    /// <summary>Processor time used so far.</summary>
    public TimeSpan Processor
    {
        get
        {
            process.Refresh();
            return process.TotalProcessorTime;
        }
    }

    public static async Task<ModelProcess> StartAsync(int port)
    {
        var process = Process.Start(new ProcessStartInfo("dotnet")
        {
            ArgumentList = { typeof(StampedAnswer).Assembly.Location, port.ToString(CultureInfo.InvariantCulture) },
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
        })!;
        var url = await process.StandardOutput.ReadLineAsync()
            ?? throw new InvalidOperationException("The model server did not start.");
        return new ModelProcess(process, url);
    }

    public async ValueTask DisposeAsync()
    {
        process.StandardInput.Close();
        await process.WaitForExitAsync();
        process.Dispose();
    }
}
