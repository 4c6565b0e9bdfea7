import Broker
import Identity

extension KnownFields {
    /// Asks; where the question is refused (400), each field is asked for alone, which tells whose fault it is.
    ///
    /// `sure` is a field that is always there: where even that is refused, it is not the fields.
    static func of(
        _ names: [String],
        sure: String,
        _ ask: () async throws(SourceFailure) -> Void,
        alone: (String) async throws(SourceFailure) -> Void
    ) async throws(SourceFailure) -> KnownFields {
        do throws(SourceFailure) {
            try await ask()
            return .all
        } catch {
            guard error == .rejected(status: 400), try await isTaken(sure, alone) else { throw error }
            var missing: [String] = []
            for name in names where try await !isTaken(name, alone) { missing.append(name) }
            guard !missing.isEmpty else { throw error }
            return .without(missing)
        }
    }

    private static func isTaken(
        _ name: String,
        _ ask: (String) async throws(SourceFailure) -> Void
    ) async throws(SourceFailure) -> Bool {
        do throws(SourceFailure) {
            try await ask(name)
            return true
        } catch {
            guard error == .rejected(status: 400) else { throw error }
            return false
        }
    }
}
