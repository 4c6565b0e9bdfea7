import Broker
import FoundationEssentials
import Testing

@testable import Operations

@Suite struct `The world is as it is` {
    @Test func `clocks run on`() async throws {
        let (date, uptime) = (Ambience.live.now(), Ambience.live.uptime())
        try await Ambience.live.sleep(.milliseconds(2))
        #expect(Ambience.live.uptime() - uptime >= .milliseconds(2))
        #expect(abs(Ambience.live.now().timeIntervalSince(date)) < 60)
    }

    @Test func `a sleeper who is cancelled throws`() async {
        let sleeper = Task { try await Ambience.live.sleep(.seconds(3_600)) }
        sleeper.cancel()
        await #expect(throws: CancellationError.self) { try await sleeper.value }
    }

    @Test func `chance is a fraction and names are lower-case and new`() {
        #expect((0..<100).allSatisfy { _ in (0..<1).contains(Ambience.live.chance()) })
        let names = Set((0..<100).map { _ in Ambience.live.name() })
        #expect(names.count == 100)
        #expect(names.allSatisfy { $0 == $0.lowercased() && $0.utf8.count == 36 })
    }
}
