using GpuNN.Onnx.Execution;

namespace GpuNN.Onnx.Import;

/// <summary>Which elements an output of a resizing takes, with which weights.</summary>
internal sealed class ResizeSampling
{
    private readonly OperatorCall _call;
    private readonly string _coordinates;
    private readonly string _nearest;
    private readonly string _mode;
    private readonly bool _antialiases;
    private readonly bool _excludesOutside;
    private readonly double _cubic;

    public ResizeSampling(OperatorCall call, string coordinates, string nearest)
    {
        _call = call;
        _coordinates = coordinates;
        _nearest = nearest;
        _mode = call.Node.Text("mode", "nearest");
        _antialiases = call.Node.Flag("antialias");
        _excludesOutside = call.Node.Flag("exclude_outside");
        _cubic = call.Node.Float("cubic_coeff_a", -0.75);
        if (_mode is not ("nearest" or "linear" or "bilinear" or "cubic")) throw call.Refuse("attribute mode", $"'{_mode}'", "nearest, linear or cubic");
    }

    /// <summary>Whether a region of interest is cut out.</summary>
    public bool Crops => _coordinates == "tf_crop_and_resize";

    /// <summary>Resizes along one axis.</summary>
    public Tensor Along(Tensor x, ResizeAxis axis)
    {
        var (places, weights) = Taps(axis);
        int taps = places.Length;
        if (_mode == "nearest") return x.IndexSelect(axis.Axis, Tensor.From(places[0], x.Device));
        var perOutput = Shape.Create([.. Enumerable.Range(0, x.Rank).Select(index => index == axis.Axis ? axis.Output : 1)]);
        Tensor real = x.DType.IsFloatingPoint() ? x : x.Cast(DType.Float32);
        Tensor? sum = null;
        for (int tap = 0; tap < taps; tap++)
        {
            Tensor weight = Tensor.From(weights[tap], perOutput, x.Device).Cast(real.DType);
            Tensor part = real.IndexSelect(axis.Axis, Tensor.From(places[tap], x.Device)).Multiply(weight);
            sum = sum is null ? part : sum.Add(part);
        }

        return x.DType.IsFloatingPoint() ? sum! : sum!.Round().Cast(x.DType);
    }

    /// <summary>Puts a value where a region of interest reaches outside.</summary>
    public Tensor Extrapolate(Tensor x, ResizeAxis[] axes)
    {
        if (!Crops) return x;
        Tensor result = x;
        foreach (ResizeAxis axis in axes)
        {
            byte[] isOutside = [.. Enumerable.Range(0, (int)axis.Output).Select(output =>
                Coordinate(axis, output) is var place && (place < 0 || place > axis.Input - 1) ? (byte)1 : (byte)0)];
            if (!isOutside.Contains((byte)1)) continue;
            var perOutput = Shape.Create([.. Enumerable.Range(0, x.Rank).Select(index => index == axis.Axis ? axis.Output : 1)]);
            result = result.MaskedFill(Tensor.From(isOutside, perOutput, x.Device).Cast(DType.Bool), _call.Node.Float("extrapolation_value", 0));
        }

        return result;
    }

    /// <summary>Places and weights of each tap, for every output.</summary>
    private (long[][] Places, double[][] Weights) Taps(ResizeAxis axis)
    {
        double shrink = _antialiases ? Math.Min(axis.Scale, 1) : 1;
        int reach = _mode == "cubic" ? 2 : 1;
        int first = (int)Math.Floor(-reach / shrink) + 1, count = _mode == "nearest" ? 1 : 2 - (2 * first);
        long[][] places = [.. Enumerable.Range(0, count).Select(_ => new long[axis.Output])];
        double[][] weights = [.. Enumerable.Range(0, count).Select(_ => new double[axis.Output])];
        for (int output = 0; output < axis.Output; output++)
        {
            double place = Coordinate(axis, output);
            // The distance from the element before is above 0 and at most 1.
            double before = Math.Ceiling(place) - 1, ratio = place - before;
            if (_mode == "nearest")
            {
                places[0][output] = Math.Clamp((long)before + (TakesNext(ratio) ? 1 : 0), 0, axis.Input - 1);
                continue;
            }

            double total = 0;
            for (int tap = 0; tap < count; tap++)
            {
                long position = (long)before + first + tap;
                double weight = Kernel(Math.Abs((first + tap - ratio) * shrink));
                if (_excludesOutside && (position < 0 || position >= axis.Input)) weight = 0;
                places[tap][output] = Math.Clamp(position, 0, axis.Input - 1);
                weights[tap][output] = weight;
                total += weight;
            }

            if (!_antialiases && !_excludesOutside) continue;
            for (int tap = 0; tap < count; tap++) weights[tap][output] /= total;
        }

        return (places, weights);
    }

    private bool TakesNext(double ratio) => _nearest switch
    {
        "round_prefer_floor" => ratio > 0.5,
        "round_prefer_ceil" => ratio >= 0.5,
        "floor" => ratio == 1,
        "ceil" => true,
        _ => throw _call.Refuse("attribute nearest_mode", $"'{_nearest}'", "round_prefer_floor, round_prefer_ceil, floor or ceil"),
    };

    /// <summary>The weight of an element at a distance: linear, or Keys's cubic convolution.</summary>
    private double Kernel(double distance)
    {
        if (_mode != "cubic") return Math.Max(0, 1 - distance);
        double a = _cubic;
        if (distance <= 1) return ((((a + 2) * distance) - (a + 3)) * distance * distance) + 1;
        return distance < 2 ? (((((a * distance) - (5 * a)) * distance) + (8 * a)) * distance) - (4 * a) : 0;
    }

    private double Coordinate(ResizeAxis axis, long output)
    {
        double scaled = axis.Scale * axis.Input;
        return _coordinates switch
        {
            "half_pixel" => ((output + 0.5) / axis.Scale) - 0.5,
            "half_pixel_symmetric" => (axis.Input / 2.0 * (1 - (axis.Output / scaled))) + ((output + 0.5) / axis.Scale) - 0.5,
            "pytorch_half_pixel" => axis.Output > 1 ? ((output + 0.5) / axis.Scale) - 0.5 : 0,
            "tf_half_pixel_for_nn" => (output + 0.5) / axis.Scale,
            "asymmetric" => output / axis.Scale,
            "align_corners" => scaled == 1 ? 0 : output * (axis.Input - 1) / (scaled - 1),
            "tf_crop_and_resize" => axis.Output > 1
                ? (axis.Start * (axis.Input - 1)) + (output * (axis.End - axis.Start) * (axis.Input - 1) / (axis.Output - 1))
                : 0.5 * (axis.Start + axis.End) * (axis.Input - 1),
            _ => throw _call.Refuse("attribute coordinate_transformation_mode", $"'{_coordinates}'", "a transformation of the standard"),
        };
    }
}
