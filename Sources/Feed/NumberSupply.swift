/// Reserved numbers that were not given out yet, smallest first.
struct NumberSupply {
    private var reserved: [Range<UInt64>] = []
    private var end: UInt64 = 0

    init(_ range: Range<UInt64>) {
        reserved = [range]
        end = range.upperBound
    }

    var remaining: UInt64 { reserved.reduce(0) { $0 + ($1.upperBound - $1.lowerBound) } }

    mutating func take() -> UInt64? {
        while let first = reserved.first {
            guard !first.isEmpty else {
                reserved.removeFirst()
                continue
            }
            reserved[0] = first.lowerBound + 1..<first.upperBound
            return first.lowerBound
        }
        return nil
    }

    mutating func extend(by range: Range<UInt64>) throws(NumbersRunBackwards) {
        guard range.lowerBound >= end else { throw NumbersRunBackwards(firstAcceptable: end) }
        reserved.append(range)
        end = range.upperBound
    }
}
