package import Broker
import FoundationEssentials
import Identity

extension GenesysCloudPlatform {
    /// What was prepared for us, External Contacts, conversations and analytics.
    package var questions: [SourceQuestion] {
        [sources, schemas, identifiers, conversation, details].compactMap(\.self)
    }

    private var sources: SourceQuestion {
        question("external sources", "find the external source of our IDs", "externalContacts:externalSource:view") {
            () throws(SourceFailure) in _ = try await self.contacts.binder.source()
        }
    }

    private var schemas: SourceQuestion {
        question("contact schemas", "find the schema with our fields", "externalContacts:customFields:view") {
            () throws(SourceFailure) in _ = try await self.contacts.binder.schema()
        }
    }

    private var identifiers: SourceQuestion? {
        Nothing.call.map { nothing in
            question("External Contacts", "read a customer", "externalContacts:contact:view") {
                () throws(SourceFailure) in _ = try await self.contacts.contact(with: .unknown(nothing))
            }
        }
    }

    private var conversation: SourceQuestion? {
        Nothing.call.map { nothing in
            question("conversations", "read a conversation", "conversation:communication:view") {
                () throws(SourceFailure) in _ = try await self.conversations.party(of: nothing)
            }
        }
    }

    /// An hour that is over long enough to be settled.
    private var details: SourceQuestion {
        question("analytics", "read past conversations", "analytics:conversationDetail:view") {
            () throws(SourceFailure) in
            let end = self.now().addingTimeInterval(-7_200)
            _ = try await self.analytics.page(1, from: end.addingTimeInterval(-3_600), to: end)
        }
    }

    private func question(
        _ part: String,
        _ purpose: String,
        _ right: String,
        _ ask: @escaping SourceQuestion.Ask
    ) -> SourceQuestion {
        SourceQuestion(
            part,
            to: purpose,
            needs: "\(right), for all divisions that calls come from",
            mend: "compare region or base_url with the organisation's own; it is the API's host, not that of apps.",
            ask
        )
    }
}
