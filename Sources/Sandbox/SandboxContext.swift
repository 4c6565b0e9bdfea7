import Hummingbird
import NIOCore

/// What a request brings along: the connection, which some faults have to tear down.
struct SandboxContext: RequestContext {
    static let longestBody = 1024 * 1024

    var coreContext: CoreRequestContextStorage
    let channel: any Channel
    var maxUploadSize: Int { Self.longestBody }

    init(source: ApplicationRequestContextSource) {
        coreContext = CoreRequestContextStorage(source: source)
        channel = source.channel
    }
}
