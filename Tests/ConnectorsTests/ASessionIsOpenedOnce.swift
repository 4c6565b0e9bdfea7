import Identity
import Synchronization
import Testing

@testable import Connectors

@Suite struct ASessionIsOpenedOnce {
    /// A source that gives out numbers as sessions and knows which it takes.
    private final class Desk: Sendable {
        let opened = Shared(0)
        let clock = Shared(Duration.zero)
        let refuses = Shared(false)

        func sessions(life: Duration? = nil) -> Sessions<Int> {
            Sessions(
                uptime: { self.clock.withLock { $0 } },
                end: { session in life.map { .seconds(session * 100) + $0 } },
                login: { () async throws(SourceFailure) in
                    if self.refuses.withLock({ $0 }) { throw .unauthorised }
                    return self.opened.withLock { count in
                        count += 1
                        return count
                    }
                }
            )
        }
    }

    @Test func anAnswerNeedsOne() async throws {
        let desk = Desk()
        let sessions = desk.sessions()
        for _ in 0..<3 { #expect(try await sessions.use { .answer($0) } == 1) }
    }

    @Test func arefusedOneIsRenewedOnce() async throws {
        let desk = Desk()
        let sessions = desk.sessions()
        #expect(try await sessions.use { $0 == 1 ? .refused : .answer($0) } == 2)
        #expect(try await sessions.use { .answer($0) } == 2)
    }

    @Test func whereTheNewOneIsRefusedTooNobodyAsksForAWhile() async throws {
        let desk = Desk()
        let (sessions, asked) = (desk.sessions(), Shared(0))
        for _ in 0..<4 {
            let found = await failure { () throws(SourceFailure) -> Int in
                try await sessions.use { _ in
                    asked.withLock { $0 += 1 }
                    return .refused
                }
            }
            #expect(found == .unauthorised)
        }
        #expect(asked.withLock { $0 } == 2)
        desk.clock.withLock { $0 = .seconds(5) }
        #expect(try await sessions.use { .answer($0) } == 3)
    }

    @Test func oneThatIsOverIsNotTried() async throws {
        let desk = Desk()
        let sessions = desk.sessions(life: .seconds(10))
        #expect(try await sessions.use { .answer($0) } == 1)
        desk.clock.withLock { $0 = .seconds(109) }
        #expect(try await sessions.use { .answer($0) } == 1)
        desk.clock.withLock { $0 = .seconds(110) }
        #expect(try await sessions.use { .answer($0) } == 2)
    }

    @Test func refusedCredentialsRestToo() async throws {
        let desk = Desk()
        let sessions = desk.sessions()
        desk.refuses.withLock { $0 = true }
        let first = await failure { () throws(SourceFailure) -> Int in try await sessions.use { .answer($0) } }
        desk.refuses.withLock { $0 = false }
        let second = await failure { () throws(SourceFailure) -> Int in try await sessions.use { .answer($0) } }
        #expect([first, second] == [.unauthorised, .unauthorised])
        desk.clock.withLock { $0 = .seconds(6) }
        #expect(try await sessions.use { .answer($0) } == 1)
    }
}
