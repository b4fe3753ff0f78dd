using System.Text;

namespace Interactions.Client.Tests;

/// <summary>A conversation's file, whatever ended the command that wrote to it.</summary>
public sealed class ConversationArchiveTests : IDisposable
{
    private static readonly DateTimeOffset Now = DateTimeOffset.FromUnixTimeMilliseconds(1_700_000_000_000);
    private static readonly ArchiveFiles Names = new("", InMemoryReply.ConversationId);
    private readonly TemporaryFolder _folder = new();

    private ArchiveFiles Files => Names with { Folder = _folder.Path };

    public void Dispose() => _folder.Dispose();

    private static Activity Made(long? eventId, int place) => Parse.Activity(eventId is { } time
        ? Encoding.UTF8.GetString(Emulated.Message(time, place).Span)
        : $$"""{"type":"event","externalId":"{{place}}"}""");

    /// <summary>Adds what an engine gives: all from where to go on, in order of time, those without a time first.</summary>
    private ConversationArchive Sync(IEnumerable<Activity> engine, long lookback = 0, DateTimeOffset? now = null, bool save = true)
    {
        using var archive = ConversationArchive.Open(Files, now ?? Now);
        var from = archive.State.Start(0, lookback);
        var known = archive.ReadKeys(from);
        foreach (var activity in engine.Where(activity => !(EventTime.Of(activity) < from)).OrderBy(activity => EventTime.Of(activity) ?? -1)) archive.Add(activity, known);
        if (save) archive.Save();
        return archive;
    }

    private List<int> Places()
    {
        var activities = new List<Activity>();
        using var file = new ActivityFileReader(Files.Activities);
        while (file.Read()) activities.Add(Assert.IsType<Activity>(file.Activity));
        return Emulated.Places(activities).ToList();
    }

    private void Cut(long length)
    {
        using var file = File.OpenWrite(Files.Activities);
        file.SetLength(length);
    }

    private static List<Activity> Numbered(int count) => [.. Enumerable.Range(0, count).Select(place => Made(1_000 + (place * 10), place))];

    [Fact]
    public void What_is_there_is_not_added_again()
    {
        Assert.Equal(100, Sync(Numbered(100)).Added);
        var bytes = File.ReadAllBytes(Files.Activities);
        Assert.Equal(0, Sync(Numbered(100), lookback: 300).Added);
        Assert.Equal(bytes, File.ReadAllBytes(Files.Activities));
        var again = Sync(Numbered(120));
        Assert.Equal((20L, 120L, 2190L), (again.Added, again.State.Count, again.State.LastEventId));
        Assert.Equal(Enumerable.Range(0, 120), Places());
        Assert.True(ArchiveVerifier.Verify(Files.Activities).IsWhole);
    }

