import Foundation
import Glibc
import Synchronization

/// A broker's socket that says whatever a test wants it to say.
final class FeedServer: Sendable {
    /// One reader of the feed, until the test hangs up.
    struct Reader: Sendable {
        /// Where it wants to go on; nil for the beginning.
        let lastEventID: String?
        /// Whether it asked for figures, too.
        let wantsStats: Bool
        fileprivate let socket: Int32

        /// Bytes as they are; false where nobody reads them.
        @discardableResult func say(_ bytes: some Sequence<UInt8>) -> Bool {
            var rest = Array(bytes)[...]
            while !rest.isEmpty {
                let count = rest.withUnsafeBytes {
                    send(socket, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL))
                }
                guard count > 0 else { return false }
                rest = rest.dropFirst(count)
            }
            return true
        }

        /// An event as the broker writes it.
        @discardableResult func event(_ name: String, id: Int? = nil, _ data: String) -> Bool {
            say("\(id.map { "id: \($0)\n" } ?? "")event: \(name)\ndata: \(data)\n\n".utf8)
        }

        /// The end of the feed.
        func hangUp() { shutdown(socket, Int32(SHUT_RDWR)) }
    }

    let path: String
    /// What `GET /v1/me` is answered with.
    let me: String
    private let listener = Mutex<Int32>(-1)
    private let readers: AsyncStream<Reader>
    private let arrived: AsyncStream<Reader>.Continuation
    private let sockets = Mutex<[Int32]>([])

    init(me: String) throws {
        path = "/tmp/ringside-\(UUID().uuidString.prefix(12)).sock"
        self.me = me
        (readers, arrived) = AsyncStream<Reader>.makeStream()
        try open()
    }

    deinit { close() }

    /// The next reader that comes.
    func reader() async -> Reader? {
        for await reader in readers { return reader }
        return nil
    }

    /// Begins to listen, at the same path.
    func open() throws {
        let socket = Glibc.socket(AF_UNIX, Int32(SOCK_STREAM.rawValue), 0)
        var address = sockaddr_un()
        address.sun_family = sa_family_t(AF_UNIX)
        withUnsafeMutableBytes(of: &address.sun_path) { $0.copyBytes(from: path.utf8) }
        let size = socklen_t(MemoryLayout<sockaddr_un>.size)
        let bound = withUnsafePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { Glibc.bind(socket, $0, size) }
        }
        guard bound == 0, listen(socket, 16) == 0 else { throw POSIXError(.EADDRINUSE) }
        listener.withLock { $0 = socket }
        let thread = Thread { [weak self] in while let self, self.accept(on: socket) {} }
        thread.start()
    }

    /// As a broker that is gone: no socket, and no connection left.
    func close() {
        unlink(path)
        listener.withLock { socket in
            if socket >= 0 {
                shutdown(socket, Int32(SHUT_RDWR))
                Glibc.close(socket)
            }
            socket = -1
        }
        sockets.withLock { sockets in
            for socket in sockets { shutdown(socket, Int32(SHUT_RDWR)) }
            sockets = []
        }
    }

    private func accept(on listener: Int32) -> Bool {
        let socket = Glibc.accept(listener, nil, nil)
        guard socket >= 0 else { return false }
        sockets.withLock { $0.append(socket) }
        let thread = Thread { [weak self] in while let self, self.answer(on: socket) {} }
        thread.start()
        return true
    }

    /// Answers one request; the feed's connection is the test's from then on.
    private func answer(on socket: Int32) -> Bool {
        guard let head = Self.head(on: socket) else {
            Glibc.close(socket)
            return false
        }
        let reader = Reader(
            lastEventID: Self.field("last-event-id", of: head),
            wantsStats: head.hasPrefix("GET /v1/feed?stats=1"),
            socket: socket
        )
        guard head.hasPrefix("GET /v1/feed") else {
            let body = head.hasPrefix("GET /v1/me ") ? me : "{}"
            let length = "content-length: \(body.utf8.count)"
            return reader.say("HTTP/1.1 200 OK\r\ncontent-type: application/json\r\n\(length)\r\n\r\n\(body)".utf8)
        }
        reader.say("HTTP/1.1 200 OK\r\ncontent-type: text/event-stream\r\nconnection: close\r\n\r\n".utf8)
        arrived.yield(reader)
        return false
    }

    private static func head(on socket: Int32) -> String? {
        var (bytes, byte) = ([UInt8](), UInt8(0))
        while !bytes.suffix(4).elementsEqual("\r\n\r\n".utf8) {
            guard bytes.count < 65_536, recv(socket, &byte, 1, 0) == 1 else { return nil }
            bytes.append(byte)
        }
        return String(decoding: bytes, as: UTF8.self)
    }

    private static func field(_ name: String, of head: String) -> String? {
        for line in head.split(separator: "\r\n") where line.lowercased().hasPrefix("\(name):") {
            return line.dropFirst(name.count + 1).trimmingCharacters(in: .whitespaces)
        }
        return nil
    }
}
