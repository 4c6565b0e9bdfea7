import Broker
import FoundationEssentials
import Identity

extension ServiceNowCRM {
    /// Rows of one answer.
    struct Page: Sendable {
        var rows: [ServiceNowRow] = []
        var hasMore = false

        init() {}

        /// Of rows that were asked for with one more than `most`.
        init(_ found: [ServiceNowRow], most: Int) {
            rows = Array(found.prefix(most))
            hasMore = found.count > most
        }

        func keeping(_ isKept: (ServiceNowRow) -> Bool) -> Page {
            var page = self
            page.rows = rows.filter(isKept)
            return page
        }
    }

    typealias TablePage = (people: ServiceNowPeople, page: Page)

    /// The tables' pages, contacts first.
    func inEachTable(
        _ ask: @Sendable (ServiceNowPeople) async throws(SourceFailure) -> Page
    ) async throws(SourceFailure) -> [TablePage] {
        guard let consumers = configuration.consumers else {
            return [(configuration.contacts, try await ask(configuration.contacts))]
        }
        async let others = result(ask, consumers)
        let contacts = await result(ask, configuration.contacts)
        return [(configuration.contacts, try contacts.get()), (consumers, try await others.get())]
    }

    /// `async let` can't keep the type of what is thrown, a result can.
    private func result(
        _ ask: @Sendable (ServiceNowPeople) async throws(SourceFailure) -> Page,
        _ people: ServiceNowPeople
    ) async -> Result<Page, SourceFailure> {
        do throws(SourceFailure) { return .success(try await ask(people)) } catch { return .failure(error) }
    }

    /// The people of both tables, with their cases.
    func accounts(_ pages: [TablePage]) async throws(SourceFailure) -> [Account] {
        try await accounts(
            of: pages.flatMap { table in table.page.rows.compactMap { rows.person($0, of: table.people) } }
        )
    }

    /// People with their cases: one more round trip, where there is anybody.
    func accounts(of people: [ServiceNowRows.Person]) async throws(SourceFailure) -> [Account] {
        let asked = await Concurrently.result { () async throws(SourceFailure) in try await self.cases(of: people) }
        var refusal: SourceFailure?
        let cases = try asked.map(Optional.some).part(&refusal) ?? [:]
        return people.compactMap { person in
            var account = rows.account(person, cases[person.key])
            account?.refusal = refusal
            return account
        }
    }

    private func cases(of people: [ServiceNowRows.Person]) async throws(SourceFailure) -> [String: SupportCase] {
        let references = Set(people.map(\.people.reference)).sorted()
        let asked = references.map { reference in
            (reference: reference, ids: people.filter { $0.people.reference == reference }.map(\.key))
        }
        guard let path = queries.cases(of: asked) else { return [:] }
        return rows.cases(try await get(path, reading: ServiceNowRows.page), of: people)
    }
}
