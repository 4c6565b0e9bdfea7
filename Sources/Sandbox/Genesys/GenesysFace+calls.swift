import FoundationEssentials

/// What the platform itself does when it places calls.
extension GenesysFace {
    /// A call begins, before anybody was asked who it is.
    func begin(_ call: PlacedCall) {
        change(call.callID) { conversation in
            conversation.from = call.from
            conversation.to = call.to
            conversation.isOutbound = call.isOutbound
        }
    }

    /// Creates or updates the customer from a lookup's answer and attaches it, as the guide says the platform does.
    ///
    /// Nil is a lookup that failed: the platform makes a record of its own, without an external ID.
    func identify(callID: String, as customer: PlatformCustomer?) {
        let number = upsert(customer ?? PlatformCustomer(externalID: nil, name: nil, email: nil, data: "{}"))
        change(callID) { $0.customer = number }
    }

    func end(callID: String, at date: Date) {
        change(callID) { $0.endedAt = date }
    }
}
