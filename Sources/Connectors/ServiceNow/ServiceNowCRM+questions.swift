package import Broker
import Identity

extension ServiceNowCRM {
    /// Each table that calls read, and the one in which they are kept.
    package var questions: [SourceQuestion] {
        let consumers = configuration.consumers.map { people("consumers", "consumer_fields", $0) }
        return [people("contacts", "fields", configuration.contacts), consumers, cases, interactions]
            .compactMap(\.self)
    }

    private func people(_ key: String, _ fields: String, _ people: ServiceNowPeople) -> SourceQuestion {
        let mayBeNull = key == "consumers"
        let setting =
            "tables.\(key)\(mayBeNull ? " (`null` says that there is none)" : "") and what is below `\(fields):`"
        return question(people.table, "read \(key)", setting, queries.columns(of: people))
    }

    private var cases: SourceQuestion? {
        let references = [configuration.contacts.reference] + [configuration.consumers?.reference].compactMap(\.self)
        return configuration.cases.map { table in
            let setting = "tables.cases (`null` says that there is none)"
            return question(table, "read cases", setting, references + ServiceNowQueries.ofCase)
        }
    }

    private var interactions: SourceQuestion {
        let columns = ["sys_id", configuration.callKey]
        return question(configuration.interactions, "read kept calls", "tables.interactions and call_field", columns)
    }

    private func question(
        _ table: String,
        _ purpose: String,
        _ setting: String,
        _ columns: [String]
    ) -> SourceQuestion {
        SourceQuestion(
            "table \(table)",
            to: purpose,
            needs: "a role that reads \(table), such as sn_customerservice_agent",
            mend: """
                compare \(setting) with the instance's own (System Definition > Tables); what our user may not read is \
                not shown either
                """,
            comparing: { () throws(SourceFailure) -> KnownFields in try await self.known(columns, of: table) }
        )
    }

    /// The Table API leaves out what it does not have, of rows as of conditions: only rows tell which fields are there.
    private func known(_ columns: [String], of table: String) async throws(SourceFailure) -> KnownFields {
        let rows = try await get(queries.some(of: table, columns), reading: ServiceNowRows.page)
        guard !rows.isEmpty else { return .unseen }
        var seen: Set<String> = []
        var (missing, isSure) = ([String](), true)
        for name in columns where seen.insert(name).inserted && !rows.contains(where: { $0.hasOne(of: [name]) }) {
            switch try await isKnown(behind: name, of: table) {
            case .some(true): continue
            case .some(false): missing.append(name)
            case .none: isSure = false
            }
        }
        guard missing.isEmpty else { return .without(missing) }
        return isSure ? .all : .unseen
    }

    /// Rows without a reference may leave out what lies behind it; nil where no row has one.
    private func isKnown(behind name: String, of table: String) async throws(SourceFailure) -> Bool? {
        guard name.contains(".") else { return false }
        let link = String(name.prefix { $0 != "." })
        let rows = try await get(queries.some(of: table, [name], with: link), reading: ServiceNowRows.page)
        return rows.isEmpty ? nil : rows.contains { $0.hasOne(of: [name]) }
    }
}
