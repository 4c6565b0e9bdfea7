/// A bounded list in order of arrival: each element has a number for ever, and the oldest goes when room is needed.
struct Ring<Element> {
    let capacity: Int
    private var slots: [Element] = []
    private var firstSlotNumber = 0
    private(set) var nextNumber = 0

    init(capacity: Int) { self.capacity = max(1, capacity) }

    var firstNumber: Int { nextNumber - slots.count }
    var count: Int { slots.count }

    /// Appends and says what had to go.
    mutating func append(_ element: Element) -> (number: Int, dropped: Element?) {
        let number = nextNumber
        nextNumber += 1
        guard slots.count == capacity else {
            slots.append(element)
            return (number, nil)
        }
        let dropped = slots[slot(number)]
        slots[slot(number)] = element
        return (number, dropped)
    }

    /// Forgets all; the numbers go on, so that none ever means two elements.
    mutating func removeAll() {
        slots = []
        firstSlotNumber = nextNumber
    }

    /// The element of that number, while it is kept.
    subscript(number: Int) -> Element? { contains(number) ? slots[slot(number)] : nil }

    /// Changes the element in place, where it is still kept.
    mutating func update(_ number: Int, _ change: (inout Element) -> Void) {
        if contains(number) { change(&slots[slot(number)]) }
    }

    /// All that is kept, oldest first.
    var inOrder: some Sequence<Element> { (firstNumber..<nextNumber).lazy.map { slots[slot($0)] } }

    private func slot(_ number: Int) -> Int { (number - firstSlotNumber) % capacity }

    private func contains(_ number: Int) -> Bool { number >= firstNumber && number < nextNumber }
}

extension Ring: Sendable where Element: Sendable {}
