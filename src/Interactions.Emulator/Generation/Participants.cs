using Interactions.Emulator.Conversations;

namespace Interactions.Emulator.Generation;

/// <summary>The parties of a generated conversation: a customer, who comes back over other channels now and then, a bot and two agents.</summary>
internal sealed class Participants
{
    private static readonly string[] CustomerChannels = ["WebChat", "TwilioSMS", "Messenger", "Telegram", "Line", "Kik"];

    private readonly Random _random;
    private readonly Party[] _customers;
    private readonly Party _bot;
    private readonly Party _agent;
    private readonly Party _colleague;
    private int _channel;

    /// <param name="seed">The same seed gives the same parties.</param>
    public Participants(int seed)
    {
        _random = new Random(seed);
        _customers = [.. CustomerChannels.Select(channel => Create(IntegrationTypes.Customer, channel))];
        _bot = Create(IntegrationTypes.Bot, "Bot");
        _agent = Create(IntegrationTypes.Agent, "Slack");
        _colleague = Create(IntegrationTypes.Agent, "Slack");
        _channel = (int)((uint)(seed - 1) % (uint)_customers.Length);
    }

    public Party this[Role role] => role switch
    {
        Role.Customer => _customers[_channel],
        Role.Bot => _bot,
        Role.Agent => _agent,
        _ => _colleague,
    };

    /// <summary>The customer comes back, one time in three over another channel.</summary>
    public void BeginEpisode()
    {
        if (_random.OneIn(3)) _channel = (_channel + 1) % _customers.Length;
    }

    // Token ids have the two forms of the documentation (docs/contract.md §5).
    private Party Create(IntegrationTypes type, string channel)
    {
        Guid id = _random.NextGuid();
        Span<byte> token = stackalloc byte[16];
        _random.NextBytes(token);
        string tokenId = type == IntegrationTypes.Customer ? Convert.ToBase64String(token) : $"{_random.NextGuid()}.{id}";
        return new Party(type, channel, id, tokenId);
    }
}
