import BrokerAPI
import FoundationEssentials
import Identity
import NIOCore

/// The bytes of Server-Sent Events.
enum EventStream {
    static let heartbeat = Array(":\n\n".utf8)

    /// An event without its number, which it gets when it is appended to the log.
    static func event(_ name: FeedEventName, _ value: some Encodable) throws -> [UInt8] {
        let data = try WireDate.sharedEncoder.encode(value)
        var bytes: [UInt8] = []
        bytes.reserveCapacity(data.count + 32)
        bytes += "event: \(name.rawValue)\ndata: ".utf8
        bytes += data
        bytes += "\n\n".utf8
        return bytes
    }

    /// A call that is off the feed or out of a reader's sight; its ID needs no escaping.
    static func removal(of id: CallID) -> [UInt8] {
        Array("event: call\ndata: {\"kind\":\"removed\",\"callId\":\"\(id.text)\"}\n\n".utf8)
    }

    /// A call of a person who was erased: no desk may go on showing it.
    static func erasure(of id: CallID) -> [UInt8] {
        Array("event: call\ndata: {\"kind\":\"removed\",\"callId\":\"\(id.text)\",\"erased\":true}\n\n".utf8)
    }
}

extension ByteBuffer {
    /// A numbered event.
    mutating func writeEvent(_ number: UInt64, _ bytes: [UInt8]) {
        writeString("id: \(number)\n")
        writeBytes(bytes)
    }
}
