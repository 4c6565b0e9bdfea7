package import Identity

/// Accounts for an agent to choose from, and a closer look at one.
package enum FindAccounts {
    /// Why there is no answer.
    package enum Failure: Error, Hashable, Sendable, FailureOnACall {
        case unknownCall
        case unknownAccount
        case source(SourceFailure)
        case journal(JournalFailure)
    }

    /// An account, with its standing where it could be read.
    package struct Reviewed: Sendable {
        /// The CRM's record.
        package let account: Account
        /// Its digit on the call, where it has one.
        package let digit: Int?
        /// How it stands.
        package let erp: ERPContext
    }

    /// Accounts by ID, number, e-mail or name; the search is audited before it is made.
    package static func search(
        _ query: AccountQuery,
        limit: Int,
        by viewer: Viewer,
        with parts: BrokerParts
    ) async throws(Failure) -> [Account] {
        let entry = AuditEntry(at: parts.ambience.now(), actor: viewer.actor, kind: .search, field: query.field)
        do throws(JournalFailure) { try await parts.audit.record(entry) } catch { throw .journal(error) }
        do throws(SourceFailure) {
            guard case .externalID(let id) = query else { return try await parts.crms[0].search(query, limit: limit) }
            guard let crm = parts.crm(of: id) else { return [] }
            return try await crm.account(crm.canonical(id)).map { [$0] } ?? []
        } catch {
            throw .source(error)
        }
    }

    /// An account as it is now, its ERP status included: what an agent reviews before a switch.
    package static func review(
        _ id: ExternalID,
        on call: CallID,
        for viewer: Viewer,
        with parts: BrokerParts
    ) async throws(Failure) -> Reviewed {
        let call = try await parts.call(call, for: viewer, orElse: Failure.self)
        let account: Account?
        do throws(SourceFailure) { account = try await parts.crm(of: id)?.account(parts.canonical(id)) } catch {
            throw .source(error)
        }
        guard let account else { throw .unknownAccount }
        let digit = call.candidates.first { $0.account.id == account.id }?.digit
        return Reviewed(account: account, digit: digit, erp: await standing(of: account, with: parts))
    }

    /// An ERP that fails is said, and keeps nobody from reviewing.
    private static func standing(of account: Account, with parts: BrokerParts) async -> ERPContext {
        guard let erp = parts.erp, let number = account.erpAccount else { return ERPContext(SourceProgress(.missing)) }
        let source = erp.health().name
        let startedAt = parts.ambience.uptime()
        do throws(SourceFailure) {
            let standing = try await erp.standing(of: number)
            let took = parts.ambience.uptime() - startedAt
            let state: SourceState = standing == nil ? .missing : .ready
            return ERPContext(.answered(state, by: source, at: parts.ambience.now(), took: took), standing: standing)
        } catch {
            return ERPContext(.failed(error, source: source, retryAt: nil))
        }
    }
}

extension AccountQuery {
    /// By what is searched; never what for.
    fileprivate var field: String {
        switch self {
        case .externalID: "externalId"
        case .number: "number"
        case .email: "email"
        case .name: "name"
        }
    }
}
