/// An object of the stand-in CRM: its columns, by lower-cased name, and how each is read from a record.
struct SalesforceTable<Record: Sendable>: Sendable {
    struct Column: Sendable {
        /// As the vendor spells it; a dot leads to the parent, `Account.Name`.
        let name: String
        let read: @Sendable (Record) -> JSON
    }

    let object: String
    let columns: [String: Column]
    /// The columns' names in the order in which a whole record shows them.
    let names: [String]
    let id: @Sendable (Record) -> String

    init(_ object: String, id: @escaping @Sendable (Record) -> String, columns: [Column]) {
        self.object = object
        self.id = id
        self.columns = Dictionary(columns.map { ($0.name.lowercased(), $0) }) { first, _ in first }
        names = columns.map(\.name)
    }

    func column(_ name: String) throws(SalesforceFailure) -> Column {
        guard let column = columns[name.lowercased()] else { throw .invalidField(name, on: object) }
        return column
    }

    /// `attributes` of a record: its type and where it lives.
    func attributes(_ record: Record, version: String) -> JSON {
        let url = "/services/data/\(version)/sobjects/\(object)/\(id(record))"
        return ["type": .string(object), "url": .string(url)]
    }
}
