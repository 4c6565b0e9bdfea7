extension SalesforceTable {
    /// The records that the query asks for, in its order.
    func select(_ query: SOQL, from records: [Record]) throws(SalesforceFailure) -> [Record] {
        var kept: [Record] = []
        if let condition = query.condition {
            let accepts = try predicate(condition)
            for record in records where accepts(record) { kept.append(record) }
        } else {
            kept = records
        }
        let sorted = try sort(kept, by: query.order)
        return Array(sorted.dropFirst(query.offset).prefix(query.limit ?? sorted.count))
    }

    /// Binds the condition's columns once, so that a wrong column is an error even where no record is looked at.
    private func predicate(_ condition: SOQL.Condition) throws(SalesforceFailure) -> (Record) -> Bool {
        switch condition {
        case .all(let parts):
            let predicates = try parts.map { part throws(SalesforceFailure) in try predicate(part) }
            return { record in predicates.allSatisfy { $0(record) } }
        case .any(let parts):
            let predicates = try parts.map { part throws(SalesforceFailure) in try predicate(part) }
            return { record in predicates.contains { $0(record) } }
        case .not(let part):
            let inner = try predicate(part)
            return { !inner($0) }
        case .compare(let name, let comparison, let literal):
            let column = try column(name)
            return { comparison.holds(column.read($0), literal) }
        case .oneOf(let name, let literals):
            let column = try column(name)
            return { record in
                let value = column.read(record)
                return literals.contains { SOQL.Comparison.equal.holds(value, $0) }
            }
        }
    }

    private func sort(_ records: [Record], by orders: [SOQL.Order]) throws(SalesforceFailure) -> [Record] {
        var columns: [(order: SOQL.Order, column: Column)] = []
        for order in orders { columns.append((order, try column(order.column))) }
        guard !columns.isEmpty else { return records }
        let rows = records.map { record in (record, columns.map { $0.column.read(record) }) }
        let sorted = rows.sorted { left, right in
            for (index, entry) in columns.enumerated() {
                if let verdict = entry.order.precedes(left.1[index], right.1[index]) { return verdict }
            }
            return false
        }
        return sorted.map(\.0)
    }
}

extension SOQL.Order {
    /// Whether `left` comes before `right`; nil where this order does not tell.
    ///
    /// Nulls come first unless asked otherwise.
    fileprivate func precedes(_ left: JSON, _ right: JSON) -> Bool? {
        switch (left.isNull, right.isNull) {
        case (true, true): return nil
        case (true, false): return !nullsLast
        case (false, true): return nullsLast
        case (false, false):
            guard let sign = left.order(against: right), sign != 0 else { return nil }
            return isDescending ? sign > 0 : sign < 0
        }
    }
}

extension JSON {
    /// -1, 0 or 1; texts are compared without case, as Salesforce does.
    ///
    /// Nil for values of different kinds.
    fileprivate func order(against other: JSON) -> Int? {
        switch (self, other) {
        case (.string(let left), .string(let right)): sign(left.lowercased(), right.lowercased())
        case (.bool(let left), .bool(let right)): sign(left ? 1 : 0, right ? 1 : 0)
        case (.number, .number): if let left = double, let right = other.double { sign(left, right) } else { nil }
        default: nil
        }
    }

    private func sign<Value: Comparable>(_ left: Value, _ right: Value) -> Int {
        left < right ? -1 : left > right ? 1 : 0
    }
}

extension SOQL.Comparison {
    fileprivate func holds(_ value: JSON, _ literal: SOQL.Literal) -> Bool {
        switch literal {
        case .null: return self == .equal ? value.isNull : self == .notEqual && !value.isNull
        case .text(let text) where self == .like: return value.string.map { text.matches($0) } ?? false
        case .text(let text): return holds(value.order(against: .string(text.text)), value)
        case .number(let number): return holds(value.order(against: .number(String(number))), value)
        case .flag(let flag): return holds(value.order(against: .bool(flag)), value)
        case .moment(let moment):
            guard let date = value.string.flatMap(CivilTime.parse) else { return self == .notEqual }
            return holds(date < moment ? -1 : date > moment ? 1 : 0, value)
        }
    }

    /// A null, or a value of another kind, is not equal to anything and in no order with it.
    private func holds(_ order: Int?, _ value: JSON) -> Bool {
        guard let order else { return self == .notEqual }
        return switch self {
        case .equal: order == 0
        case .notEqual: order != 0
        case .less: order < 0
        case .lessOrEqual: order <= 0
        case .greater: order > 0
        case .greaterOrEqual: order >= 0
        case .like: false
        }
    }
}

extension SOQLText {
    /// LIKE, without case.
    ///
    /// The pattern is walked with one point to come back to, so no text makes it slow.
    func matches(_ candidate: String) -> Bool {
        let text = Array(candidate.lowercased())
        var (place, piece) = (0, 0)
        var retry: (place: Int, piece: Int)?
        while place < text.count {
            if piece < pieces.count, pieces[piece] == .anyNumber {
                retry = (place, piece)
                piece += 1
            } else if piece < pieces.count, pieces[piece].accepts(text[place]) {
                (place, piece) = (place + 1, piece + 1)
            } else if let point = retry {
                retry = (point.place + 1, point.piece)
                (place, piece) = (point.place + 1, point.piece + 1)
            } else {
                return false
            }
        }
        return pieces[piece...].allSatisfy { $0 == .anyNumber }
    }
}

extension SOQLText.Piece {
    fileprivate func accepts(_ character: Character) -> Bool {
        switch self {
        case .character(let own): own.lowercased() == String(character)
        case .anyOne: true
        case .anyNumber: false
        }
    }
}
