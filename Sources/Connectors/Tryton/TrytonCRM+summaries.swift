package import Broker
import FoundationEssentials
package import Identity

extension TrytonCRM {
    /// A note on the party, found again by its first line: the search comes first, whether or not an earlier try is known.
    package func keep(_ summary: CallSummary) async throws(SourceFailure) -> SummaryKept {
        let title = "Call \(summary.call.text)"
        if try await hasNote(title) { return .kept }
        guard let party = try await party(summary.account) else { return .noSuchAccount }
        let note: JSONValue = [
            "resource": .string("party.party,\(party.key)"),
            "message": .string(([title, Self.event(summary)] + summary.lines).joined(separator: "\n")),
        ]
        try await database.create("ir.note", note)
        return .kept
    }

    private func hasNote(_ title: String) async throws(SourceFailure) -> Bool {
        let domain: JSONValue = [.condition("message", "like", .string("\(TrytonPattern.escaped(title))\n%"))]
        let notes = try await database.rows(of: "ir.note", where: domain, limit: 5) { _ in ["message"] }
        return notes.contains { $0.tryton("message")?.text?.split(separator: "\n").first.map(String.init) == title }
    }

    /// `Inbound, 95 s, 2026-11-23: billing`; the day is UTC's.
    private static func event(_ summary: CallSummary) -> String {
        let direction = summary.direction == .inbound ? "Inbound" : "Outbound"
        let seconds = Int((summary.duration / .seconds(1)).rounded())
        let topic = summary.topic.map { ": \($0.text)" } ?? ""
        return "\(direction), \(seconds) s, \(summary.startedAt.formatted(.iso8601).prefix(10))\(topic)"
    }
}
