package import BrokerAPI
import FoundationEssentials
import NIOCore
import NIOHTTP1
import Synchronization

extension SocketClient {
    /// A report, line by line; `take` is called in their order and may be slow: the broker waits.
    package func report(
        _ request: ReportRequest,
        _ take: @escaping @Sendable (ReportLine) -> Void
    ) async throws(ClientFailure) {
        try await lines(Paths.report, sending: request, take) { if case .result = $0 { true } else { false } }
    }

    /// A reconciliation, line by line.
    package func reconcile(
        _ request: ReconcileRequest,
        _ take: @escaping @Sendable (ReconcileLine) -> Void
    ) async throws(ClientFailure) {
        try await lines(Paths.reconcile, sending: request, take) { $0.result != nil }
    }

    /// What is cut short before its last line has failed.
    func lines<Line: Decodable & Sendable>(
        _ path: String,
        sending body: any Encodable & Sendable,
        _ take: @escaping @Sendable (Line) -> Void,
        isLast: @escaping @Sendable (Line) -> Bool
    ) async throws(ClientFailure) {
        let pieces = Mutex(LinePieces())
        let end = Mutex(Ending.cutShort)
        let failure = await connection.stream(path, by: .POST, sending: body) { part in
            guard case .bytes(let bytes) = part else { return }
            for line in pieces.withLock({ $0.lines(with: bytes) }) {
                guard let value = try? WireDate.sharedDecoder.decode(Line.self, from: line) else {
                    end.withLock { $0 = .malformed }
                    continue
                }
                take(value)
                if isLast(value) { end.withLock { $0 = .whole } }
            }
        }
        switch end.withLock({ $0 }) {
        case .whole: return
        case .malformed: throw .malformed
        case .cutShort: throw failure
        }
    }

    private enum Ending { case cutShort, malformed, whole }
}

/// Bytes as they come, as whole lines.
private struct LinePieces {
    private var rest: [UInt8] = []

    mutating func lines(with bytes: ByteBuffer) -> [Data] {
        rest += bytes.readableBytesView
        var pieces = rest.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
        let last = pieces.popLast().map(Array.init) ?? []
        defer { rest = last }
        return pieces.map { Data($0) }
    }
}
