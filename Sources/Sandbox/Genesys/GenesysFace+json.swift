import FoundationEssentials

extension GenesysFace {
    static func body(_ request: IncomingRequest) throws(GenesysFailure) -> JSON {
        guard let body = try? JSONReader.read(request.body), body.members != nil else {
            throw .badRequest("The body is not a JSON object")
        }
        return body
    }

    /// The customer in a request's body; PUT replaces the whole record, so what is missing is empty.
    static func customer(_ request: IncomingRequest) throws(GenesysFailure) -> PlatformCustomer {
        let body = try body(request)
        guard let externalID = body["externalId"]?.string, (1...255).contains(externalID.count) else {
            throw .badRequest("externalId is missing, or longer than 255 characters")
        }
        return try customer(body, externalID: externalID)
    }

    /// A customer from the flat form that lookups answer with, too.
    static func customer(_ body: JSON, externalID: String) throws(GenesysFailure) -> PlatformCustomer {
        for field in ["name", "email"] {
            guard let value = body[field], value.string == nil, !value.isNull else { continue }
            throw .badRequest("\(field) is not a text")
        }
        let data = body["data"] ?? [:]
        guard data.isNull || data.members != nil else { throw .badRequest("data is not an object") }
        return PlatformCustomer(
            externalID: externalID,
            name: body["name"]?.string,
            email: body["email"]?.string,
            data: data.isNull ? "{}" : data.encodedText
        )
    }

    static func json(_ number: Int, _ records: PlatformRecords) -> JSON? {
        guard let customer = records.customers[number] else { return nil }
        return [
            "id": .string(records.customerID(number)), "externalId": .text(customer.externalID),
            "name": .text(customer.name), "email": .text(customer.email), "data": .encoded(customer.data),
        ]
    }

    static func json(_ conversation: PlatformConversation, _ records: PlatformRecords) -> JSON {
        [
            "id": .string(conversation.id),
            "customer": conversation.customer.flatMap { json($0, records) } ?? .null,
            "attributes": .object(conversation.attributes ?? []),
            "startedAt": .string(CivilTime.iso(conversation.startedAt)),
            "endedAt": conversation.endedAt.map { .string(CivilTime.iso($0)) } ?? .null,
        ]
    }

    static func interaction(_ conversation: PlatformConversation, horizon: Date, _ records: PlatformRecords) -> JSON {
        let customer = conversation.customer.flatMap { number -> JSON? in
            guard let customer = records.customers[number] else { return nil }
            return ["id": .string(records.customerID(number)), "externalId": .text(customer.externalID)]
        }
        let ended = conversation.endedAt.flatMap { $0 <= horizon ? $0 : nil }
        return [
            "callId": .string(conversation.id), "fromNumber": .text(conversation.from),
            "toNumber": .text(conversation.to),
            "direction": conversation.isOutbound ? "outbound" : "inbound",
            "customer": customer ?? .null,
            "startedAt": .string(CivilTime.iso(conversation.startedAt)),
            "endedAt": ended.map { .string(CivilTime.iso($0)) } ?? .null,
        ]
    }
}
