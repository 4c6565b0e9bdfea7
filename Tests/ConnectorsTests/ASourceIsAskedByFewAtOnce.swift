import Identity
import Testing

@testable import Connectors

@Suite struct ASourceIsAskedByFewAtOnce {
    @Test func whoWaitsIsLetInInOrder() async throws {
        let gate = Gate(width: 1, waiting: 10)
        #expect(await gate.enter() == .entered)
        let order = Shared<[Int]>([])
        try await withThrowingTaskGroup(of: Void.self) { group in
            for number in 1...5 {
                group.addTask {
                    #expect(await gate.enter() == .entered)
                    order.withLock { $0.append(number) }
                    gate.leave()
                }
                try await until { gate.waiting == number }
            }
            gate.leave()
            try await group.waitForAll()
        }
        #expect(order.withLock { $0 } == [1, 2, 3, 4, 5])
    }

    @Test func neverMoreThanItsWidthAreIn() async {
        let gate = Gate(width: 4, waiting: 1_000)
        let inside = Shared(0)
        let most = Shared(0)
        await withTaskGroup(of: Void.self) { group in
            for _ in 0..<500 {
                group.addTask {
                    #expect(await gate.enter() == .entered)
                    let now = inside.withLock { count in
                        count += 1
                        return count
                    }
                    most.withLock { $0 = max($0, now) }
                    await Task.yield()
                    inside.withLock { $0 -= 1 }
                    gate.leave()
                }
            }
        }
        #expect(most.withLock { $0 } <= 4)
        #expect(inside.withLock { $0 } == 0)
        #expect(await gate.enter() == .entered, "every place was given back")
    }

    @Test func oneTooManyIsRefusedAtOnce() async throws {
        let gate = Gate(width: 1, waiting: 1)
        #expect(await gate.enter() == .entered)
        async let second = gate.enter()
        try await until { gate.waiting == 1 }
        #expect(await gate.enter() == .full)
        gate.leave()
        #expect(await second == .entered)
    }

    @Test func whoIsCancelledLosesOnlyTheirOwnPlace() async throws {
        let gate = Gate(width: 1, waiting: 10)
        #expect(await gate.enter() == .entered)
        let second = Task { await gate.enter() }
        try await until { gate.waiting == 1 }
        async let third = gate.enter()
        try await until { gate.waiting == 2 }
        second.cancel()
        #expect(await second.value == .cancelled)
        gate.leave()
        #expect(await third == .entered)
        let late = Task {
            withUnsafeCurrentTask { $0?.cancel() }
            return await gate.enter()
        }
        #expect(await late.value == .cancelled, "cancelled before it came")
        gate.leave()
        #expect(await gate.enter() == .entered)
    }

    @Test func allWhoWaitCanBeSentAway() async throws {
        let gate = Gate(width: 1, waiting: 10)
        #expect(await gate.enter() == .entered)
        async let second = gate.enter()
        async let third = gate.enter()
        try await until { gate.waiting == 2 }
        gate.sendAway()
        #expect(await second == .sentAway)
        #expect(await third == .sentAway)
        gate.leave()
        #expect(await gate.enter() == .entered)
    }
}

@Suite struct OneRenewalServesEverybody {
    @Test func manyWhoNeedATokenAskForOne() async throws {
        let tokens = AccessTokens<Int>()
        let renewals = Shared(0)
        let wait = Shared(true)
        try await withThrowingTaskGroup(of: Int.self) { group in
            for _ in 0..<50 {
                group.addTask {
                    try await tokens.token { () async throws(SourceFailure) -> Int in
                        while wait.withLock({ $0 }) { await Task.yield() }
                        return renewals.withLock { count in
                            count += 1
                            return count
                        }
                    }
                }
            }
            wait.withLock { $0 = false }
            for try await token in group { #expect(token == 1) }
        }
        tokens.spoil(7)
        #expect(try await tokens.token { () async throws(SourceFailure) -> Int in 9 } == 1, "spoils only what it names")
        tokens.spoil(1)
        #expect(try await tokens.token { () async throws(SourceFailure) -> Int in 2 } == 2)
    }

    @Test func aFailureIsEverybodysAndIsNotKept() async throws {
        let tokens = AccessTokens<Int>()
        let isOut = Shared(false)
        async let first = fail(tokens) { while !isOut.withLock({ $0 }) { await Task.yield() } }
        try await until { tokens.isRenewing }
        async let second = fail(tokens) { Issue.record("there is a renewal already") }
        try await until { tokens.waiting == 1 }
        isOut.withLock { $0 = true }
        #expect(await first == .unreachable)
        #expect(await second == .unreachable)
        #expect(try await tokens.token { () async throws(SourceFailure) -> Int in 3 } == 3)
    }

    @Test func whenTheOneWhoRenewsIsCancelledAnotherTakesOver() async throws {
        let tokens = AccessTokens<Int>()
        let first = Task {
            await fail(tokens) { while !Task.isCancelled { await Task.yield() } }
        }
        try await until { tokens.isRenewing }
        async let second = tokens.token { () async throws(SourceFailure) -> Int in 5 }
        try await until { tokens.waiting == 1 }
        first.cancel()
        #expect(await first.value == .unreachable)
        #expect(try await second == 5)
    }

    private func fail(_ tokens: AccessTokens<Int>, _ meanwhile: () async -> Void) async -> SourceFailure? {
        do throws(SourceFailure) {
            _ = try await tokens.token { () async throws(SourceFailure) -> Int in
                await meanwhile()
                throw .unreachable
            }
            return nil
        } catch {
            return error
        }
    }
}
