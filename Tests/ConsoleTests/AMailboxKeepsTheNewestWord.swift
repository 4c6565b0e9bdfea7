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

    @Test func aSnapshotIsNeverOvertakenByAnEventBeforeIt() throws {
        let mailbox = try #require(Mailbox())
        let me = MeView(uid: 1, agentId: nil, name: "x", role: .agent, scope: .own, may: [])
        let broker = BrokerView(version: "1", startedAt: Date(timeIntervalSince1970: 0))
        let snapshot = Snapshot(calls: [], me: me, sources: [], broker: broker)
        mailbox.post(removal("a", 1))
        mailbox.post(.desk(.feed(.snapshot(snapshot), id: 2)))
        mailbox.post(removal("a", 3))
        #expect(numbers(mailbox.empty()) == [1, 2, 3])
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
