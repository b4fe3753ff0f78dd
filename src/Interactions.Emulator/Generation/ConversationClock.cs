namespace Interactions.Emulator.Generation;

/// <summary>
/// The times of generated activities: those of one episode are seconds apart, and where somebody waits, minutes; the next episode begins
/// on the next day. About one activity in twenty is in the same millisecond as the one before.
/// </summary>
internal sealed class ConversationClock
{
    // A conversation of millions of activities must not reach into the future, so after this many episodes time passes in smaller steps.
    private const int EpisodesAtFullLength = 40;

    // Episodes begin between 8:00 and 20:00 UTC.
    private const int OpeningMinutes = 12 * 60;

    private readonly Random _random;
    private int _episodes;
    private long _now;

    /// <param name="random">Decides how long everything takes.</param>
    /// <param name="seed">Conversations of different seeds begin on different days and hours.</param>
    public ConversationClock(Random random, int seed)
    {
        _random = random;
        uint turn = (uint)(seed - 1);
        _now = DuringTheDay(new DateTimeOffset(2024, 4, 5, 0, 0, 0, TimeSpan.Zero).AddDays(turn % 28), (int)(((turn * 157L) + 360) % OpeningMinutes));
    }

    public void BeginEpisode()
    {
        _episodes++;
        if (_episodes > EpisodesAtFullLength) _now += _random.Next(10_000, 100_000);
        else if (_episodes > 1) _now = DuringTheDay(DateTimeOffset.FromUnixTimeMilliseconds(_now).AddDays(1), _random.Next(OpeningMinutes));
    }

    /// <summary>The event id of a line.</summary>
    public long Next(EpisodeLine line, EpisodeLine? before)
    {
        if (line.Minutes > 0) Pass((line.Minutes * 60_000) + _random.Next(-20_000, 20_000), slow: 20);
        else if (!IsSimultaneous(line, before)) Pass(Gap(line, before), slow: 4);
        return _now;
    }

    // Events have no interactionId, so two in one millisecond could not be told apart. An event is always later than the activity before.
    private bool IsSimultaneous(EpisodeLine line, EpisodeLine? before) =>
        before is not null && !line.IsEvent && !before.IsEvent && line.From == before.From && _random.OneIn(4);

    private int Gap(EpisodeLine line, EpisodeLine? before) => line switch
    {
        { IsEcho: true } => _random.Next(1, 40),
        { From: Role.Bot } => _random.Next(300, 2_500),
        { IsEvent: true } => _random.Next(800, 6_000),
        _ when line.From == before?.From => _random.Next(2_000, 15_000),
        { From: Role.Customer } => _random.Next(6_000, 55_000),
        _ => _random.Next(10_000, 75_000),
    };

    private static long DuringTheDay(DateTimeOffset time, int minutesAfterOpening) =>
        new DateTimeOffset(time.Date, TimeSpan.Zero).AddHours(8).AddMinutes(minutesAfterOpening).ToUnixTimeMilliseconds();

    private void Pass(int milliseconds, int slow) => _now += _episodes <= EpisodesAtFullLength ? milliseconds : Math.Max(1, milliseconds / slow);
}
