using Interactions.Emulator.Behaviour;
using Interactions.Emulator.Control;
using Interactions.Emulator.Conversations;
using Interactions.Emulator.Engine;
using Interactions.Emulator.Faults;
using Interactions.Emulator.Http;
using Interactions.Emulator.Identity;
using Interactions.Emulator.Requests;

namespace Interactions.Emulator;

/// <summary>
/// Emulates a conversation engine and its identity service on one loopback port, to test clients against.
/// Every member can be used from any thread while requests are being answered.
/// </summary>
public sealed class EngineEmulator : IAsyncDisposable
{
    private readonly EmulatorOptions _options;
    private readonly ConversationStore _conversations = new();
    private readonly OpenConnections _connections = new();
    private readonly SuspendableListener _listener = new();
    private readonly RequestLog _log = new();
    private readonly TokenStore _tokens;
    private readonly OutageSchedule _outages;
    private readonly GrowthSchedule _growth;
    private readonly CancellationTokenSource _stopping = new();
    private readonly Lock _changing = new();
    private volatile EngineBehaviour _behaviour;
    private LoopbackHost? _host;

    private EngineEmulator(EmulatorOptions options)
    {
        _options = options;
        _tokens = new TokenStore(options.TokenLifetime);
        _behaviour = new EngineBehaviour(options);
        _outages = new OutageSchedule(_listener, _connections);
        _growth = new GrowthSchedule(_conversations, _stopping.Token);
    }

    /// <summary>The address of both services: <c>http(s)://127.0.0.1:port/</c>.</summary>
    public Uri Uri => _host!.Uri;

    /// <summary>The client id that the identity service accepts.</summary>
    public string ClientId => _options.ClientId;

    /// <summary>The secret of <see cref="ClientId"/>.</summary>
    public string ClientSecret => _options.ClientSecret;

    /// <summary>The default conversation.</summary>
    public Guid ConversationId => _options.Conversation;

    /// <summary>The faults that are still to happen.</summary>
    public FaultPlan Faults { get; } = new();

    /// <summary>The requests to the engine and the identity service so far, in order of arrival. A snapshot: later requests are not in it.</summary>
    public IReadOnlyList<SeenRequest> Requests => _log.Snapshot();

    /// <summary>The number of open TCP connections.</summary>
    public int OpenConnections => _connections.Count;

    /// <summary>Starts an emulator. It answers from the completion of the task until it is disposed.</summary>
    /// <param name="options">The options; null means the defaults.</param>
    /// <param name="cancellationToken">Cancels the start.</param>
    /// <exception cref="ArgumentException">An option is out of range.</exception>
    /// <exception cref="IOException">The port is taken, or the file of activities cannot be read.</exception>
    /// <exception cref="System.Text.Json.JsonException">The file of activities is not JSON.</exception>
    public static async Task<EngineEmulator> StartAsync(EmulatorOptions? options = null, CancellationToken cancellationToken = default)
    {
        options ??= new EmulatorOptions();
        options.Validate();
        EngineEmulator emulator = new(options);
        try
        {
            await emulator.StartAsync(cancellationToken);
            return emulator;
        }
        catch
        {
            await emulator.DisposeAsync();
            throw;
        }
    }

    /// <summary>Issues a token that the engine accepts.</summary>
    public string IssueToken() => _tokens.Issue(ClientId);

    /// <summary>Expires every token issued so far.</summary>
    public void ExpireTokens() => _tokens.ExpireAll();

    /// <summary>Clears <see cref="Requests"/>.</summary>
    public void ClearRequests() => _log.Clear();

    /// <summary>Adds a conversation, or replaces the one with this id.</summary>
    /// <param name="id">The conversation.</param>
    /// <param name="activities">Activities as UTF-8 JSON, which is sent unchanged. The engine orders them by <c>eventId</c>, and keeps this order within a millisecond.</param>
    /// <exception cref="System.Text.Json.JsonException">An activity is not JSON.</exception>
    public void AddConversation(Guid id, IEnumerable<ReadOnlyMemory<byte>> activities) => _conversations.Replace(id, activities);

    /// <summary>Adds activities to a conversation. Adds the conversation if there is none with this id.</summary>
    /// <param name="id">The conversation.</param>
    /// <param name="activities">Activities as UTF-8 JSON, which is sent unchanged. Each is put in its place by <c>eventId</c>, after those of the same millisecond.</param>
    /// <exception cref="System.Text.Json.JsonException">An activity is not JSON.</exception>
    public void AddActivities(Guid id, IEnumerable<ReadOnlyMemory<byte>> activities) => _conversations.Append(id, activities);

