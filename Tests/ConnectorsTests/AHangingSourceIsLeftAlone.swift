import Broker
import Foundation
import Identity
import Testing

@testable import Connectors

@Suite struct AHangingSourceIsLeftAlone {
    @Test func oneSecondAfterItBeginsToHangNobodyWaits() async throws {
        try await SandboxBox.open { box in
            let (crm, jane) = (box.crm(read: .seconds(3)), try number("+12025550143"))
            _ = try await crm.people(with: jane)
            try await box.fault("crm", "hang")
            let start = ContinuousClock.now
            await withTaskGroup(of: SourceFailure?.self) { group in
                for _ in 0..<200 {
                    group.addTask { await failure { () throws(SourceFailure) in try await crm.people(with: jane) } }
                }
                var sentAway = 0
                for await failure in group {
                    guard case .breakerOpen = failure else {
                        #expect(failure == .timedOut)
                        continue
                    }
                    sentAway += 1
                    #expect(ContinuousClock.now - start < .seconds(2), "whoever waited is told")
                }
                #expect(sentAway == 168, "all but the 32 that were out")
            }
            #expect(box.states.all.first == .down)
            #expect(try await box.requests("crm").count == 2 + 32)
        }
    }

    @Test func whileItIsDownNobodyIsKeptAndOneProbeAtATimeGoesOut() async throws {
        try await SandboxBox.open { box in
            let jane = try number("+12025550143")
            let crm = box.crm(read: .seconds(5)) {
                $0.limits.breaker.unanswered = .milliseconds(500)
                $0.limits.breaker.failing = .milliseconds(500)
                $0.limits.breaker.delay = .milliseconds(200)
            }
            _ = try await crm.people(with: jane)
            try await box.fault("crm", "hang")
            try await withThrowingTaskGroup(of: SourceFailure?.self) { group in
                let ask: @Sendable () async -> SourceFailure? = {
                    await failure { () throws(SourceFailure) in try await crm.people(with: jane) }
                }
                group.addTask { await ask() }
                try await until { crm.health().state == .down }
                let start = ContinuousClock.now
                #expect(await ask()?.isRefusal == true)
                #expect(ContinuousClock.now - start < .milliseconds(100))
                try await until { (crm.health().nextProbeAt ?? .distantFuture) < Date() }
                for _ in 0..<20 { group.addTask { await ask() } }
                for _ in 0..<19 { #expect(try await group.next()??.isRefusal == true) }
                // The token, the first, the one that hangs, the probe.
                try await until { try await box.requests("crm").count == 4 }
                try await box.fault("crm", "ok")
                for try await failure in group { #expect(failure == nil, "what hung is answered in the end") }
            }
            try await until { await failure { () throws(SourceFailure) in try await crm.people(with: jane) } == nil }
            #expect(box.states.all.first == .down)
            #expect(crm.health().state == .up)
            #expect(crm.health().nextProbeAt == nil)
        }
    }

    @Test func aCallerWhoLeavesSaysNothingAboutTheSource() async throws {
        try await SandboxBox.open { box in
            let (crm, jane) = (box.crm(), try number("+12025550143"))
            _ = try await crm.people(with: jane)
            try await box.fault("crm", "hang")
            for asked in 3..<13 {
                let call = Task { await failure { () throws(SourceFailure) in try await crm.people(with: jane) } }
                try await until { try await box.requests("crm").count == asked }
                call.cancel()
                #expect(await call.value == .timedOut)
            }
            #expect(crm.health().state == .up)
        }
    }

    @Test func repeatedErrorsOpenTheBreakerToo() async throws {
        try await SandboxBox.open { box in
            let (crm, jane) = (box.crm(), try number("+12025550143"))
            _ = try await crm.people(with: jane)
            let asked = try await box.requests("crm").count
            try await box.fault("crm", "error")
            for _ in 0..<5 {
                let got = await failure { () throws(SourceFailure) in try await crm.people(with: jane) }
                #expect(got == .unavailable(status: 500, retryAfter: nil))
            }
            #expect(crm.health().state == .down)
            #expect(try await box.requests("crm").count == asked + 5)
        }
    }

    @Test func refusalsDoNot() async throws {
        try await SandboxBox.open { box in
            let (erp, account) = (box.erp(), try #require(ERPAccountNumber("99999999")))
            for _ in 0..<20 { #expect(try await erp.standing(of: account) == nil) }
            #expect(erp.health().state == .up)
        }
    }
}

extension SourceFailure {
    fileprivate var isRefusal: Bool {
        if case .breakerOpen = self { true } else { false }
    }
}
