/// A first-in, first-out queue of fixed capacity; its storage grows with use and is then used again in a circle.
struct Ring<Element> {
    private let capacity: Int
    private var storage: ContiguousArray<Element?> = []
    private var start = 0
    private(set) var count = 0

    init(capacity: Int) {
        precondition(capacity > 0, "a ring holds at least one element")
        self.capacity = capacity
    }

    var isFull: Bool { count == capacity }
    var first: Element? { count == 0 ? nil : storage[start] }

    /// The element that `offset` others stand before; nil beyond the last.
    subscript(offset: Int) -> Element? { offset < count ? storage[slot(offset)] : nil }

    /// The caller makes room first; slots are filled in a circle, so storage never needs more than one slot at its end.
    mutating func append(_ element: Element) {
        precondition(!isFull, "a full ring takes nothing")
        let slot = slot(count)
        if slot == storage.count { storage.append(element) } else { storage[slot] = element }
        count += 1
    }

    mutating func removeFirst() -> Element? {
        guard count > 0, let element = storage[start] else { return nil }
        storage[start] = nil
        start = slot(1)
        count -= 1
        return element
    }

    /// The offset of the first element that `isReached` holds for, where it holds for all that follow; `count` for none.
    func firstOffset(where isReached: (Element) -> Bool) -> Int {
        var low = 0
        var high = count
        while low < high {
            let middle = (low + high) / 2
            if let element = self[middle], isReached(element) { high = middle } else { low = middle + 1 }
        }
        return low
    }

    /// Takes out what does not stay; the others keep their order.
    mutating func keep(where stays: (Element) -> Bool) {
        let left = (0..<count).compactMap { self[$0] }.filter(stays)
        storage = ContiguousArray(left.map(Optional.some))
        (start, count) = (0, left.count)
    }

    private func slot(_ offset: Int) -> Int { (start + offset) % capacity }
}
