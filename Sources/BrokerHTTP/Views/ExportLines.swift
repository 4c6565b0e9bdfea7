package import Broker
package import BrokerAPI
import FoundationEssentials
import Identity

/// What is held about a person, line by line and page by page.
package struct ExportLines: Sendable {
    /// Some lines, and where the others are.
    package struct Page: Sendable {
        /// In order; those of the last page end with the result.
        package let lines: [ExportLine]
        fileprivate let next: RowPlace?
        fileprivate let rows: Int
        fileprivate let isLast: Bool
    }

    private let person: Person
    private let journal: any PersonTraces
    private let ambience: Ambience

    /// An export; who asks for it has been audited.
    package init(_ person: Person, in journal: any PersonTraces, _ ambience: Ambience) {
        self.person = person
        self.journal = journal
        self.ambience = ambience
    }

    /// What is remembered.
    package func first() async throws(JournalFailure) -> Page {
        let memories = try await journal.memories(of: person)
        let lines = memories.overrides.map { ExportLine($0) } + memories.links.map { ExportLine($0) }
        return Page(lines: lines, next: nil, rows: lines.count, isLast: false)
    }

    /// Calls, until there are no more; nil behind the last page.
    package func next(after page: Page) async throws(JournalFailure) -> Page? {
        guard !page.isLast else { return nil }
        let held = try await journal.calls(of: person, after: page.next, limit: ExportPerson.page)
        let rows = page.rows + held.calls.count
        let end = held.next == nil ? [ExportLine.result(result(rows))] : []
        return Page(
            lines: held.calls.map { .call(ExportedCall($0)) } + end,
            next: held.next,
            rows: rows,
            isLast: held.next == nil
        )
    }

    private func result(_ rows: Int) -> ExportResult {
        let whole =
            switch person {
            case .number(let number): number.e164
            case .externalID(let id): id.text
            }
        return ExportResult(at: ambience.now(), person: whole, rows: rows)
    }
}

extension ExportLine {
    fileprivate init(_ override: Override) {
        self = .override(
            ExportedOverride(
                number: override.number.e164,
                externalId: override.account.id.text,
                name: override.account.name.text,
                by: override.actor.name ?? override.actor.id,
                reason: override.reason.text,
                at: override.at,
                expires: override.expires
            )
        )
    }

    fileprivate init(_ link: RecentLink) {
        self = .link(
            ExportedLink(
                number: link.number.e164,
                externalId: link.account.id.text,
                name: link.account.name.text,
                source: link.source.rawValue,
                at: link.at
            )
        )
    }
}

extension ExportedCall {
    fileprivate init(_ held: HeldCall) {
        let (call, life) = (held.call, held.call.life)
        self.init(
            callId: call.id.text,
            direction: life.direction.rawValue,
            number: call.number?.e164,
            startedAt: life.startedAt,
            answeredAt: life.answeredAt,
            endedAt: life.endedAt,
            queueId: life.queueID,
            userId: life.userID,
            verifiedEmail: call.verifiedEmail?.text,
            identity: ExportedIdentity(call.identity, at: call.identity.asOf),
            identifications: held.steps.map { ExportedIdentity($0.identity, at: $0.at) },
            context: ExportedContext(call),
            timeline: call.timeline.map { ExportedLine(at: $0.at, text: $0.text.text) },
            interaction: call.interaction.mapValues(\.text)
        )
    }
}

extension ExportedIdentity {
    fileprivate init(_ identity: Identification, at: Date) {
        self.init(
            at: at,
            externalId: identity.externalID.text,
            name: identity.name?.text,
            email: identity.email?.text,
            resolvedBy: identity.resolvedBy.rawValue,
            source: identity.source?.rawValue,
            reason: identity.reason?.text
        )
    }
}

extension ExportedContext {
    fileprivate init(_ call: Call) {
        let (account, standing) = (call.crm.account, call.erp.standing)
        self.init(
            caseId: account?.supportCase?.id,
            caseSubject: account?.supportCase?.subject?.text,
            loyaltyTier: account?.tier,
            erpAccount: account?.erpAccount?.text,
            accountStatus: standing?.status?.rawValue,
            balanceDue: standing?.balanceDue.map { "\($0.amountText) \($0.currency)" },
            overdue: standing?.overdue.map { "\($0.amountText) \($0.currency)" }
        )
    }
}