    [Fact]
    public void An_activity_with_a_negative_event_id_is_there_once_and_moves_nothing()
    {
        // It has no time, so the engine gives it every time.
        var engine = Numbered(20).Prepend(Made(-5, 20)).ToList();
        Assert.Equal(21, Sync(engine).Added);
        var again = Sync(engine.Append(Made(1_300, 21)), lookback: 100);
        Assert.Equal((1L, 0L, 1_300L), (again.Added, again.State.Lateness, again.State.LastEventId));
        Assert.Equal(0, ArchiveVerifier.Verify(Files.Activities).OutOfOrder);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(5)]
    [InlineData(6)]
    [InlineData(7)]
    [InlineData(8)]
    public void Each_activity_is_there_once_however_late_it_came_and_whatever_killed_the_command(int seed)
    {
        // Late by the look-back at most, ahead of the clock, without a time; killed at any byte behind the checkpoint.
        for (var round = 0; round < 10; round++)
        {
            var random = new Random((seed * 1000) + round);
            foreach (var file in Directory.GetFiles(_folder.Path)) File.Delete(file);
            var lookback = random.Next(0, 500);
            var engine = new List<Activity>();
            var clock = 1_000L;
            // Without its checkpoint, only the time of a file tells what was ahead of the clock when it was written.
            var losesCheckpoints = random.Next(2) == 0;
            for (var sync = 0; sync < 12; sync++)
            {
                var latest = clock;
                for (var more = random.Next(0, 30); more > 0; more--)
                {
                    clock += random.Next(0, 40);
                    long? time = random.Next(40) switch { 0 => null, 1 when !losesCheckpoints => clock + random.Next(1, 3_000), < 10 => Math.Max(latest - random.Next(0, lookback + 1), 0), _ => clock };
                    engine.Add(Made(time, engine.Count));
                }
                var now = DateTimeOffset.FromUnixTimeMilliseconds(clock);
                var before = File.Exists(Files.Checkpoint) ? File.ReadAllBytes(Files.Checkpoint) : null;
                var length = File.Exists(Files.Activities) ? new FileInfo(Files.Activities).Length : 0;
                Sync(engine, lookback, now);
                if (random.Next(3) == 0)
                {
                    Cut(random.NextInt64(length, new FileInfo(Files.Activities).Length + 1));
                    if (before is null || losesCheckpoints) File.Delete(Files.Checkpoint);
                    else File.WriteAllBytes(Files.Checkpoint, before);
                    Sync(engine, lookback, now);
                }
                Assert.Equal(Enumerable.Range(0, engine.Count), Places().Order());
                Assert.Equal([], ArchiveVerifier.Verify(Files.Activities).Problems);
            }
        }
    }

    [Fact]
    public void An_end_that_is_torn_at_any_byte_is_moved_away_and_read_again()
    {
        Sync(Numbered(20));
        var whole = File.ReadAllBytes(Files.Activities);
        for (var length = whole.Length - 1024; length < whole.Length; length++)
        {
            File.Delete(Files.Checkpoint);
            File.Delete(Files.Torn);
            File.WriteAllBytes(Files.Activities, whole[..length]);
            var archive = Sync(Numbered(20));
            Assert.Equal(whole, File.ReadAllBytes(Files.Activities));
            var isTorn = whole[length - 1] != '\n';
            Assert.Equal(isTorn, archive.Repaired.HasFlag(ArchiveRepairs.TornEnd));
            Assert.Equal(isTorn, File.Exists(Files.Torn));
            if (isTorn) Assert.Equal(whole[(whole.AsSpan(0, length).LastIndexOf((byte)'\n') + 1)..length], File.ReadAllBytes(Files.Torn));
        }
    }

    [Fact]
    public void A_first_line_that_is_torn_at_any_byte_is_read_again()
    {
        Sync(Numbered(1));
        var whole = File.ReadAllBytes(Files.Activities);
        for (var length = 0; length < whole.Length; length++)
        {
            File.Delete(Files.Checkpoint);
            File.WriteAllBytes(Files.Activities, whole[..length]);
            Sync(Numbered(1));
            Assert.Equal(whole, File.ReadAllBytes(Files.Activities));
        }
    }

    [Fact]
    public void What_a_system_that_went_down_left_unwritten_is_torn()
    {
        Sync(Numbered(5));
        using (var file = File.OpenWrite(Files.Activities)) file.SetLength(file.Length + 5000);
        Assert.Equal(ArchiveRepairs.TornEnd, Sync(Numbered(6)).Repaired);
        Assert.Equal(Enumerable.Range(0, 6), Places());
    }

    [Fact]
    public void A_file_that_has_lost_activities_is_an_error_and_untouched()
    {
        Sync(Numbered(20));
        var length = new FileInfo(Files.Activities).Length;
        foreach (var cut in new[] { length - 1, length / 2, 0 })
        {
            Cut(cut);
            Assert.Equal(ArchiveErrorKind.Torn, Assert.Throws<ArchiveException>(() => Sync(Numbered(20))).Kind);
            Assert.Equal(cut, new FileInfo(Files.Activities).Length);
            Assert.False(ArchiveVerifier.Verify(Files.Activities).IsWhole);
        }
        File.Delete(Files.Activities);
        Assert.Equal(ArchiveErrorKind.Torn, Assert.Throws<ArchiveException>(() => Sync(Numbered(20))).Kind);
        Assert.False(File.Exists(Files.Activities));
        Assert.False(Assert.Single(ArchiveVerifier.FilesOf(_folder.Path).Select(file => ArchiveVerifier.Verify(file))).IsWhole);
    }

