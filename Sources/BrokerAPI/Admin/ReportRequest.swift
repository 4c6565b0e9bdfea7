package import FoundationEssentials

/// `POST /v1/admin/report`.
package struct ReportRequest: Codable, Sendable, Hashable {
    /// `interactions` or `handle-time`.
    package var report: String
    /// Calls that began since then.
    package var since: Date
    /// Of interactions: only those of customers with this tier.
    package var tier: String?
    /// Of handle time: `tier`, `account`, `queue` or `agent`.
    package var by: String?

    /// A report.
    package init(report: String, since: Date, tier: String? = nil, by: String? = nil) {
        self.report = report
        self.since = since
        self.tier = tier
        self.by = by
    }
}

/// One line of a report; the last one is the result.
package enum ReportLine: Codable, Sendable, Hashable {
    case interaction(InteractionRow)
    case handleTime(HandleTimeRow)
    case result(ReportResult)

    private enum Key: String, CodingKey {
        case interaction, handleTime, result
    }

    /// Reads an object with one field.
    package init(from decoder: any Decoder) throws {
        let fields = try decoder.container(keyedBy: Key.self)
        if let row = try fields.decodeIfPresent(InteractionRow.self, forKey: .interaction) {
            self = .interaction(row)
        } else if let row = try fields.decodeIfPresent(HandleTimeRow.self, forKey: .handleTime) {
            self = .handleTime(row)
        } else {
            self = .result(try fields.decode(ReportResult.self, forKey: .result))
        }
    }

    /// Writes an object with one field.
    package func encode(to encoder: any Encoder) throws {
        var fields = encoder.container(keyedBy: Key.self)
        switch self {
        case .interaction(let row): try fields.encode(row, forKey: .interaction)
        case .handleTime(let row): try fields.encode(row, forKey: .handleTime)
        case .result(let result): try fields.encode(result, forKey: .result)
        }
    }
}

/// A call.
package struct InteractionRow: Codable, Sendable, Hashable {
    /// The platform's key.
    package var interactionId: String
    /// Masked.
    package var externalId: String
    /// The CRM's case.
    @OrNull package var caseId: String?
    /// The loyalty tier.
    @OrNull package var tier: String?
    /// Milliseconds from beginning to end; null while it goes on.
    @OrNull package var durationMs: Int?

    /// A row.
    package init(interactionId: String, externalId: String, caseId: String?, tier: String?, durationMs: Int?) {
        self.interactionId = interactionId
        self.externalId = externalId
        self.caseId = caseId
        self.tier = tier
        self.durationMs = durationMs
    }
}

/// The handled legs of a tier, account, queue or agent.
package struct HandleTimeRow: Codable, Sendable, Hashable {
    /// A tier, the ID of a queue or an agent, or an account, masked; null where none is known.
    @OrNull package var key: String?
    /// Of a queue or an agent, where known.
    @OrNull package var name: String?
    /// Legs.
    package var handled: Int
    /// Milliseconds.
    package var handleMs: Int
    /// Milliseconds, by handled legs.
    @OrNull package var averageHandleMs: Int?
    /// Milliseconds, by legs that had a hold; null where none had.
    @OrNull package var averageHoldMs: Int?

    /// A row.
    package init(
        key: String?,
        name: String?,
        handled: Int,
        handleMs: Int,
        averageHandleMs: Int?,
        averageHoldMs: Int?
    ) {
        self.key = key
        self.name = name
        self.handled = handled
        self.handleMs = handleMs
        self.averageHandleMs = averageHandleMs
        self.averageHoldMs = averageHoldMs
    }
}

/// The end of a report.
package struct ReportResult: Codable, Sendable, Hashable {
    /// Lines before this one.
    package var rows: Int
    /// There are more accounts than one report holds.
    package var hasMore: Bool

    /// A result.
    package init(rows: Int, hasMore: Bool) {
        self.rows = rows
        self.hasMore = hasMore
    }
}
