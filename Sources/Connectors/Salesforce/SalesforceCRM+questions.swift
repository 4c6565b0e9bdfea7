package import Broker
import FoundationEssentials
import Identity

extension SalesforceCRM {
    /// The object that people are, what of its parent is asked for, their cases, and the tasks that calls become.
    package var questions: [SourceQuestion] {
        [people, parents, cases, tasks].compactMap(\.self)
    }

    private var fields: SalesforceFields { configuration.fields }

    private var columns: [String] {
        let optional = [fields.tier, fields.kind, fields.erp, fields.lastContact, fields.interactions]
        var seen: Set<String> = []
        return ([fields.id, fields.name, fields.email] + fields.number + optional).compactMap(\.self).filter {
            seen.insert($0).inserted
        }
    }

    private var people: SourceQuestion {
        let own = columns.filter { !$0.contains(".") }
        return question(
            fields.object,
            "read people",
            "read on \(fields.object) and on \(own.joined(separator: ", "))",
            own
        ) {
            "SELECT \(own.joined(separator: ", ")) FROM \(fields.object) \($0)"
        }
    }

    private var parents: SourceQuestion? {
        let theirs = columns.filter { $0.contains(".") }
        guard !theirs.isEmpty else { return nil }
        let names = theirs.joined(separator: ", ")
        return question(names, "read what belongs to people", "read on \(names)", theirs) {
            "SELECT Id, \(names) FROM \(fields.object) \($0)"
        }
    }

    private var cases: SourceQuestion? {
        fields.cases.map { cases in
            question(cases, "read cases", "read on Case: CaseNumber, Status, Subject, IsClosed") {
                """
                SELECT Id, (SELECT Id, CaseNumber, Status, Subject, IsClosed FROM \(cases) \
                ORDER BY IsClosed ASC, CreatedDate DESC LIMIT 1) FROM \(fields.object) \($0)
                """
            }
        }
    }

    private var tasks: SourceQuestion? {
        Nothing.call.map { call in
            SourceQuestion(
                "Task",
                to: "read kept calls",
                needs: "read and create on Task, with CallObject",
                mend: Self.mend
            ) { [self] () throws(SourceFailure) in
                _ = try await ask(queries.entry(of: call), reading: rows.page)
            }
        }
    }

    private func question(
        _ part: String,
        _ purpose: String,
        _ permissions: String,
        _ names: [String] = [],
        query: (String) -> String
    ) -> SourceQuestion {
        let query = query("WHERE Id = '\(Nothing.salesforceID)' LIMIT 1")
        return SourceQuestion(
            part,
            to: purpose,
            needs: permissions,
            mend: Self.mend,
            comparing: {
                () throws(SourceFailure) -> KnownFields in
                try await KnownFields.of(names, sure: "Id") { () throws(SourceFailure) in
                    _ = try await self.ask(query, reading: self.rows.page)
                } alone: { name throws(SourceFailure) in
                    let query = "SELECT \(name) FROM \(self.fields.object) LIMIT 1"
                    _ = try await self.ask(query, reading: self.rows.page)
                }
            }
        )
    }

    private static let mend =
        "compare the names below `fields:` with Setup > Object Manager; a field may also be hidden"
}
