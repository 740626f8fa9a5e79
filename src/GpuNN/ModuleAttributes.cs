using System.Runtime.CompilerServices;

// Locals are not cleared before they are written: shapes are 72 bytes each, and an operator on next to nothing spent a sixth
// of its time clearing those that it was about to write. Memory from stackalloc holds anything.
[module: SkipLocalsInit]
