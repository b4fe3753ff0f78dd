using System.Management.Automation;

namespace Interactions.PowerShell;

/// <summary>Says of what is no activity why it cannot be written to a file, rather than how a type could not be converted.</summary>
[AttributeUsage(AttributeTargets.Property)]
internal sealed class ReadActivityAttribute : ArgumentTransformationAttribute
{
    private const string Deserialized = "Deserialized.";
    private const string Selected = "Selected.";

    public override object Transform(EngineIntrinsics engineIntrinsics, object inputData)
    {
        if (inputData is Activity or Activity[]) return inputData;
        var plain = inputData is PSObject wrapped ? wrapped.BaseObject : inputData;
        if (plain is Activity or Activity[]) return plain;
        if (plain is System.Collections.IList several) foreach (var one in several) Check(one);
        else Check(inputData);
        return inputData;
    }

    private static void Check(object? given)
    {
        if ((given is PSObject wrapped ? wrapped.BaseObject : given) is Activity) return;
        var type = given is PSObject { TypeNames: { Count: > 0 } names } ? names[0] : given?.GetType().FullName ?? "null";
        var why = type.StartsWith(Deserialized, StringComparison.Ordinal)
            ? "It comes from a job, another machine or Import-Clixml, and no longer holds what the engine sent. Export where the activities are read."
            : type.StartsWith(Selected, StringComparison.Ordinal)
            ? "It comes from Select-Object -Property, and holds only a part of an activity. Export before you select properties."
            : "Only what Get-InteractionActivity and Import-InteractionActivity give can be exported.";
        throw new ArgumentTransformationMetadataException($"{SafeText.Of(type)} is not an activity as the engine sent it. {why}");
    }
}
