import BrokerAPI
import FoundationEssentials
import Screen

/// Calls that a list would show by the same name, and what tells each from the others.
struct Namesakes {
    private let groups: [String: [CallView]]
    private let secondsFromGMT: Int

    init(_ model: Model) {
        groups = Dictionary(grouping: model.shownCalls, by: \.shortWho).filter { $0.value.count > 1 }
        secondsFromGMT = model.secondsFromGMT
    }

    /// The end of the number or of the account's ID, the queue, or when the call came: the first that no namesake shares;
    /// nil where the name is the only one.
    func mark(of call: CallView, _ glyphs: Glyphs) -> String? {
        guard let group = groups[call.shortWho] else { return nil }
        let ways: [(CallView) -> String?] = [
            { $0.identity.name == nil ? nil : Self.digits(endOf: $0.number).map { glyphs.ellipsis + $0 } },
            { Self.end(of: $0.identity.externalId).map { glyphs.ellipsis + $0 } },
            { $0.queueName ?? $0.queueId },
        ]
        let others = group.filter { $0.callId != call.callId }
        if let own = ways.lazy.compactMap({ Self.telling($0, call, others) }).first { return own }
        // Whoever calls twice within a minute is told apart by the second.
        let moment = Ages.moment(call.startedAt, secondsFromGMT)
        return Self.telling({ Ages.minute($0.startedAt, secondsFromGMT) }, call, others) ?? String(moment.prefix(8))
    }

    /// What a way says of a call, where it says something else of every other.
    private static func telling(_ way: (CallView) -> String?, _ call: CallView, _ others: [CallView]) -> String? {
        guard let own = way(call), others.allSatisfy({ way($0) != own }) else { return nil }
        return own
    }

    /// What is in clear of a masked number.
    private static func digits(endOf number: String?) -> String? {
        let digits = String((number ?? "").reversed().prefix { $0.isASCII && $0.isNumber }.prefix(4).reversed())
        return digits.isEmpty ? nil : digits
    }

    /// Of an account that somebody may know; nobody knows a stand-in's ID.
    private static func end(of externalID: String) -> String? {
        guard !externalID.hasPrefix("PHONE:"), !externalID.hasPrefix("UNKNOWN:") else { return nil }
        let id = externalID.drop { $0 != ":" }.dropFirst()
        return id.isEmpty ? nil : String(id.suffix(4))
    }
}
