import Broker
import FoundationEssentials
import GRDB
import Identity

/// Handled legs, summed up by what a report groups them by.
struct LegSums<Key: Hashable & Sendable>: Sendable {
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

    private var sums: [Key: Sum] = [:]

    mutating func add(_ sum: Sum, to key: Key) {
        guard let index = sums.index(forKey: key) else { return sums[key] = sum }
        sums.values[index] += sum
    }

    mutating func add(_ other: LegSums) {
        sums.reserveCapacity(sums.count + other.sums.count)
        sums.merge(other.sums) { left, right in
            var both = left
            both += right
            return both
        }
    }

    /// Those with the most handle time, the most first: of a million groups, few are sorted whole.
    func largest(_ limit: Int) -> [(key: Key, sum: Sum)] {
        let least = sums.count > limit ? sums.values.map(\.handle).sorted(by: >)[limit - 1] : .min
        let found = sums.filter { $0.value.handle >= least }.sorted {
            ($0.value.handle, $0.value.row) > ($1.value.handle, $1.value.row)
        }
        return found.prefix(limit).map { ($0.key, $0.value) }
    }
}

/// A blind index as a key: of a million accounts, none takes memory of its own.
struct IndexKey: Hashable, Sendable {
    private let high: UInt64
    private let low: UInt64

    /// The 16 bytes of a column.
    init(_ row: Row, at column: Int) throws {
        let halves: SIMD2<UInt64>? = try row.withUnsafeData(atIndex: column) { data in
            guard let data, data.count == 16 else { return nil }
            return data.withUnsafeBytes { $0.loadUnaligned(as: SIMD2<UInt64>.self) }
        }
        guard let halves else { throw JournalFailure.corrupt }
        (high, low) = (halves.x, halves.y)
    }

    /// A blind index is as good as random: half of it is a hash.
    func hash(into hasher: inout Hasher) { hasher.combine(high) }
}
