/// A record of the stand-in ServiceNow.
enum ServiceNowRecord: Sendable {
    case person(Contact)
    case account(Contact)
    case supportCase(Contact)
    case entry(ServiceNowEntry)
}

/// A record that a connector wrote.
struct ServiceNowEntry: Sendable {
    let table: String
    let key: String
    let number: String
    let createdAt: String
    var fields: [String: String]

    /// As the control route shows it.
    var json: JSON {
        let own: [(String, String)] = [("table", table), ("sys_id", key), ("number", number)]
        return .object((own + fields.sorted { $0.key < $1.key }).map { JSON.Member($0.0, .string($0.1)) })
    }
}

/// A field's value, as it is kept and as it is shown.
struct ServiceNowCell: Sendable {
    let value: String
    let display: String
    /// The table that it points into, where it is a reference.
    let target: String?

    init(_ value: String?, display: String? = nil, target: String? = nil) {
        self.value = value ?? ""
        self.display = display ?? self.value
        self.target = target
    }
}

/// A table of the stand-in ServiceNow: its fields, and how each is read from a record.
struct ServiceNowTable: Sendable {
    struct Column: Sendable {
        /// With a dot where it leads through a reference.
        let name: String
        /// The people whose records have a value, where an index knows them.
        var index: (@Sendable (String, Directory) -> [Contact])?
        let read: @Sendable (ServiceNowRecord) -> ServiceNowCell
    }

    let name: String
    /// What numbers of new records begin with; nil where none can be made.
    let numberPrefix: String?
    let columns: [String: Column]
    /// In the order in which a whole record shows them.
    let names: [String]
    /// The record of a person, where they have one here.
    let record: @Sendable (Contact) -> ServiceNowRecord?

    init(
        _ name: String,
        numberPrefix: String? = nil,
        record: @escaping @Sendable (Contact) -> ServiceNowRecord?,
        columns: [Column]
    ) {
        self.name = name
        self.numberPrefix = numberPrefix
        self.record = record
        self.columns = Dictionary(columns.map { ($0.name, $0) }) { first, _ in first }
        names = columns.map(\.name).filter { !$0.contains(".") }
    }

    /// What a query finds, in its order.
    func select(_ query: EncodedQuery, of directory: Directory, and entries: [ServiceNowEntry]) -> [ServiceNowRecord] {
        let people = candidates(query, directory) ?? directory.contacts
        let all = people.compactMap(record) + entries.filter { $0.table == name }.map(ServiceNowRecord.entry)
        return sorted(all.filter { holds(query, $0) }, by: query.order)
    }

    func cell(_ field: String, of record: ServiceNowRecord) -> ServiceNowCell? { columns[field]?.read(record) }

    private func holds(_ query: EncodedQuery, _ record: ServiceNowRecord) -> Bool {
        query.alternatives.contains { groups in
            groups.allSatisfy { group in
                group.contains { condition in
                    cell(condition.field, of: record).map { condition.holds($0.value) } ?? false
                }
            }
        }
    }

    /// Nil where no index helps.
    private func candidates(_ query: EncodedQuery, _ directory: Directory) -> [Contact]? {
        guard query.alternatives.count == 1 else { return nil }
        for group in query.alternatives[0] {
            let found = group.map { condition -> [Contact]? in
                guard let index = columns[condition.field]?.index else { return nil }
                switch condition.comparison {
                case .equal: return index(condition.value, directory)
                case .oneOf: return condition.value.split(separator: ",").flatMap { index(String($0), directory) }
                default: return nil
                }
            }
            guard !found.contains(where: { $0 == nil }) else { continue }
            let places = Set(found.flatMap { $0 ?? [] }.map(\.place))
            return places.sorted().map { directory.contacts[$0] }
        }
        return nil
    }

    private func sorted(_ records: [ServiceNowRecord], by orders: [EncodedQuery.Order]) -> [ServiceNowRecord] {
        guard !orders.isEmpty else { return records }
        let rows = records.map { record in
            (record, orders.map { cell($0.field, of: record)?.value.lowercased() ?? "" })
        }
        let sorted = rows.sorted { left, right in
            for (index, order) in orders.enumerated() where left.1[index] != right.1[index] {
                return (left.1[index] < right.1[index]) != order.isDescending
            }
            return false
        }
        return sorted.map(\.0)
    }
}
