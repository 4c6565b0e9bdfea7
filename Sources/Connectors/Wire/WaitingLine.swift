/// Suspended callers in the order in which they came; whoever is taken out must be resumed, once.
struct WaitingLine<Wake: Sendable>: Sendable {
    private var tickets: UInt64 = 0
    private var line: [(ticket: UInt64, waiter: CheckedContinuation<Wake, Never>)] = []

    var count: Int { line.count }

    /// A number that no other caller has.
    mutating func ticket() -> UInt64 {
        tickets += 1
        return tickets
    }

    mutating func append(_ waiter: CheckedContinuation<Wake, Never>, _ ticket: UInt64) { line.append((ticket, waiter)) }

    mutating func removeFirst() -> CheckedContinuation<Wake, Never>? {
        line.isEmpty ? nil : line.removeFirst().waiter
    }

    mutating func remove(_ ticket: UInt64) -> CheckedContinuation<Wake, Never>? {
        line.firstIndex { $0.ticket == ticket }.map { line.remove(at: $0).waiter }
    }

    mutating func removeAll() -> [CheckedContinuation<Wake, Never>] {
        defer { line = [] }
        return line.map(\.waiter)
    }
}
