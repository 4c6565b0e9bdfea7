package import FoundationEssentials

/// What the desk's reader is and may.
package struct MeView: Codable, Sendable, Hashable {
    /// Whose calls a reader sees.
    package enum Scope: String, Codable, Sendable {
        case own
        case teams
        case all
    }
    /// What a reader may do.
    package enum Permission: String, Codable, Sendable, CaseIterable {
        case `switch`
        case undo
        case reveal
        case revoke
        case administer
    }
    /// What a reader is.
    package enum Role: String, Codable, Sendable {
        case agent
        case supervisor
    }

    /// The peer of the socket.
    package var uid: UInt32
    /// The platform's user ID.
    @OrNull package var agentId: String?
    /// As colleagues know them.
    package var name: String
    /// What they are.
    package var role: Role
    /// Whose calls they see.
    package var scope: Scope
    /// What they may do.
    package var may: [Permission]

    /// A reader.
    package init(uid: UInt32, agentId: String?, name: String, role: Role, scope: Scope, may: [Permission]) {
        self.uid = uid
        self.agentId = agentId
        self.name = name
        self.role = role
        self.scope = scope
        self.may = may
    }
}

/// How a source is doing.
package struct SourceView: Codable, Sendable, Hashable {
    /// Such as `salesforce`.
    package var name: String
    /// `crm`, `erp` or `platform`.
    package var role: String
    /// `up`, `slow` or `down`.
    package var state: String
    /// Since when.
    package var since: Date
    /// Milliseconds.
    @OrNull package var p50Ms: Int?
    /// Milliseconds.
    @OrNull package var p99Ms: Int?
    /// When a source that is down is tried again.
    @OrNull package var nextProbeAt: Date?

    /// A source's health.
    package init(name: String, role: String, state: String, since: Date, p50Ms: Int?, p99Ms: Int?, nextProbeAt: Date?) {
        self.name = name
        self.role = role
        self.state = state
        self.since = since
        self.p50Ms = p50Ms
        self.p99Ms = p99Ms
        self.nextProbeAt = nextProbeAt
    }
}

/// The broker, as a snapshot names it.
package struct BrokerView: Codable, Sendable, Hashable {
    /// Its version.
    package var version: String
    /// When it started.
    package var startedAt: Date

    /// A broker.
    package init(version: String, startedAt: Date) {
        self.version = version
        self.startedAt = startedAt
    }
}

/// Where a reader begins.
package struct Snapshot: Codable, Sendable, Hashable {
    /// The live calls that the reader may see, newest first, at most 500.
    package var calls: [CallView]
    /// The reader.
    package var me: MeView
    /// All sources.
    package var sources: [SourceView]
    /// The broker.
    package var broker: BrokerView

    /// A snapshot.
    package init(calls: [CallView], me: MeView, sources: [SourceView], broker: BrokerView) {
        self.calls = calls
        self.me = me
        self.sources = sources
        self.broker = broker
    }
}

/// A call as it now is: a reader replaces, never patches.
package struct CallChange: Codable, Sendable, Hashable {
    /// What happened.
    package var kind: String
    /// The whole call.
    package var call: CallView

    /// A change.
    package init(kind: String, call: CallView) {
        self.kind = kind
        self.call = call
    }
}

/// A call that is off the feed, or out of the reader's sight.
package struct CallRemoval: Codable, Sendable, Hashable {
    /// Always `removed`.
    package var kind = "removed"
    /// Which call.
    package var callId: String
    /// `true` where the person was erased, and left out where the call only leaves the feed: nobody may go on showing it.
    package var erased: Bool?

    /// A removal.
    package init(callId: String, erased: Bool? = nil) {
        self.callId = callId
        self.erased = erased
    }
}

/// A sentence for a toast.
package struct Notice: Codable, Sendable, Hashable {
    /// `info`, `warning` or `error`.
    package var level: String
    /// What to tell.
    package var text: String

    /// A notice.
    package init(level: String, text: String) {
        self.level = level
        self.text = text
    }
}

/// The names of the feed's events.
package enum FeedEventName: String, Sendable, CaseIterable {
    case snapshot
    case call
    case source
    case stats
    case notice
}

/// One event of the feed, read.
package enum FeedEvent: Sendable, Hashable {
    case snapshot(Snapshot)
    case call(CallChange)
    case removed(callId: String)
    case erased(callId: String)
    case source(SourceView)
    case stats(StatsView)
    case notice(Notice)

    /// Reads an event's data; nil where its name is not known to this version, an error where the data is not as promised.
    package init?(name: String, data: Data) throws {
        let decoder = WireDate.decoder()
        switch FeedEventName(rawValue: name) {
        case .snapshot: self = .snapshot(try decoder.decode(Snapshot.self, from: data))
        case .call: self = try Self.callEvent(data, decoder)
        case .source: self = .source(try decoder.decode(SourceView.self, from: data))
        case .stats: self = .stats(try decoder.decode(StatsView.self, from: data))
        case .notice: self = .notice(try decoder.decode(Notice.self, from: data))
        case nil: return nil
        }
    }

    private struct Kind: Decodable { let kind: String }

    private static func callEvent(_ data: Data, _ decoder: JSONDecoder) throws -> FeedEvent {
        guard try decoder.decode(Kind.self, from: data).kind == "removed" else {
            return .call(try decoder.decode(CallChange.self, from: data))
        }
        let removal = try decoder.decode(CallRemoval.self, from: data)
        return removal.erased == true ? .erased(callId: removal.callId) : .removed(callId: removal.callId)
    }
}
