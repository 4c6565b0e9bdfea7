package import FoundationEssentials
package import Identity
package import Logging

/// What an operator decides, checked and with the defaults of the specification; flags are laid over it by whoever has
/// them.
package struct Configuration: Hashable, Sendable {
    /// How a number becomes a `PHONE:` identifier.
    package enum PhoneHashing: String, Sendable, CaseIterable {
        case hmacSHA256 = "hmac-sha256"
        case sha256
    }

    /// Where the keys are, where that was decided.
    package struct KeyPlaces: Hashable, Sendable {
        /// A file, from the root.
        package var masterFile: String?
        /// A file, from the root.
        package var phoneFile: String?
        /// Nothing decided, or both.
        package init(masterFile: String? = nil, phoneFile: String? = nil) {
            self.masterFile = masterFile
            self.phoneFile = phoneFile
        }
    }

    /// Default region of national numbers, two letters.
    package var region = "US"
    /// How a number becomes a `PHONE:` identifier.
    package var phoneHashing = PhoneHashing.hmacSHA256
    /// How long a link of a `certain` or `likely` match answers lookups; zero turns it off.
    package var recentLink: TimeInterval = 86_400
    /// Which of several people is taken.
    package var matching = MatchingPolicy()
    /// When phase 1 answers, whatever happens.
    package var deadline: Duration = .milliseconds(250)
    /// How long phase 1 waits for the CRM; never above the deadline.
    package var grace: Duration = .milliseconds(80)
    /// How long after a call's end its switch can be undone.
    package var undoWindow: TimeInterval = 60
    /// How long a switch is remembered.
    package var overrideLife: TimeInterval = 30 * 86_400
    /// Whether choices of IVR flows are remembered.
    package var remembersFlows = false
    /// How long calls stay on the feed without further events.
    package var stay = FeedStay()
    /// How long a platform write is retried.
    package var syncGiveUp: TimeInterval = 72 * 3600

    /// Keys of conversation data beyond the declared ones.
    package var interactionKeys: [String] = []
    /// How long calls, backups and rotated log files are kept.
    package var retention: TimeInterval = 30 * 86_400
    /// How long the audit is kept.
    package var auditLife: TimeInterval = 365 * 86_400

    /// Where the contact centre reaches us.
    package var platformAddress = ListenAddress(host: "127.0.0.1", port: 8080)
    /// What the platform listener proves itself with; nil is in clear.
    package var tls: TLSFiles?
    /// The file of the contact centre's tokens; nil where none was named.
    package var tokenFile: String?
    /// The desks' socket; nil is the usual place.
    package var deskSocket: String?
    /// Who may reach it beside the broker's own user; nil is nobody.
    package var deskGroup: DeskGroup?
    /// Where the journal is; nil is the usual place.
    package var stateDirectory: String?
    /// Where the keys are.
    package var keys = KeyPlaces()

    /// The contact centre, where one is configured.
    package var platform: PlatformSystem?
    /// The CRMs, each with its own prefix; the first is asked by number.
    package var crms: [CRMSystem] = []
    /// The ERP, where one is configured.
    package var erp: ERPSystem?

    /// How desks look and which keys they have.
    package var deskPreferences = DeskPreferences()
    /// Who has a desk.
    package var desks: [DeskUser] = []
    /// Queue names by ID.
    package var queues: [String: String] = [:]

    /// What is less grave is not logged.
    package var logLevel = Logger.Level.info
    /// How the log is written.
    package var logFormat = LogFormat.text
    /// Where it goes instead of standard error.
    package var logFile: String?

    /// The defaults of the specification.
    package init() {}
}

/// Where a listener listens.
package struct ListenAddress: Hashable, Sendable, CustomStringConvertible {
    /// A name or an address, without brackets.
    package let host: String
    /// 0 is any free port.
    package let port: Int
    /// As it is typed: `127.0.0.1:8080`, `[::1]:8080`.
    package var description: String { host.contains(":") ? "[\(host)]:\(port)" : "\(host):\(port)" }

    /// An address in parts.
    package init(host: String, port: Int) {
        self.host = host
        self.port = port
    }

    /// Nil unless the text is `HOST:PORT`; an IPv6 address stands in brackets.
    package init?(_ text: String) {
        guard let colon = text.lastIndex(of: ":") else { return nil }
        var host = text[..<colon]
        guard let port = UInt16(text[text.index(after: colon)...]), !host.isEmpty else { return nil }
        if host.hasPrefix("["), host.hasSuffix("]") {
            host = host.dropFirst().dropLast()
        } else if host.contains(":") {
            return nil
        }
        guard !host.isEmpty, host.utf8.allSatisfy({ (0x21...0x7E).contains($0) && !"[]/@".utf8.contains($0) })
        else { return nil }
        self.init(host: String(host), port: Int(port))
    }
}