    [Theory]
    [InlineData("a,b\n1,2\n")]
    [InlineData("no line end")]
    [InlineData("{\"conversationId\":\"00000000-0000-0000-0000-000000000001\",\"eventId\":5}\n")]
    [InlineData("{\"conversationId\":\"00000000-0000-0000-0000-000000000001\",\"even")]
    public void What_is_not_this_conversation_is_an_error_and_untouched(string content)
    {
        File.WriteAllText(Files.Activities, content);
        Assert.Equal(ArchiveErrorKind.Foreign, Assert.Throws<ArchiveException>(() => Sync(Numbered(3))).Kind);
        Assert.Equal(content, File.ReadAllText(Files.Activities));
        Assert.Equal([Path.GetFileName(Files.Activities)], _folder.Names);
    }

    [Fact]
    public void Another_conversation_behind_the_first_line_is_an_error_too()
    {
        Sync(Numbered(3));
        File.AppendAllText(Files.Activities, $$"""{"conversationId":"{{Guid.NewGuid()}}","eventId":9999}""" + "\n");
        var bytes = File.ReadAllBytes(Files.Activities);
        Assert.Equal(ArchiveErrorKind.Foreign, Assert.Throws<ArchiveException>(() => Sync(Numbered(4))).Kind);
        Assert.Equal(bytes, File.ReadAllBytes(Files.Activities));
    }

    [Fact]
    public void A_broken_line_with_others_behind_it_is_an_error_and_untouched()
    {
        Sync(Numbered(3));
        var text = File.ReadAllText(Files.Activities).Replace("Number 1", "Number \"1", StringComparison.Ordinal);
        File.WriteAllText(Files.Activities, text);
        File.Delete(Files.Checkpoint);
        Assert.Equal(ArchiveErrorKind.Torn, Assert.Throws<ArchiveException>(() => Sync(Numbered(3))).Kind);
        Assert.Equal(text, File.ReadAllText(Files.Activities));
    }

    [Fact]
    public void A_checkpoint_that_is_missing_or_does_not_fit_is_made_anew()
    {
        Sync(Numbered(30));
        var checkpoint = File.ReadAllText(Files.Checkpoint);
        foreach (var broken in new[] { null, "", "{", "null", checkpoint.Replace("\"length\":", "\"length\":1", StringComparison.Ordinal)[..^40],
            System.Text.RegularExpressions.Regex.Replace(checkpoint, "\"length\":\\d+", "\"length\":100"), checkpoint.Replace("7d1f", "0000", StringComparison.Ordinal) })
        {
            if (broken is null) File.Delete(Files.Checkpoint);
            else File.WriteAllText(Files.Checkpoint, broken);
            var archive = Sync(Numbered(30));
            Assert.Equal((0L, 30L), (archive.Added, archive.State.Count));
            Assert.Equal(checkpoint, File.ReadAllText(Files.Checkpoint));
            Assert.Equal(broken != checkpoint, archive.Repaired == ArchiveRepairs.Checkpoint);
        }
    }

    [Theory]
    [InlineData(".new")]
    [InlineData(".old")]
    public void A_checkpoint_whose_replacement_was_interrupted_is_found_beside_its_place(string extension)
    {
        Sync(Numbered(30));
        File.Move(Files.Checkpoint, Files.Checkpoint + extension);
        var archive = Sync(Numbered(31));
        Assert.Equal((1L, ArchiveRepairs.None), (archive.Added, archive.Repaired));
        Assert.True(File.Exists(Files.Checkpoint));
        Assert.True(ArchiveVerifier.Verify(Files.Activities).IsWhole);
    }

