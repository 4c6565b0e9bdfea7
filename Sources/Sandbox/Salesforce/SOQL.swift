import FoundationEssentials

/// A query as the stand-in CRM understands it.
struct SOQL: Equatable {
    enum Item: Equatable {
        /// A column, `Name` or `Account.Name`.
        case column(String)
        /// `(SELECT … FROM Cases …)`.
        case children(SOQL)
    }

    struct Order: Equatable {
        let column: String
        let isDescending: Bool
        let nullsLast: Bool
    }

    let items: [Item]
    let object: String
    let condition: Condition?
    let order: [Order]
    let limit: Int?
    let offset: Int

    indirect enum Condition: Equatable {
        case all([Condition])
        case any([Condition])
        case not(Condition)
        case compare(column: String, Comparison, Literal)
        case oneOf(column: String, [Literal])
    }

    enum Comparison: String, CaseIterable {
        case equal = "="
        case notEqual = "!="
        case less = "<"
        case lessOrEqual = "<="
        case greater = ">"
        case greaterOrEqual = ">="
        case like = "LIKE"
    }

    enum Literal: Equatable {
        case text(SOQLText)
        case number(Double)
        case flag(Bool)
        case moment(Date)
        case null
    }
}

/// A quoted text: what it says, and, for LIKE, which of its characters are wildcards.
struct SOQLText: Equatable {
    enum Piece: Equatable {
        case character(Character)
        case anyOne
        case anyNumber
    }

    var text = ""
    var pieces: [Piece] = []
    /// `\%` and `\_` make sense to LIKE only.
    var hasWildcardEscapes = false
}

/// What Salesforce answers to a request that it does not accept.
struct SalesforceFailure: Error, Equatable {
    let status: Int
    let code: String
    let message: String

    static func malformed(_ message: String) -> SalesforceFailure {
        SalesforceFailure(status: 400, code: "MALFORMED_QUERY", message: message)
    }

    static func invalidField(_ column: String, on object: String) -> SalesforceFailure {
        SalesforceFailure(
            status: 400,
            code: "INVALID_FIELD",
            message: "No such column '\(column)' on entity '\(object)'. If you are attempting to use a custom field, "
                + "be sure to append the '__c' after the custom field name."
        )
    }
}
