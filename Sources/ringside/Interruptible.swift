import ArgumentParser
import UnixSignals

/// Work that ends in order when somebody interrupts it, with exit code 130.
func interruptibly(_ body: @escaping @Sendable () async throws -> Void) async throws {
    try await withThrowingTaskGroup(of: Bool.self) { group in
        group.addTask {
            for await _ in await UnixSignalsSequence(trapping: .sigint, .sigterm) { return true }
            return false
        }
        group.addTask {
            try await body()
            return false
        }
        do {
            let isInterrupted = try await group.next() ?? false
            group.cancelAll()
            guard isInterrupted else { return }
        } catch {
            group.cancelAll()
            throw error
        }
        // What fails now was cut short.
        while let ended = await group.nextResult() { _ = ended }
        throw ExitCode(130)
    }
}
