package import BrokerAPI
package import FoundationEssentials

/// The platform's customer record, as far as it has been read.
package enum RecordReading: Sendable, Hashable {
    case asked
    case read(CustomerView, at: Date)
    case failed(String)
}

extension Model {
    mutating func beginRecord() -> [Effect] {
        guard let openID else { return [] }
        mode = .record(scroll: 0)
        records[openID] = .asked
        return [.customer(callID: openID)]
    }

    mutating func customerAnswered(_ callID: String, _ answer: Answer<CustomerView>) {
        guard records[callID] == .asked else { return }
        switch answer {
        case .success(let record): records[callID] = .read(record, at: now)
        case .failure(let failure): records[callID] = .failed(failure.reason)
        }
    }
}
