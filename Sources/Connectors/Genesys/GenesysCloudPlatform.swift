package import Broker
import FoundationEssentials
package import Identity
package import Logging

/// The contact-centre platform as it is: Genesys Cloud, with External Contacts for customer records.
package struct GenesysCloudPlatform: Platform {
    /// Contacts and conversations whose keys are remembered for so long.
    private static let memory = (capacity: 5_000, life: Duration.seconds(60))

    private let client: SourceClient
    let contacts: GenesysContacts
    let analytics: GenesysAnalytics
    let now: @Sendable () -> Date
    let conversations: GenesysConversations
    /// The call that was last seen to point at a contact.
    private let callers: RecentValues<String, CallID>
    private let uptime: @Sendable () -> Duration

    /// Opens nothing before it is asked something.
    package init(_ configuration: GenesysCloudConfiguration, _ parts: SourceParts, logger: Logger) {
        let client = SourceClient(
            configuration.name,
            .platform,
            to: AllowedOrigins(configuration.apiURL, configuration.loginURL),
            limits: configuration.limits,
            parts
        )
        let login = GenesysLogin(configuration: configuration, client: client, uptime: parts.ambience.uptime)
        let sessions = Sessions<GenesysSession>(uptime: parts.ambience.uptime, end: { $0.end }) {
            () async throws(SourceFailure) in try await login.open()
        }
        let access = GenesysAccess(configuration: configuration, client: client, sessions: sessions, logger: logger)
        self.client = client
        (now, uptime) = (parts.ambience.now, parts.ambience.uptime)
        callers = RecentValues(capacity: Self.memory.capacity, life: Self.memory.life)
        analytics = GenesysAnalytics(access: access)
        contacts = GenesysContacts(
            access: access,
            binder: GenesysBinder(access: access),
            naming: GenesysNaming(source: configuration.externalSource),
            recent: RecentValues(capacity: Self.memory.capacity, life: Self.memory.life),
            uptime: parts.ambience.uptime
        )
        conversations = GenesysConversations(
            access: access,
            parties: RecentValues(capacity: Self.memory.capacity, life: Self.memory.life),
            ambience: parts.ambience
        )
    }

    /// From memory.
    package func health() -> SourceHealth { client.health }

    /// In the vendor's words.
    package var permissions: String {
        """
        externalContacts:contact:view, add, edit and enrich, externalContacts:externalSource:view, \
        externalContacts:conversation:associate, conversation:participant:attributes, each for all \
        divisions that calls come from
        """
    }

    /// The contact that owns the external ID; one that says it has another is nonsense.
    package func customer(with externalID: ExternalID) async throws(SourceFailure) -> PlatformCustomer? {
        try await contacts.contact(with: externalID)
    }

    /// Nil where the conversation is unknown, points at no contact, or at one that the platform made for itself.
    package func customer(of call: CallID) async throws(SourceFailure) -> PlatformCustomer? {
        guard let contact = try await conversations.party(of: call)?.contactID else { return nil }
        let customer = try await contacts.contact(contact)
        if let customer { callers.keep(call, for: customer.id, at: uptime()) }
        return customer
    }

    /// A new contact, or one that holds the record from now on; what others keep in it stays.
    package func write(_ record: CustomerRecord, to id: String?) async throws(PlatformFailure) -> PlatformCustomer {
        let written: PlatformCustomer?
        do throws(SourceFailure) {
            if let id {
                written = try await replace(id, with: record)
            } else {
                written = try await contacts.make(record)
            }
        } catch {
            throw .source(error)
        }
        guard let written else { throw .taken }
        return written
    }

    /// The tag follows a contact that gets another external ID while a call points at it.
    private func replace(_ id: String, with record: CustomerRecord) async throws(SourceFailure) -> PlatformCustomer? {
        let before = contacts.recent[id, at: uptime()]
        let written = try await contacts.replace(id, with: record)
        if written != nil, before != record.externalID, let call = callers[id, at: uptime()] {
            try await conversations.tag(call, record.externalID)
        }
        return written
    }

    /// Returns once the conversation points at the contact; its tag is the contact's external ID.
    package func attach(_ call: CallID, to customerID: String) async throws(SourceFailure) {
        try await conversations.associate(call, with: customerID)
        if let id = try await contacts.externalID(of: customerID) { try await conversations.tag(call, id) }
    }

    /// The customer's participant attributes; a nil leaves an empty text.
    package func write(_ attributes: [String: PersonalText?], to call: CallID) async throws(SourceFailure) {
        try await conversations.write(attributes, to: call)
    }
}
