namespace GpuNN.Bench.Report.Svg;

/// <summary>Puts labels beside their points where nothing else stands; a label with no room is left out.</summary>
internal sealed class LabelPlacer(double left, double top, double right, double bottom)
{
    private readonly List<(double Left, double Top, double Right, double Bottom)> _taken = [];

    /// <summary>Marks room as taken.</summary>
    public void Block(double x, double y, double halfWidth, double halfHeight) =>
        _taken.Add((x - halfWidth, y - halfHeight, x + halfWidth, y + halfHeight));

    /// <summary>The text's start and baseline, or null where no side has room.</summary>
    public (double X, double Y)? Place(double x, double y, double width, double fontSize, double distance)
    {
        double height = fontSize * 1.1;
        (double X, double Y)[] corners =
        [
            (x + distance, y - height / 2), (x - distance - width, y - height / 2),
            (x - width / 2, y - distance - height), (x - width / 2, y + distance),
            (x + distance * 0.7, y - distance - height * 0.7), (x + distance * 0.7, y + distance * 0.5),
            (x - distance * 0.7 - width, y - distance - height * 0.7), (x - distance * 0.7 - width, y + distance * 0.5),
        ];
        foreach ((double cornerX, double cornerY) in corners)
        {
            var box = (Left: cornerX, Top: cornerY, Right: cornerX + width, Bottom: cornerY + height);
            if (box.Left < left || box.Top < top || box.Right > right || box.Bottom > bottom)
                continue;
            if (_taken.Exists(other => box.Left < other.Right && other.Left < box.Right && box.Top < other.Bottom && other.Top < box.Bottom))
                continue;
            _taken.Add(box);
            return (cornerX, cornerY + fontSize * 0.86);
        }
        return null;
    }
}