    /// <summary>Adds a generated conversation, or replaces the one with this id.</summary>
    /// <param name="id">The conversation.</param>
    /// <param name="count">How many activities to generate, of about 600 bytes each.</param>
    /// <param name="seed">The same seed gives the same activities.</param>
    public void GenerateConversation(Guid id, int count, int seed)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        _conversations.Generate(id, count, seed);
    }

    /// <summary>Adds generated activities to a conversation, a millisecond apart. Adds the conversation if there is none with this id.</summary>
    /// <param name="id">The conversation.</param>
    /// <param name="count">How many activities.</param>
    /// <param name="time">The time of the first, for activities that appear late. By default the last is dated now, and all are later than
    /// those that were generated for this conversation before.</param>
    public void GenerateActivities(Guid id, int count, DateTimeOffset? time = null)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        _conversations.Continue(id, count, time);
    }

    /// <summary>Lets a conversation grow by itself from now on. Adds the conversation if there is none with this id.</summary>
    /// <param name="id">The conversation.</param>
    /// <param name="growth">How it grows. Replaces what was set before.</param>
    /// <exception cref="ArgumentException">A property is out of range.</exception>
    public void StartGrowth(Guid id, Growth growth)
    {
        ArgumentNullException.ThrowIfNull(growth);
        growth.Validate();
        _conversations.Append(id, []);
        _growth.Start(id, growth);
    }

    /// <summary>Stops the growth of a conversation. Does nothing when it does not grow.</summary>
    public void StopGrowth(Guid id) => _growth.Stop(id);

    /// <summary>Begins an outage of the engine and the identity service, now or later, in place of the one that there may be.</summary>
    /// <param name="outage">The outage.</param>
    /// <exception cref="ArgumentException">A property is out of range.</exception>
    public Task StartOutageAsync(Outage outage)
    {
        ArgumentNullException.ThrowIfNull(outage);
        return StartOutageAsync(outage, exceptConnection: null);
    }

    /// <summary>Ends the outage. When the task completes, both services answer again. Does nothing when there is none.</summary>
    public Task EndOutageAsync() => _outages.EndAsync();

    /// <summary>Stops at once. Requests that are still being answered are aborted.</summary>
    public async ValueTask DisposeAsync()
    {
        if (_stopping.IsCancellationRequested) return;
        await _stopping.CancelAsync();
        if (_host is not null) await _host.DisposeAsync();
        _outages.Dispose();
        _conversations.Dispose();
    }

    internal int CountActivities(Guid id) => _conversations.Find(id)?.Count ?? 0;

    internal Task StartOutageAsync(Outage outage, string? exceptConnection)
    {
        outage.Validate();
        return _outages.StartAsync(outage, exceptConnection);
    }

    internal void Change(OptionsPatch patch)
    {
        if (patch.PageCap < 0 || patch.PageBytes < 0 || patch.Latency < 0) throw new ArgumentException("pageCap, pageBytes and latency must not be negative.");
        lock (_changing)
        {
            EngineBehaviour old = _behaviour;
            _behaviour = old with
            {
                PageCap = patch.PageCap ?? old.PageCap,
                PageBytes = patch.PageBytes ?? old.PageBytes,
                Leid = patch.Leid ?? old.Leid,
                EventIdFormat = patch.EventIdFormat ?? old.EventIdFormat,
                Latency = patch.Latency ?? old.Latency,
                Quirks = patch.Quirks ?? old.Quirks,
            };
        }
    }

    private async Task StartAsync(CancellationToken cancellationToken)
    {
        if (_options.File is { } file)
            AddConversation(ConversationId, ActivitySplitter.Split(await File.ReadAllBytesAsync(file, cancellationToken)));
        else
            GenerateConversation(ConversationId, _options.Activities, _options.Seed);

        ServiceHandler services = new(
            new ActivitiesEndpoint(_conversations, _tokens), new TokenEndpoint(_options, _tokens), Faults, _outages, _log, () => _behaviour, _stopping.Token);
        ControlHandler control = new(this);
        _host = await LoopbackHost.StartAsync(
            _options,
            _listener,
            _connections,
            context => context.Request.Path.StartsWithSegments(ControlHandler.Path) ? control.HandleAsync(context) : services.HandleAsync(context),
            cancellationToken);
        if (_options.Growth is { } growth) StartGrowth(ConversationId, growth);
        if (_options.Outage is { } outage) await StartOutageAsync(outage);
    }
}
