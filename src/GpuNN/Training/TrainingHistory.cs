using System.Text;
using System.Text.Json;

namespace GpuNN.Training;

/// <summary>The records of epochs as JSON, for a checkpoint.</summary>
internal static class TrainingHistory
{
    public static string Write(IEnumerable<EpochRecord> history)
    {
        using var text = new MemoryStream();
        using (var writer = new Utf8JsonWriter(text))
        {
            writer.WriteStartArray();
            foreach (EpochRecord record in history)
            {
                writer.WriteStartObject();
                writer.WriteNumber("epoch", record.Epoch);
                writer.WriteString("loss", TrainingCheckpoint.Text(record.Loss));
                writer.WriteString("rate", TrainingCheckpoint.Text(record.LearningRate));
                writer.WriteStartObject("metrics");
                foreach (var (name, value) in record.Metrics) writer.WriteString(name, TrainingCheckpoint.Text(value));
                writer.WriteEndObject();
                writer.WriteEndObject();
            }

            writer.WriteEndArray();
        }

        return Encoding.UTF8.GetString(text.ToArray());
    }

    public static IEnumerable<EpochRecord> Read(string text)
    {
        using JsonDocument document = JsonDocument.Parse(text);
        foreach (JsonElement record in document.RootElement.EnumerateArray())
        {
            yield return new(
                record.GetProperty("epoch").GetInt32(),
                Number(record.GetProperty("loss")),
                Number(record.GetProperty("rate")),
                record.GetProperty("metrics").EnumerateObject().ToDictionary(metric => metric.Name, metric => Number(metric.Value)));
        }
    }

    private static double Number(JsonElement element) =>
        double.Parse(element.GetString()!, System.Globalization.CultureInfo.InvariantCulture);
}
