import FoundationEssentials
import Testing

@testable import BrokerClient

@Suite struct AnEventStreamIsCutAnywhere {
    private func items(_ chunks: [[UInt8]], longest: Int = 1000) -> [EventStreamParser.Item] {
        var (parser, items) = (EventStreamParser(longest: longest), [EventStreamParser.Item]())
        for chunk in chunks { chunk.withUnsafeBytes { raw in parser.take(raw) { items.append($0) } } }
        return items
    }

    private func event(_ id: String?, _ name: String, _ data: String) -> EventStreamParser.Item {
        .event(id: id, name: name, data: Data(data.utf8))
    }

    private let stream = """
        \u{FEFF}: a comment\n\nid: 7\nevent: call\ndata: {"name":"Zoë 山田"}\n\ndata:one\r\ndata: two\r\n\r\n\
        id: 8\revent: notice\rdata\r\rretry: 5\nevent: call\n\nunheard: of\ndata: {}\n\ndata: unfinished
        """

    private var expected: [EventStreamParser.Item] {
        [
            event("7", "call", #"{"name":"Zoë 山田"}"#), event("7", "message", "one\ntwo"), event("8", "notice", ""),
            event("8", "message", "{}"),
        ]
    }

    @Test("At every byte in two, the events are the same")
    func everyByte() {
        let bytes = Array(stream.utf8)
        #expect(items([bytes]) == expected)
        for cut in bytes.indices { #expect(items([Array(bytes[..<cut]), Array(bytes[cut...])]) == expected, "\(cut)") }
        #expect(items(bytes.map { [$0] }) == expected)
    }

    @Test("An event beyond the bound is reported, and the next one is read", arguments: [1, 7, 64, 4096])
    func oversized(_ size: Int) {
        let long = String(repeating: "x", count: 500)
        let bytes = Array("id: 1\ndata: \(long)\ndata: \(long)\ndata: y\n\nid: 2\ndata: z\n\n".utf8)
        let chunks = stride(from: 0, to: bytes.count, by: size).map { Array(bytes[$0..<min($0 + size, bytes.count)]) }
        #expect(items(chunks, longest: 600) == [.oversized, event("2", "message", "z")])
        #expect(items(chunks, longest: 100) == [.oversized, event("2", "message", "z")])
        #expect(items(chunks, longest: 2000).first == event("1", "message", "\(long)\n\(long)\ny"))
    }
}
