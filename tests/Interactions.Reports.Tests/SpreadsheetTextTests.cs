namespace Interactions.Reports.Tests;

public sealed class SpreadsheetTextTests
{
    [Theory]
    [InlineData("=1+1")]
    [InlineData("+1")]
    [InlineData("-1")]
    [InlineData("@SUM(A1)")]
    [InlineData("\t=1+1")]
    [InlineData("\r=1+1")]
    [InlineData("\n=1+1")]
    [InlineData("  =1+1")]
    [InlineData("\u00a0=1+1")]
    [InlineData("\tx")]
    [InlineData("\rx")]
    [InlineData("\uff1d1+1")]
    public void A_formula_gets_an_apostrophe(string text)
    {
        var activity = Given.Text(0, "Customer>Agent", text);
        Assert.Equal("'" + activity.Text, activity.CsvText);
    }

    [Theory]
    [InlineData("")]
    [InlineData("Hi = there")]
    [InlineData("1-2")]
    [InlineData("'=1")]
    [InlineData("\u05e9\u05dc\u05d5\u05dd")]
    public void Other_text_stays(string text)
    {
        var activity = Given.Text(0, "Customer>Agent", text);
        Assert.Equal(activity.Text, activity.CsvText);
    }
}
