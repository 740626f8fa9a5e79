using GpuNN.Optimizers;
using GpuNN.Optimizers.Schedules;

namespace GpuNN.Tests.Optimizers;

/// <summary>The forms of the course notes, written out: the learning rate inside of the velocity, ε under the root, and
/// Nesterov's look-ahead at θ − βm.</summary>
public sealed class NotesFormsTests
{
    private const double Beta = 0.9;

    private static readonly LearningRateSchedule Schedule = new ExponentialSchedule(0.1, 0.7);

    [Fact]
    public void Momentum_with_the_rate_inside_is_the_notes_under_a_schedule()
    {
        double[][] expected = Simulate(1, (theta, state, gradient, rate, _) =>
        {
            state[0] = (Beta * state[0]) + (rate * gradient(theta));
            return theta - state[0];
        });
        double[][] actual = TestProblem.Run(new Sgd([TestProblem.Parameter(Device.Reference)], 0.1, Beta) { RateInside = true, Schedule = Schedule });
        TestProblem.AssertClose(expected, actual, 1e-12);
    }

    [Fact]
    public void The_two_places_of_the_rate_part_once_it_changes()
    {
        double[] Last(bool inside, LearningRateSchedule? schedule) => TestProblem.Run(
            new Sgd([TestProblem.Parameter(Device.Reference)], 0.1, Beta) { RateInside = inside, Schedule = schedule })[^1];
        TestProblem.AssertClose([Last(true, null)], [Last(false, null)], 1e-12);
        Assert.True(Math.Abs(Last(true, Schedule)[0] - Last(false, Schedule)[0]) > 1e-2);
    }

    [Fact]
    public void Nesterov_holds_the_look_ahead_of_the_textbook_form()
    {
        const double Rate = 0.1;
        double[] theta = [.. TestProblem.Start], velocity = new double[5];
        var expected = new double[10][];
        for (int step = 0; step < 10; step++)
        {
            for (int index = 0; index < theta.Length; index++)
            {
                double gradient = TestProblem.Gradient(theta[index] - (Beta * velocity[index]), step, index);
                velocity[index] = (Beta * velocity[index]) + (Rate * gradient);
                theta[index] -= velocity[index];
            }

            expected[step] = [.. theta.Select((value, index) => value - (Beta * velocity[index]))];
        }

        foreach (bool inside in new[] { false, true })
        {
            double[][] actual = TestProblem.Run(new Sgd([TestProblem.Parameter(Device.Reference)], Rate, Beta, isNesterov: true) { RateInside = inside });
            TestProblem.AssertClose(expected, actual, 1e-12);
        }
    }

    [Fact]
    public void AdaGrad_with_epsilon_under_the_root()
    {
        double[][] expected = Simulate(1, (theta, state, gradient, rate, _) =>
        {
            double g = gradient(theta);
            state[0] += g * g;
            return theta - (rate * g / Math.Sqrt(state[0] + 0.01));
        });
        var optimizer = new AdaGrad([TestProblem.Parameter(Device.Reference)], 0.1, 0.01) { EpsilonInside = true, Schedule = Schedule };
        TestProblem.AssertClose(expected, TestProblem.Run(optimizer), 1e-12);
    }

    [Fact]
    public void RmsProp_with_epsilon_under_the_root()
    {
        double[][] expected = Simulate(1, (theta, state, gradient, rate, _) =>
        {
            double g = gradient(theta);
            state[0] = (0.9 * state[0]) + (0.1 * g * g);
            return theta - (rate * g / Math.Sqrt(state[0] + 0.01));
        });
        var optimizer = new RmsProp([TestProblem.Parameter(Device.Reference)], 0.1, 0.9, 0.01) { EpsilonInside = true, Schedule = Schedule };
        TestProblem.AssertClose(expected, TestProblem.Run(optimizer), 1e-12);
    }

    [Fact]
    public void AdaDelta_with_epsilon_outside_of_the_roots()
    {
        double[][] expected = Simulate(2, (theta, state, gradient, rate, _) =>
        {
            double g = gradient(theta);
            state[0] = (0.9 * state[0]) + (0.1 * g * g);
            double u = g * (Math.Sqrt(state[1]) + 0.01) / (Math.Sqrt(state[0]) + 0.01);
            state[1] = (0.9 * state[1]) + (0.1 * u * u);
            return theta - (rate * u);
        });
        var optimizer = new AdaDelta([TestProblem.Parameter(Device.Reference)], 0.1, 0.9, 0.01) { EpsilonInside = false, Schedule = Schedule };
        TestProblem.AssertClose(expected, TestProblem.Run(optimizer), 1e-12);
    }

    [Fact]
    public void Adam_corrects_copies_and_keeps_the_moments()
    {
        double[][] expected = Simulate(2, (theta, state, gradient, rate, step) =>
        {
            double g = gradient(theta);
            state[0] = (0.8 * state[0]) + (0.2 * g);
            state[1] = (0.95 * state[1]) + (0.05 * g * g);
            double first = state[0] / (1 - Math.Pow(0.8, step + 1)), second = state[1] / (1 - Math.Pow(0.95, step + 1));
            return theta - (rate * first / Math.Sqrt(second + 0.01));
        });
        var optimizer = new Adam([TestProblem.Parameter(Device.Reference)], 0.1, 0.8, 0.95, 0.01) { EpsilonInside = true, Schedule = Schedule };
        TestProblem.AssertClose(expected, TestProblem.Run(optimizer), 1e-12);
    }

    private delegate double Rule(double theta, double[] state, Func<double, double> gradient, double rate, int step);

    private static double[][] Simulate(int states, Rule rule)
    {
        double[] theta = [.. TestProblem.Start];
        double[][] state = [.. theta.Select(_ => new double[states])];
        var steps = new double[10][];
        for (int step = 0; step < steps.Length; step++)
        {
            int current = step;
            for (int index = 0; index < theta.Length; index++)
            {
                int element = index;
                theta[index] = rule(theta[index], state[index], value => TestProblem.Gradient(value, current, element), Schedule.At(step), step);
            }

            steps[step] = [.. theta];
        }

        return steps;
    }
}
