using System.Management.Automation;
using System.Management.Automation.Runspaces;
using System.Reflection;

namespace Interactions.PowerShell;

/// <summary>What PowerShell is told about the types of the model: what the views show, and how deep jobs and remoting serialize.</summary>
/// <remarks>
/// A types file would say the same, but takes longer to import, cannot hide properties from Select-Object and ConvertTo-Json, and fails
/// where another version of the module was loaded before ("already present").
/// </remarks>
internal static class ViewTypeData
{
    /// <summary>Adds the type data to the current runspace, in place of what another version has added.</summary>
    public static void Add()
    {
        var activity = ForActivity("Interactions.Activity");
        // Sender, recipient and message are objects, and a list or card holds more. Without this, jobs and remoting would turn them into strings.
        activity.SerializationDepth = 8;

        var deserialized = ForActivity("Deserialized.Interactions.Activity");
        var timestamp = new CodePropertyData(nameof(ActivityView.Timestamp), typeof(ActivityView).GetMethod(nameof(ActivityView.Timestamp)));
        deserialized.Members[timestamp.Name] = timestamp;

        var all = ObjectView.Types.Where(type => type != typeof(Activity)).Select(ForSerialization)
            .Concat([ForObject("Interactions.EngineObject"), ForObject("Deserialized.Interactions.EngineObject"), activity, deserialized,
                ForResult(typeof(InteractionMeasurement), typeof(MeasurementView)), ForResult(typeof(InteractionPeriod), typeof(PeriodView)),
                ForResult(typeof(ArchiveSyncResult), typeof(ArchiveView)), ForResult(typeof(ArchiveTestResult), typeof(ArchiveView)),
                ForDeserialized(typeof(ArchiveSyncResult), typeof(ArchiveView)), ForDeserialized(typeof(ArchiveTestResult), typeof(ArchiveView))]);

        // By its type, because by its name PowerShell would first load the whole Utility module.
        var command = new CmdletInfo("Update-TypeData", Type.GetType("Microsoft.PowerShell.Commands.UpdateTypeDataCommand, Microsoft.PowerShell.Commands.Utility", throwOnError: true));
        // What runs a script has been compiled by then, as the module's own script is running. The PowerShell class has not.
        ScriptBlock.Create("param($command, $data) & $command -TypeData $data -Force").Invoke(command, all.ToArray());
    }

    /// <remarks>Jobs, remoting and Export-Clixml would serialize hidden properties, too.</remarks>
    private static TypeData ForSerialization(Type type) => new(type.FullName)
    {
        SerializationMethod = "SpecificProperties",
        PropertySerializationSet = new PropertySetData(type.GetProperties().Select(property => property.Name)),
    };

    private static TypeData ForResult(Type type, Type view)
    {
        var data = ForSerialization(type);
        AddHidden(data, view);
        return data;
    }

    private static TypeData ForDeserialized(Type type, Type view)
    {
        var data = new TypeData($"Deserialized.{type.FullName}");
        AddHidden(data, view);
        return data;
    }

    private static TypeData ForObject(string type)
    {
        var data = new TypeData(type) { DefaultDisplayPropertySet = new PropertySetData([nameof(ObjectView.Summary)]) };
        AddHidden(data, typeof(ObjectView));
        return data;
    }

    /// <remarks>The default properties are shown where no view applies, because objects of another type came first.</remarks>
    private static TypeData ForActivity(string type)
    {
        var data = new TypeData(type) { DefaultDisplayPropertySet = new PropertySetData(["Timestamp", "Sender", "Recipient", "Text", "ConversationId"]) };
        AddHidden(data, typeof(ActivityView));
        return data;
    }

    /// <summary>Adds each public method of a class as a property that only views see.</summary>
    private static void AddHidden(TypeData data, Type view)
    {
        foreach (var method in view.GetMethods(BindingFlags.Public | BindingFlags.Static | BindingFlags.DeclaredOnly).Where(method => method.Name != nameof(ActivityView.Timestamp)))
            data.Members[method.Name] = new CodePropertyData(method.Name, method) { IsHidden = true };
    }
}
