import BrokerAPI
import Console
import Desk
import Foundation
import Glibc
import Testing

@Suite struct AMailboxKeepsTheNewestWord {
    private func removal(_ id: String, _ number: UInt64) -> Letter { .desk(.feed(.removed(callId: id), id: number)) }

    private func numbers(_ letters: [Letter]) -> [UInt64?] {
        letters.map { letter in
            if case .desk(.feed(_, let id)) = letter { id } else { nil }
        }
    }

    private func isReadable(_ descriptor: Int32) -> Bool {
        var entry = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
        return poll(&entry, 1, 0) == 1
    }

    @Test func ofEachCallOnlyTheNewestEventIsKept() throws {
        let mailbox = try #require(Mailbox())
        for number in 1...10_000 { mailbox.post(removal("call-\(number % 3)", UInt64(number))) }
        #expect(numbers(mailbox.empty()) == [9998, 9999, 10_000])
    }

    @Test func lettersThatAreNotEventsKeepTheirOrderAndNumber() throws {
        let mailbox = try #require(Mailbox())
        mailbox.post(.desk(.linkRestored))
        mailbox.post(removal("a", 1))
        mailbox.post(.desk(.tick))
        mailbox.post(removal("a", 2))
        let letters = mailbox.empty()
        #expect(letters.count == 3)
        guard case .desk(.linkRestored) = letters[0], case .desk(.tick) = letters[1] else {
            Issue.record("the order changed")
            return
        }
        #expect(numbers([letters[2]]) == [2])
    }

    private func snapshot(_ number: UInt64) -> Letter {
        let me = MeView(uid: 1, agentId: nil, name: "x", role: .agent, scope: .own, may: [])
        let broker = BrokerView(version: "1", startedAt: Date(timeIntervalSince1970: 0))
        return .desk(.feed(.snapshot(Snapshot(calls: [], me: me, sources: [], broker: broker)), id: number))
    }

    @Test func aSnapshotTakesThePlaceOfAllThatTheFeedSaidBefore() throws {
        let mailbox = try #require(Mailbox())
        mailbox.post(removal("a", 1))
        mailbox.post(snapshot(2))
        mailbox.post(removal("b", 3))
        mailbox.post(snapshot(4))
        mailbox.post(removal("a", 5))
        #expect(numbers(mailbox.empty()) == [4, 5])
    }

    @Test func aLoopThatIsHeldUpForAnHourFindsAFewLettersOnly() throws {
        let mailbox = try #require(Mailbox())
        for number in 1...20_000 {
            let id = UInt64(number)
            mailbox.post(.desk(.linkLost(reason: "\(number)")))
            mailbox.post(.desk(.linkRestored))
            if number % 7 == 0 { mailbox.post(snapshot(id)) }
            mailbox.post(removal("call-\(number % 3)", id))
            mailbox.post(.desk(.feed(.notice(Notice(level: "info", text: "\(number)")), id: id)))
            mailbox.post(.desk(.feed(.source(source("sap", number)), id: id)))
        }
        let letters = mailbox.empty()
        #expect(letters.count <= 64 + 3 + 3)
        #expect(letters.contains { if case .desk(.linkRestored) = $0 { true } else { false } })
        #expect(!letters.contains { if case .desk(.linkLost) = $0 { true } else { false } })
        #expect(numbers(letters).compactMap(\.self).max() == 20_000)
    }

    private func source(_ name: String, _ p50: Int) -> SourceView {
        SourceView(
            name: name,
            role: "erp",
            state: "up",
            since: Date(timeIntervalSince1970: 0),
            p50Ms: p50,
            p99Ms: nil,
            nextProbeAt: nil
        )
    }

    @Test func theDescriptorIsReadableExactlyWhileThereAreLetters() throws {
        let mailbox = try #require(Mailbox())
        #expect(!isReadable(mailbox.descriptor))
        mailbox.post(.desk(.tick))
        mailbox.post(.desk(.tick))
        #expect(isReadable(mailbox.descriptor))
        #expect(mailbox.empty().count == 2)
        #expect(!isReadable(mailbox.descriptor))
        mailbox.post(.leave(0))
        #expect(isReadable(mailbox.descriptor))
    }
}
