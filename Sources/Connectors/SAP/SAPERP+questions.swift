package import Broker
import Identity

extension SAPERP {
    /// Its three services, and the way from a number to a partner, which leads through two more sets.
    package var questions: [SourceQuestion] { [partners, addresses, phones, items, credit].compactMap(\.self) }

    private var partners: SourceQuestion? {
        Nothing.account.map { nothing in
            question(configuration.businessPartnerPath, "read business partners", "business_partner_path") {
                () throws(SourceFailure) in
                // A partner that is not there is a 404 as well: a list tells whether the service is.
                try await self.hasPartners()
                _ = try await self.partner(nothing)
            }
        }
    }

    private var addresses: SourceQuestion {
        question("A_BusinessPartnerAddress", "find the partner of an address", "business_partner_path") {
            () throws(SourceFailure) in _ = try await self.partners(at: ["0"])
        }
    }

    private var phones: SourceQuestion? {
        Nothing.number.map { number in
            question("A_AddressPhoneNumber", "find addresses by number", "business_partner_path") {
                () throws(SourceFailure) in _ = try await self.addresses(with: number)
            }
        }
    }

    private var items: SourceQuestion? {
        configuration.openItemsPath.map { path in
            question(path, "read open items", "open_items_path", mayBeNull: true) { () throws(SourceFailure) in
                _ = try await self.items("0")
            }
        }
    }

    private var credit: SourceQuestion? {
        guard let path = configuration.creditPath, let nothing = Nothing.account else { return nil }
        return question(path, "read credit accounts", "credit_path", mayBeNull: true) { () throws(SourceFailure) in
            _ = try await self.credit(nothing)
        }
    }

    private func question(
        _ path: String,
        _ purpose: String,
        _ key: String,
        mayBeNull: Bool = false,
        _ ask: @escaping SourceQuestion.Ask
    ) -> SourceQuestion {
        let service = path.split(separator: "/").last.map(String.init) ?? path
        let none = mayBeNull ? "; `null` there says that there is none" : ""
        return SourceQuestion(
            service,
            to: purpose,
            needs: "the communication arrangement or the authorisation that has \(service)",
            mend: "activate \(service) there, or compare \(key) with where it is\(none)",
            ask
        )
    }
}
