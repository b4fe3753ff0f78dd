using Interactions.Reports.Charts;
using Interactions.Reports.Transcripts;

namespace Interactions.Reports.Tests;

/// <summary>Runs alone: the memory that it measures is that of the whole process.</summary>
[CollectionDefinition(nameof(MemoryTests), DisableParallelization = true)]
[Collection(nameof(MemoryTests))]
public sealed class MemoryTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory().FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void A_transcript_of_a_hundred_thousand_activities_needs_no_more_memory_than_of_a_few()
    {
        var path = Path.Combine(_folder, "transcript");
        using var transcript = new Transcript(path, Given.Conversation, new TranscriptOptions());
        for (var i = 0; i < 1000; i++) transcript.Add(Given.Text(i, i % 2 == 0 ? "Customer>Agent" : "Agent>Customer"));
        var before = GC.GetTotalMemory(forceFullCollection: true);
        for (var i = 1000; i < 100_000; i++) transcript.Add(Given.Text(i, i % 2 == 0 ? "Customer>Agent" : "Agent>Customer"));
        Assert.InRange(GC.GetTotalMemory(forceFullCollection: true) - before, long.MinValue, 4_000_000);
        transcript.Complete(ReadingOutcome.NoFailureSeen);
        Assert.InRange(new FileInfo(path).Length, 10_000_000, 60_000_000);
    }

    [Fact]
    public void A_report_of_ten_thousand_conversations_needs_little_memory()
    {
        var before = GC.GetTotalMemory(forceFullCollection: true);
        var report = new InteractionReport(new PageOptions());
        foreach (var activity in Given.Conversations(10_000)) report.Add(activity);
        Assert.InRange(GC.GetTotalMemory(forceFullCollection: true) - before, long.MinValue, 40_000_000);
        var path = Path.Combine(_folder, "report.html");
        report.Write(path);
        Assert.InRange(new FileInfo(path).Length, 10_000, 200_000);
    }
}
