import Logging
import ServiceLifecycle

extension SandboxServer {
    /// It can't listen where it was told to.
    package struct NotListening: Error, CustomStringConvertible {
        /// For whoever started it.
        package let description = "the sandbox can't listen on its address"
    }

    private struct Serving: Service {
        let server: SandboxServer
        func run() async throws { try await server.run() }
    }

    /// Serves for as long as `body` takes, which is given the origin; throws what `body` throws, or why nothing could be
    /// served.
    ///
    /// The end is a graceful one: an HTTP server that is cancelled may drop a connection that it has just accepted, and
    /// SwiftNIO ends the process for that (apple/swift-nio#3481).
    package func run<Value: Sendable>(while body: (_ origin: String) async throws -> Value) async throws -> Value {
        let quiet = Logger(label: "sandbox") { _ in SwiftLogNoOpLogHandler() }
        let services = ServiceGroup(
            configuration: ServiceGroupConfiguration(services: [.init(service: Serving(server: self))], logger: quiet)
        )
        return try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { try await services.run() }
            guard let origin = await origin else {
                try await group.waitForAll()
                throw NotListening()
            }
            let result: Result<Value, any Error>
            do { result = .success(try await body(origin)) } catch { result = .failure(error) }
            await services.triggerGracefulShutdown()
            try await group.waitForAll()
            return try result.get()
        }
    }
}
