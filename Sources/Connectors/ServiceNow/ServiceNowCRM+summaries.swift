package import Broker
import FoundationEssentials
package import Identity

extension ServiceNowCRM {
    private struct Created: Decodable {
        let result: Entry

        struct Entry: Decodable {
            let sys_id: String
        }
    }

    /// A closed `interaction`, found again by the call's key: the search comes first, whether or not an earlier try is
    /// known.
    package func keep(_ summary: CallSummary) async throws(SourceFailure) -> SummaryKept {
        if try await hasEntry(of: summary.call) { return .kept }
        guard let person = try await person(summary.account) else { return .noSuchAccount }
        let interaction = ServiceNowInteraction(summary, of: person, callKey: configuration.callKey)
        // Our own values always encode; if one did not, it is the request that is at fault, not the source.
        guard let body = try? JSONEncoder().encode(interaction.fields) else { throw .rejected(status: 400) }
        let path = "api/now/table/\(percentEncoded(configuration.interactions))?sysparm_fields=sys_id"
        return try await send(path, body: body) { answer throws(SourceFailure) in
            guard !(try answer.json(Created.self).result.sys_id.isEmpty) else { throw .malformed }
            return .kept
        }
    }

    /// A row with another key says that the instance did not understand the question.
    private func hasEntry(of call: CallID) async throws(SourceFailure) -> Bool {
        let found = try await get(queries.entry(of: call), reading: ServiceNowRows.page)
        guard found.allSatisfy({ $0.text(configuration.callKey) == call.text }) else { throw .malformed }
        return !found.isEmpty
    }
}

/// A finished call as ServiceNow's `interaction` has it.
struct ServiceNowInteraction {
    /// The vendor's limit for most texts.
    private static let longest = 160

    let fields: [String: String]

    /// Days and times are UTC's, as the Table API takes them.
    init(_ summary: CallSummary, of person: ServiceNowRows.Person, callKey: String) {
        let end = summary.startedAt.addingTimeInterval(summary.duration / .seconds(1))
        let topic = summary.topic.map { ": \($0.text)" } ?? ""
        let title = "Call \(Self.time(summary.startedAt).prefix(10))\(topic)"
        fields = [
            callKey: summary.call.text, person.people.reference: person.key, "channel": "phone", "type": "phone",
            "direction": summary.direction == .inbound ? "inbound" : "outbound", "state": "closed_complete",
            "short_description": String(title.prefix(Self.longest)), "work_notes": Self.notes(summary),
            "opened_at": Self.time(summary.startedAt), "closed_at": Self.time(end),
        ]
    }

    /// `2026-11-23 09:00:00`.
    private static func time(_ date: Date) -> String {
        String(date.formatted(.iso8601).prefix(19)).replacing("T", with: " ")
    }

    private static func notes(_ summary: CallSummary) -> String {
        let talked = "Duration \(Int((summary.duration / .seconds(1)).rounded())) s"
        return ([talked] + summary.lines).joined(separator: "\n")
    }
}
