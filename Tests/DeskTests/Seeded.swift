/// A generator that gives the same for the same seed.
struct Seeded: RandomNumberGenerator {
    private var state: UInt64

    // Not a multiple of the step: the runs of two seeds must not be windows of one sequence.
    init(_ seed: UInt64) { state = (seed ^ 0x5DEE_CE66_D1CE_4E5B) &* 0xD1B5_4A32_D192_ED03 }

    mutating func next() -> UInt64 {
        state = state &+ 0x9E37_79B9_7F4A_7C15
        var z = state
        z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
        z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
        return z ^ (z >> 31)
    }
}
