using System.IO.Compression;
using System.Text;

namespace Interactions.Client.Tests;

public sealed class ActivityFileTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    private static Activity Numbered(int number) => Parse.Activity(Emulated.Message(number, number).Span);

    private static void Write(ActivityFileWriter file, IEnumerable<int> numbers, bool commit = true)
    {
        using (file)
        {
            foreach (var number in numbers) file.Write(Numbered(number));
            if (commit) file.Commit();
        }
    }

    private static (List<int> Places, List<(long Line, string Problem)> Problems) Read(string path, params Guid[] only)
    {
        var (activities, problems) = (new List<Activity>(), new List<(long, string)>());
        using var file = new ActivityFileReader(path, only.Length == 0 ? null : only);
        while (file.Read())
        {
            if (file.Activity is { } activity) activities.Add(activity);
            else problems.Add((file.LineNumber, file.Problem!));
        }
        return (Emulated.Places(activities).ToList(), problems);
    }

    [Theory]
    [InlineData("a.jsonl", 0)]
    [InlineData("a.jsonl", 1000)]
    [InlineData("a.jsonl.gz", 0)]
    [InlineData("a.JSONL.GZ", 1000)]
    public void What_is_written_is_read(string name, int count)
    {
        Write(ActivityFileWriter.Create(_folder[name]), Enumerable.Range(0, count));
        Assert.Equal(Enumerable.Range(0, count), Read(_folder[name]).Places);
        Assert.Empty(Read(_folder[name]).Problems);
        Assert.Equal([name], _folder.Names);
        Assert.Equal(name.EndsWith("gz", StringComparison.OrdinalIgnoreCase), File.ReadAllBytes(_folder[name]) is [0x1F, 0x8B, ..]);
    }

    [Theory]
    [InlineData("a.jsonl")]
    [InlineData("a.jsonl.gz")]
    public void An_interrupted_file_leaves_the_old_one(string name)
    {
        Write(ActivityFileWriter.Create(_folder[name]), [1, 2]);
        Write(ActivityFileWriter.Create(_folder[name]), Enumerable.Range(5, 5000), commit: false);
        Assert.Equal([1, 2], Read(_folder[name]).Places);
        Assert.Equal([name], _folder.Names);
    }

    [Fact]
    public void Until_it_is_whole_the_old_one_is_read()
    {
        Write(ActivityFileWriter.Create(_folder["a"]), [1, 2]);
        using var file = ActivityFileWriter.Create(_folder["a"]);
        for (var i = 5; i < 5000; i++) file.Write(Numbered(i));
        Assert.Equal([1, 2], Read(_folder["a"]).Places);
        file.Commit();
        Assert.Equal(4995, Read(_folder["a"]).Places.Count);
    }

    [Fact]
    public void Appending_goes_on_behind_the_end()
    {
        Write(ActivityFileWriter.Append(_folder["a"]), [1, 2]);
        Write(ActivityFileWriter.Append(_folder["a"]), [3]);
        Assert.Equal([1, 2, 3], Read(_folder["a"]).Places);
        Write(ActivityFileWriter.Append(_folder["a"]), Enumerable.Range(4, 5000), commit: false);
        Assert.Equal([1, 2, 3], Read(_folder["a"]).Places);
    }

    [Fact]
    public void Appending_to_half_a_line_keeps_it_apart()
    {
        Write(ActivityFileWriter.Create(_folder["a"]), [1, 2]);
        using (var file = File.OpenWrite(_folder["a"])) file.SetLength(file.Length - 10);
        Write(ActivityFileWriter.Append(_folder["a"]), [3]);
        var read = Read(_folder["a"]);
        Assert.Equal([1, 3], read.Places);
        Assert.Equal(2, Assert.Single(read.Problems).Line);
    }

    [Fact]
    public void Broken_lines_are_named_and_the_others_read()
    {
        Write(ActivityFileWriter.Create(_folder["a"]), [1, 2, 3]);
        var lines = File.ReadAllLines(_folder["a"]);
        File.WriteAllText(_folder["a"], $"\ufeff{lines[0]}\r\n\n{lines[1][..50]}\n  \n{lines[2]}\nnull\n{lines[1]}");
        var read = Read(_folder["a"]);
        Assert.Equal([1, 3, 2], read.Places);
        Assert.Equal([3, 6], read.Problems.Select(problem => problem.Line));
        Assert.All(read.Problems, problem => Assert.DoesNotContain("LineNumber", problem.Problem, StringComparison.Ordinal));
    }

    [Fact]
    public void A_line_of_any_length_is_read()
    {
        var text = new string('x', 3_000_000);
        using (var file = ActivityFileWriter.Create(_folder["a"]))
        {
            file.Write(Parse.Activity($$"""{"eventId":1,"externalId":"7","note":"{{text}}"}"""));
            file.Write(Numbered(8));
            file.Commit();
        }
        Assert.Equal([7, 8], Read(_folder["a"]).Places);
    }

    [Fact]
    public void Only_the_wanted_conversations_are_read()
    {
        Write(ActivityFileWriter.Create(_folder["a"]), [1]);
        var other = Guid.NewGuid();
        var line = File.ReadAllText(_folder["a"]);
        File.AppendAllText(_folder["a"], line.Replace(InMemoryReply.ConversationId.ToString(), other.ToString(), StringComparison.Ordinal).Replace("\"1\"", "\"2\"", StringComparison.Ordinal));
        File.AppendAllText(_folder["a"], $$"""{"externalId":"3","conversationId":"{{other}}"}""");
        Assert.Equal([2, 3], Read(_folder["a"], other).Places);
        Assert.Equal([1], Read(_folder["a"], InMemoryReply.ConversationId).Places);
    }

    private static byte[] Gzip(string text)
    {
        using var to = new MemoryStream();
        using (var gzip = new GZipStream(to, CompressionLevel.Optimal)) gzip.Write(Encoding.UTF8.GetBytes(text));
        return to.ToArray();
    }

    private string[] Lines(int count)
    {
        Write(ActivityFileWriter.Create(_folder["lines"]), Enumerable.Range(0, count));
        return [.. File.ReadAllLines(_folder["lines"]).Select(line => line + "\n")];
    }

    [Theory]
    [InlineData(2)]
    [InlineData(500)]
    public void All_members_of_a_compressed_file_are_read(int members)
    {
        var bytes = Lines(members * 3).Chunk(3).SelectMany(lines => Gzip(string.Concat(lines))).ToArray();
        File.WriteAllBytes(_folder["a.gz"], bytes);
        Assert.Equal(Enumerable.Range(0, members * 3), Read(_folder["a.gz"]).Places);
    }

    [Fact]
    public void A_header_with_all_its_fields_is_passed()
    {
        var plain = Gzip(Lines(1)[0]);
        byte[] header = [0x1F, 0x8B, 8, 4 | 8 | 16 | 2, 0, 0, 0, 0, 0, 255, 3, 0, 1, 2, 3, .. "name"u8, 0, .. "comment"u8, 0, 0xAA, 0xBB];
        File.WriteAllBytes(_folder["a.gz"], [.. header, .. plain.AsSpan(10)]);
        var read = Read(_folder["a.gz"]);
        Assert.Empty(read.Problems);
        Assert.Equal([0], read.Places);
    }

    [Fact]
    public void A_compressed_file_that_is_cut_off_or_damaged_anywhere_is_an_error()
    {
        var lines = Lines(4);
        byte[] bytes = [.. Gzip(lines[0] + lines[1]), .. Gzip(lines[2] + lines[3])];
        var second = Gzip(lines[0] + lines[1]).Length;
        for (var length = 0; length < bytes.Length; length++)
        {
            File.WriteAllBytes(_folder["a.gz"], bytes[..length]);
            // Between the two, what is there is whole.
            Assert.Equal(length == second, Read(_folder["a.gz"]).Problems.Count == 0);
        }
        for (var at = bytes.Length - 8; at < bytes.Length; at++)
        {
            var damaged = (byte[])bytes.Clone();
            damaged[at] ^= 1;
            File.WriteAllBytes(_folder["a.gz"], damaged);
            Assert.Single(Read(_folder["a.gz"]).Problems);
        }
    }

    [Fact]
    public void A_compressed_file_is_known_by_its_content_too()
    {
        File.WriteAllBytes(_folder["a.jsonl"], Gzip(string.Concat(Lines(3))));
        Assert.Equal([0, 1, 2], Read(_folder["a.jsonl"]).Places);
    }

    [Fact]
    public void A_folder_is_not_written_over()
    {
        Directory.CreateDirectory(_folder["a"]);
        Assert.Throws<IOException>(() => ActivityFileWriter.Create(_folder["a"]));
        Assert.ThrowsAny<Exception>(() => ActivityFileWriter.Create(_folder["missing/a"]));
        Assert.Equal(["a"], _folder.Names);
    }

#if !DESKTOP
    [Fact]
    public void A_link_stays_a_link_and_nobody_else_may_read_what_replaces_a_file()
    {
        if (OperatingSystem.IsWindows()) return;
        Write(ActivityFileWriter.Create(_folder["a"]), [1]);
        File.SetUnixFileMode(_folder["a"], UnixFileMode.UserRead | UnixFileMode.UserWrite);
        File.CreateSymbolicLink(_folder["link"], _folder["a"]);
        Write(ActivityFileWriter.Create(_folder["link"]), [2]);
        Assert.Equal("a", Path.GetFileName(new FileInfo(_folder["link"]).LinkTarget));
        Assert.Equal([2], Read(_folder["a"]).Places);
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(_folder["a"]));
    }
#endif

    [Fact]
    public void The_checksum_is_that_of_the_standard_and_can_be_carried_on()
    {
        var bytes = "123456789"u8.ToArray();
        Assert.Equal(0xCBF43926u, Crc32.Append(0, bytes));
        for (var i = 0; i <= bytes.Length; i++) Assert.Equal(0xCBF43926u, Crc32.Append(Crc32.Append(0, bytes.AsSpan(0, i)), bytes.AsSpan(i)));
    }
}
