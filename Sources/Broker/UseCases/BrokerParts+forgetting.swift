import Feed
import Identity

extension BrokerParts {
    /// Forgets what is known by heart of a person, and has the feed forget it; how many calls only we knew.
    package func forgetByHeart(_ found: Forget.Found) -> Int {
        enquiries.erase(found.person)
        var (customers, spooled) = (found.customers, 0)
        switch found.person {
        case .number(let number): spooled = spool.erase(number)
        case .externalID(let id): customers.insert(id)
        }
        book.erase(customers)
        let calls = Set(found.calls)
        erased.remember(calls)
        _ = news.remove { if case .call(_, let call) = $0 { calls.contains(call.id) } else { false } }
        // Behind all that was told of them: whoever encodes takes it from its own log then.
        _ = news.append(.erased(calls, onFeed: found.onFeed), at: ambience.uptime())
        return spooled
    }
}