    [Fact]
    public void Where_to_go_on_is_found_without_reading_the_start()
    {
        Sync(Numbered(2_000));
        var bytes = File.ReadAllBytes(Files.Activities);
        // Damage that only who reads it can see.
        bytes[1_000] ^= 1;
        bytes[bytes.Length / 2] ^= 1;
        File.WriteAllBytes(Files.Activities, bytes);
        Assert.Equal(1, Sync(Numbered(2_001), lookback: 100).Added);
        Assert.Equal(ArchiveCheckpoint.Different, ArchiveVerifier.Verify(Files.Activities).Checkpoint);
    }

    [Fact]
    public void Where_the_reading_broke_off_out_of_order_the_gap_is_read_the_next_time()
    {
        var all = Numbered(50);
        using (var archive = ConversationArchive.Open(Files, Now))
        {
            // A page that broke off gave these and not those before them.
            foreach (var activity in all.Skip(40)) archive.Add(activity, []);
            archive.SavePart(brokeOffAt: all[0].EventId);
        }
        Assert.Equal(40, Sync(all).Added);
        Assert.Equal(0, Sync(all).Added);
        var result = ArchiveVerifier.Verify(Files.Activities);
        Assert.Equal((true, 50L, 0L, 40L), (result.IsWhole, result.Count, result.Duplicates, result.OutOfOrder));
    }

    [Fact]
    public void An_activity_ahead_of_the_clock_does_not_hide_what_comes_before_it()
    {
        // The command is killed before its first checkpoint, and by the next one the time of the activity has come.
        var (before, after) = (Now.AddHours(-2).ToUnixTimeMilliseconds(), Now.AddHours(-1).ToUnixTimeMilliseconds());
        Activity[] engine = [Made(before, 0), Made(after + 1_000, 1), Made(after, 2)];
        Sync(engine[..2], now: Now.AddHours(-2), save: false);
        File.WriteAllText(Files.Activities, string.Concat(engine[..2].Select(activity =>
        {
            var line = new ActivityLineWriter().Write(activity);
            return Encoding.UTF8.GetString(line.Array!, line.Offset, line.Count);
        })));
        File.SetLastWriteTimeUtc(Files.Activities, Now.AddHours(-2).UtcDateTime);
        Assert.Equal(1, Sync(engine).Added);
        Assert.Equal(0, Sync(engine).Added);
        Assert.Equal([0, 1, 2], Places());
    }

    [Fact]
    public void Only_one_at_a_time_writes_to_a_folder()
    {
        using (new ArchiveLock(_folder.Path))
        {
            Assert.Equal(ArchiveErrorKind.Locked, Assert.Throws<ArchiveException>(() => new ArchiveLock(_folder.Path)).Kind);
        }
        new ArchiveLock(_folder.Path).Dispose();
    }

    [Fact]
    public void A_test_says_what_is_wrong()
    {
        Sync(Numbered(3));
        var lines = File.ReadAllText(Files.Activities);
        File.AppendAllText(Files.Activities, lines[..(lines.IndexOf('\n', StringComparison.Ordinal) + 1)]);
        var twice = ArchiveVerifier.Verify(Files.Activities);
        Assert.Equal((false, 4L, 1L, 1L, ArchiveCheckpoint.Behind), (twice.IsWhole, twice.Count, twice.Duplicates, twice.OutOfOrder, twice.Checkpoint));

        File.WriteAllText(Files.Activities, lines + lines[..10]);
        Assert.Contains("middle of line 4", Assert.Single(ArchiveVerifier.Verify(Files.Activities).Problems), StringComparison.Ordinal);

        File.WriteAllText(Files.Activities, lines.Replace("Number 1", "Number 7", StringComparison.Ordinal));
        Assert.Equal(ArchiveCheckpoint.Different, ArchiveVerifier.Verify(Files.Activities).Checkpoint);

        File.WriteAllText(Files.Activities, lines);
        Assert.True(ArchiveVerifier.Verify(Files.Activities).IsWhole);
        File.Delete(Files.Checkpoint);
        Assert.Equal((false, ArchiveCheckpoint.Missing), (ArchiveVerifier.Verify(Files.Activities).IsWhole, ArchiveVerifier.Verify(Files.Activities).Checkpoint));
    }
}
