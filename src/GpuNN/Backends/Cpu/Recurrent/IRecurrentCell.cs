namespace GpuNN.Backends.Cpu.Recurrent;

/// <summary>The elementwise part of a recurrent cell, for a block of samples and units at a step.</summary>
internal unsafe interface IRecurrentCell
{
    /// <summary>The products with the state that a unit needs.</summary>
    static abstract int Gates { get; }

    /// <summary>Where a unit's projected inputs lie, gate after gate H apart, samples as many gates times H.</summary>
    float* InputsOf(int t, int sample, int unit);

    /// <summary>Computes the block's new state at time <paramref name="t"/>.</summary>
    void Forward<TLanes>(int t, in UnitBlock block)
        where TLanes : struct, IUnitLanes;

    /// <summary>Writes zeros for a time the block's samples do not have.</summary>
    void Skip(int t, in UnitBlock block);
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
    void Backward<TLanes>(int t, int sample, int unit, int lanes, float* carried)
        where TLanes : struct, IUnitLanes;

    /// <summary>Writes zeros for a time the sample does not have.</summary>
    void Skip(int t, int sample, int unit, int lanes);
}
