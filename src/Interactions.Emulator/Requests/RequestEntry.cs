using System.Security.Cryptography;
using System.Text;

namespace Interactions.Emulator.Requests;

/// <summary>One request in the log. Its status and byte count change while it is being answered.</summary>
internal sealed class RequestEntry
{
    private readonly SeenRequest _arrival;
    private volatile int _status;
    private volatile bool _aborted;
    private long _bytesWritten;

    public RequestEntry(HttpRequest request)
    {
        _arrival = new SeenRequest
        {
            Time = DateTimeOffset.UtcNow,
            Method = request.Method,
            Path = request.Path,
            Query = request.QueryString.Value ?? "",
            Type = request.Query["type"],
            Leid = request.Query["leid"],
            AuthorizationHash = Hash(request.Headers.Authorization),
            AcceptEncoding = request.Headers.AcceptEncoding,
            ContentType = request.ContentType,
            ContentLength = request.ContentLength,
            UserAgent = request.Headers.UserAgent,
        };
    }

    public SeenRequest Seen => _arrival with
    {
        Status = _status == 0 ? null : _status,
        BytesWritten = Interlocked.Read(ref _bytesWritten),
        Aborted = _aborted,
    };

    public void Answering(int status) => _status = status;

    public void Writing(int bytes) => Interlocked.Add(ref _bytesWritten, bytes);

    public void Abort() => _aborted = true;

    private static string? Hash(string? authorization) =>
        authorization is null ? null : Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(authorization)));
}
