package import FoundationEssentials

/// Where and how the platform listener listens.
package struct PlatformListenerOptions: Sendable {
    /// A name or an address.
    package var host = "127.0.0.1"
    /// Zero takes a free port.
    package var port = 8080
    /// A connection on which nothing happens is closed after this.
    package var idleTimeout: Duration = .seconds(60)
    /// Connections beyond these wait in the kernel.
    package var maximumConnections = 4096
    /// Nil is in clear: for a platform, or a proxy, on this machine.
    package var tls: TLSMaterial?

    /// The defaults.
    package init() {}
}

/// Where and how the desk listener listens.
package struct DeskListenerOptions: Sendable {
    /// At most `DeskSocketPath.longest` bytes.
    package var socketPath: String
    /// The group that may connect, for a system service: directory 0710 and socket 0660; nil for the owner alone.
    package var groupID: UInt32?
    /// A connection on which nothing happens is closed after this; the feed is never idle.
    package var idleTimeout: Duration = .seconds(60)
    /// Connections beyond these wait in the kernel.
    package var maximumConnections = 1024

    /// The defaults, at a path.
    package init(socketPath: String) { self.socketPath = socketPath }
}

/// How the feed is kept and told.
package struct FeedOptions: Sendable {
    /// What the snapshot says of the broker.
    package var version: String
    /// When the broker started.
    package var startedAt: Date
    /// Events that a returning reader can catch up on.
    package var capacity = 10_000
    /// How old they may be.
    package var maximumAge: Duration = .seconds(3600)
    /// Numbers reserved at a time.
    package var block: UInt64 = 10_000
    /// A comment line this often.
    package var heartbeat: Duration = .seconds(15)
    /// A reader that takes nothing for so long is cut off.
    package var patience: Duration = .seconds(5)

    /// The defaults.
    package init(version: String, startedAt: Date) {
        self.version = version
        self.startedAt = startedAt
    }
}
