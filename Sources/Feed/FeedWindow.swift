/// The log's decisions as a value: what gets which number, what is dropped, what a reader at a position is still given.
struct FeedWindow<Entry: Sendable> {
    private struct Kept {
        let numbered: Numbered<Entry>
        let at: Duration
    }

    private let maximumAge: Duration
    private var kept: Ring<Kept>
    private var numbers: NumberSupply
    /// The number before the oldest entry still here: a reader there has missed nothing.
    private(set) var floor: UInt64
    private(set) var head: UInt64

    /// The first number marks the start itself, so that no position of an earlier log is inside this window.
    init(capacity: Int, maximumAge: Duration, numbers: Range<UInt64>) {
        self.maximumAge = maximumAge
        kept = Ring(capacity: capacity)
        self.numbers = NumberSupply(numbers)
        head = self.numbers.take() ?? numbers.lowerBound
        floor = head
    }

    var remainingNumbers: UInt64 { numbers.remaining }
    var count: Int { kept.count }

    func contains(_ position: UInt64) -> Bool { floor <= position && position <= head }

    mutating func append(_ entry: Entry, at now: Duration) -> UInt64? {
        guard let number = numbers.take() else { return nil }
        trim(at: now)
        if kept.isFull { dropFirst() }
        kept.append(Kept(numbered: Numbered(number: number, entry: entry), at: now))
        head = number
        return number
    }

    mutating func trim(at now: Duration) {
        while let oldest = kept.first, now - oldest.at > maximumAge { dropFirst() }
    }

    /// Takes entries out of the middle; their numbers are given to no other, and positions stay where they are.
    mutating func remove(where isGone: (Entry) -> Bool) -> [Entry] {
        var gone: [Entry] = []
        kept.keep { item in
            guard isGone(item.numbered.entry) else { return true }
            gone.append(item.numbered.entry)
            return false
        }
        return gone
    }

    mutating func extend(by range: Range<UInt64>) throws(NumbersRunBackwards) {
        try numbers.extend(by: range)
    }

    /// At most `limit` entries after `position`, oldest first; nil where the replay would not be whole.
    func entries(after position: UInt64, limit: Int) -> [Numbered<Entry>]? {
        guard contains(position) else { return nil }
        guard position < head else { return [] }
        let first = kept.firstOffset { $0.numbered.number > position }
        let end = min(kept.count, first + max(1, limit))
        return (first..<end).compactMap { kept[$0]?.numbered }
    }

    private mutating func dropFirst() {
        guard let dropped = kept.removeFirst() else { return }
        floor = dropped.numbered.number
    }
}
