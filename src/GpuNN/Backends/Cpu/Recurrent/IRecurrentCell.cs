namespace GpuNN.Backends.Cpu.Recurrent;

/// <summary>The elementwise part of a recurrent cell, for eight units of one sample at a step.</summary>
internal unsafe interface IRecurrentCell
{
    /// <summary>The products with the state that a unit needs.</summary>
    static abstract int Gates { get; }

    /// <summary>
    /// Computes units from <paramref name="unit"/> on at time <paramref name="t"/>: <paramref name="sums"/> holds h·Uᵀ, gate
    /// after gate <paramref name="gateStride"/> apart, <paramref name="previous"/> the units' state; the new one goes to
    /// <paramref name="next"/>.
    /// </summary>
    void Forward(int t, int sample, int unit, int lanes, float* sums, nint gateStride, float* previous, float* next);

    /// <summary>Writes zeros for a time the sample does not have.</summary>
    void Skip(int t, int sample, int unit, int lanes);
}

/// <summary>The elementwise part of back-propagation through a recurrent cell.</summary>
internal unsafe interface IRecurrentGradientCell
{
    /// <summary>The gradients with regard to products with the state that a unit has.</summary>
    static abstract int Gates { get; }

    /// <summary>
    /// Computes the gates' gradients of units from <paramref name="unit"/> on at time <paramref name="t"/>;
    /// <paramref name="carried"/> is what the next step's products hand down, null at the sample's last step.
    /// </summary>
    void Backward(int t, int sample, int unit, int lanes, float* carried);

    /// <summary>Writes zeros for a time the sample does not have.</summary>
    void Skip(int t, int sample, int unit, int lanes);
}
