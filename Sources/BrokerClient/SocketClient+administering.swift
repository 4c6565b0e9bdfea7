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

    /// A copy of the journal, line by line.
    package func backUp(
        _ request: BackupRequest,
        _ take: @escaping @Sendable (BackupLine) -> Void
    ) async throws(ClientFailure) {
        try await lines(Paths.backup, sending: request, take) { $0.result != nil || $0.problem != nil }
    }

    /// A rotation of the master keys, line by line.
    package func rotateKeys(_ take: @escaping @Sendable (RotationLine) -> Void) async throws(ClientFailure) {
        try await lines(Paths.rotation, sending: [String: String](), take) { $0.result != nil || $0.problem != nil }
    }

    /// The master keys; their rows are counted, which takes a while.
    package func keys() async throws(ClientFailure) -> KeysAnswer {
        try await connection.ask(.GET, Paths.keys, within: connection.timing.silence)
    }

    /// A purge, line by line.
    package func purge(
        _ request: PurgeRequest,
        _ take: @escaping @Sendable (PurgeLine) -> Void
    ) async throws(ClientFailure) {
        try await lines(Paths.purge, sending: request, take) { $0.result != nil }
    }

    /// An erasure: one line.
    package func forget(
        _ request: PersonRequest,
        _ take: @escaping @Sendable (ForgetLine) -> Void
    ) async throws(ClientFailure) {
        try await lines(Paths.forget, sending: request, take) { _ in true }
    }

    /// What is held about a person, line by line.
    package func export(
        _ request: PersonRequest,
        _ take: @escaping @Sendable (ExportLine) -> Void
    ) async throws(ClientFailure) {
        try await lines(Paths.export, sending: request, take) { if case .result = $0 { true } else { false } }
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
