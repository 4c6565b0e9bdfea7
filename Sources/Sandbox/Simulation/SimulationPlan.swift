import Glibc

/// What is simulated.
package struct SimulationOptions: Sendable {
    /// Calls a second, on average.
    package var rate: Double
    package var pattern = CallPattern.steady
    /// Seconds in which calls begin.
    package var seconds: Double
    /// Seconds before the first.
    package var delay = 0.0
    /// The same seed, the same calls.
    package var seed: UInt64 = 1
    /// Whose calls they are: E.164.
    package var numbers: [String]
    /// The platform's IDs of those who take them.
    package var agents = (1...12).map { "user-\(20_000 + $0)" }
    /// The platform's IDs of the queues in which they wait.
    package var queues = ["billing", "support", "sales"]
    /// Names the calls: another one for each run, since brokers remember calls.
    package var run: String

    /// Steady calls of some people.
    package init(rate: Double, seconds: Double, numbers: [String], run: String) {
        self.rate = rate
        self.seconds = seconds
        self.numbers = numbers
        self.run = run
    }
}

/// All calls of a simulation in the order in which they are sent, made one by one.
struct SimulationPlan: Sequence, IteratorProtocol {
    /// A question that is due.
    struct Item: Sendable, Equatable {
        let call: SimulatedCall
        /// Seconds after the start: what latencies count from.
        let due: Double
        /// The call was asked for before; it has its life already.
        let isAgain: Bool
    }

    /// Calls that a storm asks for again: those that began in the seconds before it.
    private static let memory = 10.0
    private static let most = 5_000

    private let options: SimulationOptions
    private var random: SplitMix64
    private var count = 0
    private var second = 0.0
    private var recent: [Item] = []
    private var storm: [Item] = []
    private var waiting: Item?

    init(_ options: SimulationOptions) {
        self.options = options
        random = SplitMix64(seed: options.seed)
    }

    mutating func next() -> Item? {
        if let again = storm.popLast() { return again }
        if let item = waiting {
            waiting = nil
            return item
        }
        guard let due = nextDue() else { return nil }
        let sent = options.pattern.sendingTime(ofWhatIsDue: due)
        let item = Item(call: call(), due: options.delay + sent, isAgain: false)
        if sent > due { raise(before: item) }
        recent.append(item)
        if recent.count > Self.most { recent.removeFirst(Self.most / 2) }
        guard let first = storm.popLast() else { return item }
        waiting = item
        return first
    }

    /// With the first call after a cut, all that is going on is asked for.
    private mutating func raise(before item: Item) {
        guard recent.last?.due != item.due else { return }
        storm = recent.filter { $0.due > item.due - Self.memory }.map {
            Item(call: $0.call, due: item.due, isAgain: true)
        }
        recent = []
    }

    /// Nobody who calls knows of the others: the gaps are exponential, thinned to the pattern.
    private mutating func nextDue() -> Double? {
        let fastest = options.rate * options.pattern.peak
        guard fastest > 0, !options.numbers.isEmpty else { return nil }
        while true {
            second -= log(1 - share()) / fastest
            guard second < options.seconds else { return nil }
            let factor = options.pattern.factor(at: second, of: options.seconds)
            if share() * options.pattern.peak <= factor { return second }
        }
    }

    private mutating func call() -> SimulatedCall {
        count += 1
        let isOutbound = random.chance(8)
        return SimulatedCall(
            callID: "sim-\(options.run)-\(count)",
            number: number(isOutbound: isOutbound),
            isOutbound: isOutbound,
            userID: random.pick(options.agents),
            queueID: random.pick(options.queues),
            events: isOutbound ? outboundEvents() : inboundEvents()
        )
    }

    /// Some withhold their number, some are in no CRM, and platforms write numbers in their own ways.
    private mutating func number(isOutbound: Bool) -> String {
        if !isOutbound, random.chance(3) { return "anonymous" }
        if random.chance(4) { return "+1555\(2_000_000 + random.below(7_999_999))" }
        let number = random.pick(options.numbers)
        return random.chance(20) ? "tel:\(number)" : number
    }

    private mutating func inboundEvents() -> [SimulatedCall.Event] {
        let offered = seconds(1, 5)
        if random.chance(5) {
            return [event("callOffered", offered), event("callEnded", offered + seconds(8, 15), isEnding: true)]
        }
        return [event("callOffered", offered)] + talk(from: offered + seconds(1, 5))
    }

    private mutating func outboundEvents() -> [SimulatedCall.Event] { talk(from: seconds(3, 12)) }

    private mutating func talk(from answered: Double) -> [SimulatedCall.Event] {
        let ended = answered + seconds(8, 40)
        var events = [event("callAnswered", answered)]
        if random.chance(15) {
            let held = answered + (ended - answered) * 0.3
            events += [event("callHeld", held), event("callResumed", held + (ended - held) * 0.4)]
        }
        return events + [
            event("callEnded", ended, isEnding: true), event("wrapUpEnded", ended + seconds(2, 12), isEnding: true),
        ]
    }

    private func event(_ type: String, _ after: Double, isEnding: Bool = false) -> SimulatedCall.Event {
        SimulatedCall.Event(type: type, after: after, isEnding: isEnding)
    }

    private mutating func seconds(_ least: Double, _ most: Double) -> Double { least + share() * (most - least) }

    /// 0 ..< 1.
    private mutating func share() -> Double { Double(random.next() >> 11) / Double(UInt64(1) << 53) }
}
