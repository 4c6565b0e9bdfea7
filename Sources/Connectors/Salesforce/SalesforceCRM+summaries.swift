package import Broker
import FoundationEssentials
package import Identity

extension SalesforceCRM {
    private struct Keys: Sendable {
        let record: String
        let openCase: String?
    }

    private struct Created: Decodable {
        let id: String
        let success: Bool
    }

    /// A completed `Task`, found again by its `CallObject`: the search comes first, whether or not an earlier try is known.
    package func keep(_ summary: CallSummary) async throws(SourceFailure) -> SummaryKept {
        if try await hasEntry(of: summary.call) { return .kept }
        guard summary.account.system == prefix, let keys = try await keys(of: summary.account) else {
            return .noSuchAccount
        }
        let task = SalesforceTaskBody(
            summary,
            record: keys.record,
            isPerson: ["Contact", "Lead"].contains(configuration.fields.object),
            openCase: keys.openCase
        )
        // Our own values always encode; if one did not, it is the request that is at fault, not the source.
        guard let body = try? JSONEncoder().encode(task) else { throw .rejected(status: 400) }
        return try await send("sobjects/Task/", body: body) { answer throws(SourceFailure) in
            if SalesforceErrors(answer).saysTargetIsGone { return .noSuchAccount }
            guard try answer.json(Created.self).success else { throw .malformed }
            return .kept
        }
    }

    private func hasEntry(of call: CallID) async throws(SourceFailure) -> Bool {
        try await !ask(queries.entry(of: call), reading: rows.page).records.isEmpty
    }

    /// Nil where the record is gone.
    private func keys(of account: ExternalID) async throws(SourceFailure) -> Keys? {
        let cases = configuration.fields.cases
        return try await ask(queries.keys(canonical(account).value)) { [rows] answer throws(SourceFailure) in
            if SalesforceErrors(answer).saysNoSuchID { return nil }
            let records = try rows.page(answer).records
            guard let first = records.first else { return nil }
            guard records.count == 1, let id = first[path: "Id"]?.text else { throw .malformed }
            let openCase = cases.flatMap { first[anyCase: "\($0).records"]?.elements?.first?[path: "Id"]?.text }
            return Keys(record: id, openCase: openCase)
        }
    }
}

/// A finished call as Salesforce's `Task` has it.
struct SalesforceTaskBody: Encodable {
    /// The vendor's limit for most texts.
    private static let longest = 255

    let Subject: String
    let WhoId: String?
    let WhatId: String?
    let TaskSubtype = "Call"
    let CallType: String
    let CallDurationInSeconds: Int
    let CallDisposition: String?
    let CallObject: String
    let Status = "Completed"
    let Priority = "Normal"
    let ActivityDate: String
    let Description: String

    /// `record` is a person's where `isPerson`, else what the call was about; days are UTC's.
    init(_ summary: CallSummary, record: String, isPerson: Bool, openCase: String?) {
        let day = String(summary.startedAt.formatted(.iso8601).prefix(10))
        Subject = "Call \(day)"
        (WhoId, WhatId) = isPerson ? (record, openCase) : (nil, record)
        CallType = summary.direction == .inbound ? "Inbound" : "Outbound"
        CallDurationInSeconds = Int((summary.duration / .seconds(1)).rounded())
        CallDisposition = summary.topic.map { String($0.text.prefix(Self.longest)) }
        CallObject = summary.call.text
        ActivityDate = day
        Description = summary.lines.joined(separator: "\n")
    }

    private enum CodingKeys: CodingKey {
        case Subject, WhoId, WhatId, TaskSubtype, CallType, CallDurationInSeconds, CallDisposition, CallObject, Status
        case Priority, ActivityDate, Description
    }
}
