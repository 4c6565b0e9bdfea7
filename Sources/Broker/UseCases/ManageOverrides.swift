package import FoundationEssentials
package import Identity

/// The memory of switches, listed and revoked.
package enum ManageOverrides {
    /// Most memories that one answer holds.
    static let limit = 500

    /// Those that count now, newest first; an agent sees their own.
    package static func list(for viewer: Viewer, with parts: BrokerParts) async throws(JournalFailure) -> [Override] {
        try await list(for: viewer, in: parts.memory, at: parts.ambience.now())
    }

    /// As above, where no broker runs.
    package static func list(
        for viewer: Viewer,
        in memory: any OverrideMemory,
        at now: Date
    ) async throws(JournalFailure) -> [Override] {
        try await memory.overrides(at: now, limit: limit).filter { isVisible($0, to: viewer) }
    }

    /// Forgets one, which is audited; false where there is none that the viewer may revoke.
    package static func revoke(
        _ id: String,
        by viewer: Viewer,
        with parts: BrokerParts
    ) async throws(JournalFailure) -> Bool {
        try await revoke(id, by: viewer, in: parts.memory, auditing: parts.audit, at: parts.ambience.now())
    }

    /// As above, where no broker runs.
    package static func revoke(
        _ id: String,
        by viewer: Viewer,
        in memory: any OverrideMemory,
        auditing audit: any AuditTrail,
        at now: Date
    ) async throws(JournalFailure) -> Bool {
        guard try await list(for: viewer, in: memory, at: now).contains(where: { $0.id == id }) else { return false }
        try await audit.record(AuditEntry(at: now, actor: viewer.actor, kind: .revocation))
        return try await memory.revoke(id) != nil
    }

    private static func isVisible(_ override: Override, to viewer: Viewer) -> Bool {
        viewer.role == .supervisor || override.actor.id == viewer.actor.id
    }
}
