package import Identity

/// The memory of switches, listed and revoked.
package enum ManageOverrides {
    /// Most memories that one answer holds.
    static let limit = 500

    /// Those that count now, newest first; an agent sees their own.
    package static func list(for viewer: Viewer, with parts: BrokerParts) async throws(JournalFailure) -> [Override] {
        let all = try await parts.memory.overrides(at: parts.ambience.now(), limit: limit)
        return all.filter { isVisible($0, to: viewer) }
    }

    /// Forgets one, which is audited; false where there is none that the viewer may revoke.
    package static func revoke(
        _ id: String,
        by viewer: Viewer,
        with parts: BrokerParts
    ) async throws(JournalFailure) -> Bool {
        guard try await list(for: viewer, with: parts).contains(where: { $0.id == id }) else { return false }
        try await parts.audit.record(AuditEntry(at: parts.ambience.now(), actor: viewer.actor, kind: .revocation))
        return try await parts.memory.revoke(id) != nil
    }

    private static func isVisible(_ override: Override, to viewer: Viewer) -> Bool {
        viewer.role == .supervisor || override.actor.id == viewer.actor.id
    }
}
