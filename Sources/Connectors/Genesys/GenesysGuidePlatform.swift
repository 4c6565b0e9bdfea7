package import Broker
import FoundationEssentials
package import Identity

/// The contact-centre platform as the guide has it: `/api/v2/customers` and `/api/v2/conversations`.
package struct GenesysGuidePlatform: Platform {
    private struct Found: Decodable {
        let entities: [GuideCustomer]
    }

    private struct Attachment: Encodable {
        let customerId: String
    }

    private struct Attributes: Encodable {
        let attributes: [String: String?]
    }

    private enum Written: Sendable {
        case record(PlatformCustomer)
        case taken
    }

    private let configuration: GenesysConfiguration
    let client: SourceClient
    let now: @Sendable () -> Date

    /// Opens nothing before it is asked something.
    package init(_ configuration: GenesysConfiguration, _ parts: SourceParts) {
        self.configuration = configuration
        now = parts.ambience.now
        client = SourceClient(
            configuration.name,
            .platform,
            to: AllowedOrigins(configuration.baseURL),
            limits: configuration.limits,
            parts
        )
    }

    /// From memory.
    package func health() -> SourceHealth { client.health }

    /// In the vendor's words.
    package var permissions: String { "Data > Customers > Read and Write" }

    /// By external ID; records of others in the answer are nonsense.
    package func customer(with externalID: ExternalID) async throws(SourceFailure) -> PlatformCustomer? {
        let query = QueryString([("externalId", externalID.text)]).text
        return try await client.send(get("customers?\(query)")) { answer throws(SourceFailure) in
            let entities = try answer.json(Found.self).entities
            guard let first = entities.first else { return nil }
            guard entities.count == 1, let customer = first.customer, customer.record.externalID == externalID,
                isIdentifier(customer.id)
            else { throw .malformed }
            return customer
        }
    }

    /// Nil where the call is unknown, points at no record, or at one that the platform made for itself.
    ///
    /// A conversation that names its customer's external ID is taken at its word.
    package func customer(of call: CallID) async throws(SourceFailure) -> PlatformCustomer? {
        let path = "conversations/\(try pathSegment(call.text))"
        let conversation = try await client.send(get(path)) { answer throws(SourceFailure) -> GuideConversation? in
            if answer.isAbsence { return nil }
            let conversation = try answer.json(GuideConversation.self)
            guard conversation.id == call.text else { throw .malformed }
            return conversation
        }
        guard let customer = conversation?.customer else { return nil }
        return customer.isWhole ? customer.whole?.customer : try await self.customer(customer.id)
    }

    /// `POST` for a new record, `PUT` for one that is there; 409 is `taken`.
    package func write(_ record: CustomerRecord, to id: String?) async throws(PlatformFailure) -> PlatformCustomer {
        do throws(SourceFailure) {
            let request = try request(record, id)
            let written = try await client.send(request) { answer throws(SourceFailure) in
                try Self.written(answer, record, id)
            }
            if case .record(let customer) = written { return customer }
        } catch {
            throw .source(error)
        }
        throw .taken
    }

    /// Points a call at a record.
    package func attach(_ call: CallID, to customerID: String) async throws(SourceFailure) {
        let url = url("conversations/\(try pathSegment(call.text))/customer")
        let request = try WireRequest.json("PUT", url, Attachment(customerId: customerID))
        try await client.send(request.authorised(authorization)) { answer throws(SourceFailure) in
            guard answer.isSuccess else { throw answer.failure }
        }
    }

    /// The guide's Interaction data: participant attributes are texts, and a null deletes one.
    package func write(_ attributes: [String: PersonalText?], to call: CallID) async throws(SourceFailure) {
        let url = url("conversations/\(try pathSegment(call.text))/participants/customer/attributes")
        let body = Attributes(attributes: attributes.mapValues { $0?.text })
        try await client.send(try .json("PATCH", url, body).authorised(authorization)) {
            answer throws(SourceFailure) in
            guard answer.isSuccess else { throw answer.failure }
        }
    }

    private func customer(_ id: String) async throws(SourceFailure) -> PlatformCustomer? {
        try await client.send(get("customers/\(try pathSegment(id))")) { answer throws(SourceFailure) in
            if answer.isAbsence { return nil }
            let customer = try answer.json(GuideCustomer.self)
            guard customer.id == id else { throw .malformed }
            return customer.customer
        }
    }

    private func request(_ record: CustomerRecord, _ id: String?) throws(SourceFailure) -> WireRequest {
        let body = GuideCustomerBody(record)
        guard let id else { return try .json("POST", url("customers"), body).authorised(authorization) }
        return try .json("PUT", url("customers/\(try pathSegment(id))"), body).authorised(authorization)
    }

    private static func written(
        _ answer: WireAnswer,
        _ record: CustomerRecord,
        _ id: String?
    ) throws(SourceFailure) -> Written {
        if answer.status == 409 { return .taken }
        // A replacement may be answered without a body; the key is the one that was written to.
        if answer.isSuccess, answer.body.isEmpty, let id { return .record(PlatformCustomer(id: id, record: record)) }
        guard let customer = try answer.json(GuideCustomer.self).customer, isIdentifier(customer.id),
            customer.id == id ?? customer.id, customer.record.externalID == record.externalID
        else { throw .malformed }
        return .record(customer)
    }

    func get(_ path: String) -> WireRequest { .get(url(path), authorization: authorization) }

    private func url(_ path: String) -> String { "\(base(configuration.baseURL))/api/v2/\(path)" }

    private var authorization: String? { configuration.token.map { "Bearer \($0.text)" } }
}
