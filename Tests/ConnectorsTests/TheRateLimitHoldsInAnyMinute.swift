import Testing

@testable import Connectors

@Suite struct TheRateLimitHoldsInAnyMinute {
    /// Times of `take` and the wait that each gives; 60 a minute: 6 at once, then 0.9 a second.
    @Test func asInTheTable() {
        var bucket = TokenBucket(perMinute: 60, at: .zero)
        let table: [(at: Double, wait: Double?)] = [
            (0, 0), (0, 0), (0, 0), (0, 0), (0, 0), (0, 0), (0, 1 / 0.9), (0, 2 / 0.9), (0, nil), (1, 3 / 0.9 - 1),
            (100, 0),
        ]
        for (line, row) in table.enumerated() {
            let wait = bucket.take(at: .seconds(row.at), longest: .seconds(3))
            #expect(
                (wait.map { ($0 / .seconds(1) * 1_000).rounded() }) == row.wait.map { ($0 * 1_000).rounded() },
                "line \(line)"
            )
        }
    }

    @Test func aPauseHoldsForEveryoneAndSavesNothingUp() {
        var bucket = TokenBucket(perMinute: 60, at: .zero)
        bucket.pause(for: .seconds(20), at: .seconds(1))
        #expect(bucket.pause(at: .seconds(2)) == .seconds(19))
        #expect(bucket.take(at: .seconds(2), longest: .seconds(10)) == nil)
        let first = bucket.take(at: .seconds(21), longest: .seconds(10)) ?? .seconds(99)
        #expect(abs(first / .seconds(1) - 1 / 0.9) < 0.001)
        bucket.pause(for: .seconds(1), at: .seconds(22))
        #expect(bucket.pause(at: .seconds(22)) == .seconds(1))
        bucket.pause(for: .zero, at: .seconds(22))
        #expect(bucket.pause(at: .seconds(22)) == .seconds(1), "a shorter pause does not end a longer one")
    }

    /// Clients as greedy as can be: bursts, steady streams and pauses in every mixture of a seeded generator.
    @Test(arguments: [1, 2, 5, 30, 60, 300, 1_200]) func noWindowOfAMinuteHoldsMore(_ limit: Int) {
        for seed in UInt64(1)...8 {
            var (dice, bucket) = (Dice(seed: seed), TokenBucket(perMinute: limit, at: .zero))
            var (now, sent) = (0.0, [Double]())
            while now < 400 {
                guard let wait = bucket.take(at: .seconds(now), longest: .seconds(60)) else {
                    now += 1
                    continue
                }
                sent.append(now + wait / .seconds(1))
                now += dice.next(below: 4) == 0 ? Double(dice.next(below: 90)) : 0
            }
            sent.sort()
            for index in sent.indices.dropFirst(limit) {
                #expect(sent[index] - sent[index - limit] > 59.99, "seed \(seed), request \(index)")
            }
        }
    }
}

/// SplitMix64, so that a failure can be replayed from its seed.
struct Dice {
    private var state: UInt64

    init(seed: UInt64) { state = seed }

    mutating func next(below bound: Int) -> Int {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return Int((mixed ^ (mixed >> 31)) % UInt64(bound))
    }
}
