namespace GpuNN.Data.Generated;

/// <summary>Zachary's karate club (1977): 34 members, 78 friendships, and the two clubs that it split into.</summary>
public static class KarateClub
{
    /// <summary>The number of members.</summary>
    public const int Members = 34;

    private static readonly int[][] LaterFriends =
    [
        [1, 2, 3, 4, 5, 6, 7, 8, 10, 11, 12, 13, 17, 19, 21, 31],
        [2, 3, 7, 13, 17, 19, 21, 30],
        [3, 7, 8, 9, 13, 27, 28, 32],
        [7, 12, 13],
        [6, 10],
        [6, 10, 16],
        [16],
        [],
        [30, 32, 33],
        [33],
        [], [], [],
        [33],
        [32, 33],
        [32, 33],
        [], [],
        [32, 33],
        [33],
        [32, 33],
        [],
        [32, 33],
        [25, 27, 29, 32, 33],
        [25, 27, 31],
        [31],
        [29, 33],
        [33],
        [31, 33],
        [32, 33],
        [32, 33],
        [32, 33],
        [33],
        [],
    ];

    /// <summary>The friendships, each once.</summary>
    public static IReadOnlyList<(int Source, int Target)> Friendships { get; } =
        [.. LaterFriends.SelectMany((friends, member) => friends.Select(friend => (member, friend)))];

    /// <summary>Which club each member joined: 0 the instructor's, 1 the administrator's.</summary>
    public static IReadOnlyList<long> Clubs { get; } =
    [
        0, 0, 0, 0, 0, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1, 1, 0, 0, 1, 0, 1, 0, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1,
    ];
}
