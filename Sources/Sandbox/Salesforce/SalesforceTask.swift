import FoundationEssentials

/// A call log that a connector wrote.
struct SalesforceTask: Sendable {
    /// What a field takes.
    enum Kind: Sendable {
        /// At most so many characters.
        case text(Int)
        case picklist(Set<String>)
        case wholeNumber
        case day
    }

    let id: String
    let fields: JSON

    /// What a connector may write; `AccountId` is derived and is not among them.
    static let writable: [String: Kind] = [
        "Subject": .text(255), "WhoId": .text(18), "WhatId": .text(18), "TaskSubtype": .picklist(["Task", "Call"]),
        "CallType": .picklist(["Inbound", "Outbound", "Internal"]), "CallDurationInSeconds": .wholeNumber,
        "CallDisposition": .text(255), "CallObject": .text(255),
        "Status": .picklist(["Not Started", "In Progress", "Completed"]), "Priority": .picklist(["High", "Normal"]),
        "ActivityDate": .day, "Description": .text(32_000),
    ]

    /// As the control route shows it.
    var json: JSON { .object([JSON.Member("Id", .string(id))] + (fields.members ?? [])) }

    /// A body's fields, each checked as the vendor does.
    static func fields(_ body: [UInt8]) throws(SalesforceFailure) -> JSON {
        guard let fields = try? JSONReader.read(body), let members = fields.members else {
            throw SalesforceFailure(status: 400, code: "JSON_PARSER_ERROR", message: "The HTTP entity body is not JSON")
        }
        for member in members where !member.value.isNull { try check(member) }
        return fields
    }

    /// What it points at is not there.
    static let noSuchTarget = SalesforceFailure(
        status: 400,
        code: "INVALID_CROSS_REFERENCE_KEY",
        message: "invalid cross reference id"
    )

    private static func check(_ member: JSON.Member) throws(SalesforceFailure) {
        guard let kind = writable[member.name] else {
            throw SalesforceFailure(
                status: 400,
                code: "INVALID_FIELD",
                message: "No such column '\(member.name)' on sobject of type Task"
            )
        }
        switch kind {
        case .text(let limit):
            guard let text = member.value.string else { throw wrongType(member.name) }
            guard text.count <= limit else { throw tooLong(member.name, limit) }
        case .picklist(let values):
            guard let text = member.value.string, values.contains(text) else { throw badPick(member.name) }
        case .wholeNumber: guard member.value.integer != nil else { throw wrongType(member.name) }
        case .day:
            let day = member.value.string
            guard let day, day.count == 10, CivilTime.parse("\(day)T00:00:00Z") != nil else {
                throw wrongType(member.name)
            }
        }
    }

    private static func wrongType(_ name: String) -> SalesforceFailure {
        SalesforceFailure(
            status: 400,
            code: "JSON_PARSER_ERROR",
            message: "Cannot deserialize instance of \(name) from the value given"
        )
    }

    private static func tooLong(_ name: String, _ limit: Int) -> SalesforceFailure {
        SalesforceFailure(
            status: 400,
            code: "STRING_TOO_LONG",
            message: "\(name): data value too large (max length=\(limit))"
        )
    }

    private static func badPick(_ name: String) -> SalesforceFailure {
        SalesforceFailure(
            status: 400,
            code: "INVALID_OR_NULL_FOR_RESTRICTED_PICKLIST",
            message: "\(name): bad value for restricted picklist field"
        )
    }
}
