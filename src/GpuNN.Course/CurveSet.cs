namespace GpuNN.Course;

/// <summary>Curves by name, in the order in which they began.</summary>
public sealed class CurveSet
{
    private readonly List<(string Name, List<(double X, double Y)> Points)> _curves = [];

    /// <summary>The curves.</summary>
    public IEnumerable<(string Name, IReadOnlyList<(double X, double Y)> Points)> Curves =>
        _curves.Select(curve => (curve.Name, (IReadOnlyList<(double X, double Y)>)curve.Points));

    /// <summary>Adds a point to a curve.</summary>
    public void Add(string name, double x, double y)
    {
        int index = _curves.FindIndex(curve => curve.Name == name);
        if (index < 0)
        {
            index = _curves.Count;
            _curves.Add((name, []));
        }

        _curves[index].Points.Add((x, y));
    }
}
