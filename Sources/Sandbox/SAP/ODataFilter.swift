/// What SAP's gateway answers to a request that it does not accept.
struct SAPFailure: Error, Equatable {
    let status: Int
    let code: String
    let message: String

    static func badQuery(_ message: String) -> SAPFailure {
        SAPFailure(status: 400, code: "005056A509B11EE1B9A8FEC11C21578E", message: message)
    }

    static func notFound(_ message: String) -> SAPFailure {
        SAPFailure(status: 404, code: "/IWBEP/CM_MGW_RT/020", message: message)
    }

    /// What the gateway itself says, before any service is asked.
    static func noService(_ name: String) -> SAPFailure {
        let message = "No service found for namespace '', name '\(name.prefix(40))', version '0001'"
        return SAPFailure(status: 404, code: "/IWFND/MED/170", message: message)
    }
}

/// A `$filter` of OData V2: comparisons, `and`, `or`, `not`, parentheses.
indirect enum ODataFilter: Equatable {
    case both(ODataFilter, ODataFilter)
    case either(ODataFilter, ODataFilter)
    case not(ODataFilter)
    case compare(property: String, Comparison, Literal)

    enum Comparison: String {
        case equal = "eq"
        case notEqual = "ne"
        case less = "lt"
        case lessOrEqual = "le"
        case greater = "gt"
        case greaterOrEqual = "ge"
    }

    enum Literal: Equatable {
        case text(String)
        case number(Double)
        case flag(Bool)
    }
}

extension ODataFilter {
    /// Whether the row is wanted; an unknown property is an error, as in SAP.
    func accepts(_ row: [JSON.Member]) throws(SAPFailure) -> Bool {
        switch self {
        case .both(let left, let right): return try left.accepts(row) ? try right.accepts(row) : false
        case .either(let left, let right): return try left.accepts(row) ? true : try right.accepts(row)
        case .not(let inner): return try !inner.accepts(row)
        case .compare(let property, let comparison, let literal):
            guard let value = row.first(where: { $0.name == property })?.value else {
                throw .badQuery("Property \(property) not found")
            }
            return comparison.holds(value, literal)
        }
    }

    /// The text that the filter insists on for a property, where an index could find it; nil where any value may do.
    func required(_ property: String) -> String? {
        switch self {
        case .both(let left, let right): left.required(property) ?? right.required(property)
        case .compare(property, .equal, .text(let text)): text
        case .either, .not, .compare: nil
        }
    }
}

extension ODataFilter.Comparison {
    fileprivate func holds(_ value: JSON, _ literal: ODataFilter.Literal) -> Bool {
        switch (value, literal) {
        case (.string(let text), .text(let wanted)): holds(text, wanted)
        case (.string(let text), .number(let wanted)): Double(text).map { holds($0, wanted) } ?? false
        case (.bool(let flag), .flag(let wanted)): holds(flag ? 1 : 0, wanted ? 1 : 0)
        default: self == .notEqual
        }
    }

    private func holds<Value: Comparable>(_ left: Value, _ right: Value) -> Bool {
        switch self {
        case .equal: left == right
        case .notEqual: left != right
        case .less: left < right
        case .lessOrEqual: left <= right
        case .greater: left > right
        case .greaterOrEqual: left >= right
        }
    }
}
