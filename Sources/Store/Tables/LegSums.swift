import FoundationEssentials
import Identity

/// Handled legs, summed up by what a report groups them by.
struct LegSums: Sendable {
    /// Times in milliseconds.
    struct Sum: Sendable {
        /// The last of their calls.
        var row: Int64
        var legs: Int64 = 1
        var handle: Int64
        var withHold: Int64
        var held: Int64

        /// One leg.
        init(row: Int64, handle: Int64, held: Int64) {
            (self.row, self.handle, self.withHold, self.held) = (row, handle, held > 0 ? 1 : 0, held)
        }

        static func += (left: inout Sum, right: Sum) {
            left.row = max(left.row, right.row)
            left.legs += right.legs
            left.handle += right.handle
            left.withHold += right.withHold
            left.held += right.held
        }

        var times: HandleTimes {
            HandleTimes(
                handled: Int(legs),
                handle: .milliseconds(handle),
                withHold: Int(withHold),
                held: .milliseconds(held)
            )
        }
    }

    private var sums: [Data?: Sum] = [:]

    mutating func add(_ sum: Sum, to key: Data?) {
        guard let index = sums.index(forKey: key) else { return sums[key] = sum }
        sums.values[index] += sum
    }

    mutating func add(_ other: LegSums) {
        sums.merge(other.sums) { left, right in
            var both = left
            both += right
            return both
        }
    }

    /// Those with the most handle time, the most first: of a million groups, few are sorted whole.
    func largest(_ limit: Int) -> [(key: Data?, sum: Sum)] {
        let least = sums.count > limit ? sums.values.map(\.handle).sorted(by: >)[limit - 1] : .min
        let found = sums.filter { $0.value.handle >= least }.sorted {
            ($0.value.handle, $0.value.row) > ($1.value.handle, $1.value.row)
        }
        return found.prefix(limit).map { ($0.key, $0.value) }
    }
}
