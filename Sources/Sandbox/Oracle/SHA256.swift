/// SHA-256 (FIPS 180-4) and HMAC (RFC 2104): the stand-in checks signatures by other code than what makes them.
enum SHA256 {
    private static let constants: [UInt32] = primes(64).map { fraction(ofRoot: 1.0 / 3, of: $0) }
    private static let start: [UInt32] = primes(8).map { fraction(ofRoot: 0.5, of: $0) }

    static func hash(_ message: [UInt8]) -> [UInt8] {
        var state = start
        let bytes = padded(message)
        for block in stride(from: 0, to: bytes.count, by: 64) { state = compress(state, bytes[block..<block + 64]) }
        return state.flatMap { word in [24, 16, 8, 0].map { UInt8(truncatingIfNeeded: word >> $0) } }
    }

    static func code(_ message: [UInt8], key: [UInt8]) -> [UInt8] {
        let short = key.count > 64 ? hash(key) : key
        let key = short + [UInt8](repeating: 0, count: 64 - short.count)
        return hash(key.map { $0 ^ 0x5C } + hash(key.map { $0 ^ 0x36 } + message))
    }

    private static func padded(_ message: [UInt8]) -> [UInt8] {
        let zeros = (119 - message.count % 64) % 64
        let bits = UInt64(message.count) * 8
        let length = stride(from: 56, through: 0, by: -8).map { UInt8(truncatingIfNeeded: bits >> UInt64($0)) }
        return message + [0x80] + [UInt8](repeating: 0, count: zeros) + length
    }

    private static func compress(_ state: [UInt32], _ block: ArraySlice<UInt8>) -> [UInt32] {
        var schedule = stride(from: block.startIndex, to: block.endIndex, by: 4).map { index in
            block[index..<index + 4].reduce(UInt32(0)) { $0 << 8 | UInt32($1) }
        }
        for index in 16..<64 {
            let (early, late) = (schedule[index - 15], schedule[index - 2])
            let first = turn(early, 7) ^ turn(early, 18) ^ early >> 3
            let second = turn(late, 17) ^ turn(late, 19) ^ late >> 10
            schedule.append(schedule[index - 16] &+ first &+ schedule[index - 7] &+ second)
        }
        var work = state
        for index in 0..<64 {
            let (a, b, c, e) = (work[0], work[1], work[2], work[4])
            let choice = (e & work[5]) ^ (~e & work[6])
            let first =
                work[7] &+ (turn(e, 6) ^ turn(e, 11) ^ turn(e, 25)) &+ choice &+ constants[index] &+ schedule[index]
            let second = (turn(a, 2) ^ turn(a, 13) ^ turn(a, 22)) &+ ((a & b) ^ (a & c) ^ (b & c))
            work = [first &+ second, a, b, c, work[3] &+ first, e, work[5], work[6]]
        }
        return zip(state, work).map { $0 &+ $1 }
    }

    private static func turn(_ word: UInt32, _ count: UInt32) -> UInt32 { word >> count | word << (32 - count) }

    private static func primes(_ count: Int) -> [Int] {
        var found: [Int] = []
        var next = 2
        while found.count < count {
            if !found.contains(where: { next.isMultiple(of: $0) }) { found.append(next) }
            next += 1
        }
        return found
    }

    /// The first 32 bits of the fraction of a root, by integers: `floor(root * 2^32)` is the largest whose power fits.
    private static func fraction(ofRoot exponent: Double, of prime: Int) -> UInt32 {
        let power = exponent == 0.5 ? 2 : 3
        let (wanted, shift) = (UInt64(prime), UInt64(32))
        var root: UInt64 = 0
        for bit in (0..<36).reversed() {
            let candidate = root | 1 << UInt64(bit)
            if isAtMost(candidate, power: power, wanted, shift: shift) { root = candidate }
        }
        return UInt32(truncatingIfNeeded: root)
    }

    /// Whether `candidate^power <= prime * 2^(32 * power)`.
    private static func isAtMost(_ candidate: UInt64, power: Int, _ prime: UInt64, shift: UInt64) -> Bool {
        let square = UInt128(candidate) * UInt128(candidate)
        if power == 2 { return square <= UInt128(prime) << (2 * UInt128(shift)) }
        // 36 bits cubed are 108.
        return square * UInt128(candidate) <= UInt128(prime) << (3 * UInt128(shift))
    }
}
