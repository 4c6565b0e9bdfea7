package import Identity

/// What a viewer may read of calls.
package enum ReadCalls {
    /// Most calls that one answer holds.
    package static let limit = 500

    /// The live calls that a viewer may see, newest first.
    package static func live(for viewer: Viewer, with parts: BrokerParts) async throws(JournalFailure) -> [Call] {
        let staff = parts.staff
        return try await parts.journal.liveCalls(limit: limit) { staff.may(viewer, see: $0) }
    }

    /// One call, from the journal too; nil where there is none that the viewer may see.
    package static func one(
        _ id: CallID,
        for viewer: Viewer,
        with parts: BrokerParts
    ) async throws(JournalFailure) -> Call? {
        try await find(id, for: viewer, with: parts)
    }

    /// Every identification of a call; nil where there is none that the viewer may see.
    package static func history(
        of id: CallID,
        for viewer: Viewer,
        with parts: BrokerParts
    ) async throws(JournalFailure) -> [IdentityStep]? {
        guard try await find(id, for: viewer, with: parts) != nil else { return nil }
        return try await parts.journal.history(of: id)
    }

    /// As `one`; without a viewer (the platform asks) every call.
    static func find(_ id: CallID, for viewer: Viewer?, with parts: BrokerParts) async throws(JournalFailure) -> Call? {
        guard let call = try await parts.journal.known(about: Subject(call: id)).call else { return nil }
        return viewer.map { parts.staff.may($0, see: call) } ?? true ? call : nil
    }
}
