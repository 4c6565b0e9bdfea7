package import Broker
package import BrokerAPI
package import FoundationEssentials

/// A report that was asked for, parsed.
package enum ReportAsked: Sendable, Hashable {
    case interactions(since: Date, tier: String?)
    case handleTime(since: Date, by: ReportGrouping)

    private static let names = "must be interactions or handle-time"

    /// Throws a problem that names the field at fault.
    package init(_ wire: ReportRequest, now: Date) throws(Problem) {
        guard wire.since <= now else { throw .field("since", "must not be in the future") }
        switch wire.report {
        case "interactions":
            guard wire.by == nil else { throw .field("by", "belongs to handle-time") }
            self = .interactions(since: wire.since, tier: try FieldRules.identifier(wire.tier, field: "tier"))
        case "handle-time":
            guard wire.tier == nil else { throw .field("tier", "belongs to interactions") }
            guard let grouping = ReportGrouping(rawValue: wire.by ?? "tier") else {
                throw .field("by", "must be tier, account, queue or agent")
            }
            self = .handleTime(since: wire.since, by: grouping)
        default: throw .field("report", Self.names)
        }
    }
}
