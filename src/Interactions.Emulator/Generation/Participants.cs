using Interactions.Emulator.Conversations;

namespace Interactions.Emulator.Generation;

/// <summary>The parties of a generated conversation: a customer, who changes channels now and then, an agent and a bot.</summary>
internal sealed class Participants
{
    private static readonly string[] CustomerChannels = ["WebChat", "TwilioSMS", "Messenger", "Telegram", "Line", "Kik"];

    private readonly Random _random;
    private readonly ShuffledDeck<Party> _customers;
    private readonly Party _agent;
    private readonly Party _bot;
    private Party _customer;
    private int _exchangesOnChannel;

    public Participants(Random random)
    {
        _random = random;
        _customers = new ShuffledDeck<Party>(CustomerChannels.Select(channel => Create(IntegrationTypes.Customer, channel)), random);
        _agent = Create(IntegrationTypes.Agent, "Slack");
        _bot = Create(IntegrationTypes.Bot, "Bot");
        _customer = _customers.Deal();
    }

    public (Party Sender, Party Recipient) NextPair()
    {
        if (++_exchangesOnChannel > 25)
        {
            _customer = _customers.Deal();
            _exchangesOnChannel = 0;
        }

        return _random.Next(20) switch
        {
            < 6 => (_customer, _agent),
            < 12 => (_agent, _customer),
            < 15 => (_customer, _bot),
            < 18 => (_bot, _customer),
            18 => (_agent, _bot),
            _ => (_bot, _agent),
        };
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
