package import Broker
import Identity

extension ServiceNowCRM {
    /// Each table that calls read, and the one in which they are kept.
    package var questions: [SourceQuestion] {
        let consumers = configuration.consumers.flatMap { people("consumers", $0) }
        return [people("contacts", configuration.contacts), consumers, cases, interactions].compactMap(\.self)
    }

    private func people(_ key: String, _ people: ServiceNowPeople) -> SourceQuestion? {
        queries.account(Nothing.sysID, in: people).map { path in
            question(people.table, "read \(key)", key, mayBeNull: key == "consumers", path)
        }
    }

    private var cases: SourceQuestion? {
        let references = [configuration.contacts.reference] + [configuration.consumers?.reference].compactMap(\.self)
        guard let table = configuration.cases,
            let path = queries.cases(of: references.map { ($0, [Nothing.sysID]) })
        else { return nil }
        return question(table, "read cases", "cases", mayBeNull: true, path)
    }

    private var interactions: SourceQuestion? {
        Nothing.call.map { call in
            question(configuration.interactions, "read kept calls", "interactions", queries.entry(of: call))
        }
    }

    /// A row that comes all the same says that a condition was left out: such a field is not there.
    private func question(
        _ table: String,
        _ purpose: String,
        _ key: String,
        mayBeNull: Bool = false,
        _ path: String
    ) -> SourceQuestion {
        let none = mayBeNull ? "; `null` there says that there is none" : ""
        return SourceQuestion(
            "table \(table)",
            to: purpose,
            needs: "a role that reads \(table), such as sn_customerservice_agent",
            mend: "compare tables.\(key) and the fields below it with the instance's own\(none)"
        ) { () throws(SourceFailure) in
            guard try await self.get(path, reading: ServiceNowRows.page).isEmpty else { throw .malformed }
        }
    }
}
