/// One key of the configuration: what the parser takes, what the environment calls it, and what the reference says.
struct ConfigurationKey: Sendable {
    /// What a value looks like.
    enum Shape: Sendable, Hashable {
        case text
        case integer(ClosedRange<Int>, usual: Int)
        case flag(usual: Bool)
        case choice([String])
        /// A list of these.
        case list(of: String)
        /// A text of a form, in words.
        case form(String)
        /// From the root.
        case path
        /// The path of a file that holds a secret, or `env:NAME`.
        case secret
        /// The path of a key's file, or nothing where systemd has it as a credential of this name.
        case keyFile(credential: String)
        case url
        /// Commands and their keys.
        case bindings
    }

    /// When a change of it counts, where the broker is told to read its configuration again.
    enum Effect: Sendable, Hashable {
        /// At once, calls in flight included.
        case atOnce
        /// When the broker starts.
        case atStart
        /// When a desk starts.
        case atDeskStart
    }

    /// From the root, with `[]` for each entry of a list: `crm[].auth.client_id`.
    let path: String
    let shape: Shape
    /// What counts where nothing is said, as it is written in a file; nil is nothing.
    let usual: String?
    /// What it is for.
    let sentence: String
    /// The kinds of system that have it; empty is all.
    let kinds: [String]

    init(_ path: String, _ shape: Shape, usual: String? = nil, _ sentence: String, only kinds: [String] = []) {
        self.path = path
        self.shape = shape
        self.usual =
            switch shape {
            case .integer(_, let usual): "\(usual)"
            case .flag(let usual): "\(usual)"
            case .text, .choice, .list, .form, .path, .secret, .keyFile, .url, .bindings: usual
            }
        self.sentence = sentence
        self.kinds = kinds
    }

    /// Every key, in the order of the reference.
    static let all =
        identity + calls + privacy + listeners + platform + crm + crmLogin + crmFields + erp + desks + deskLooks + log

    static let byPath = Dictionary(all.map { ($0.path, $0) }, uniquingKeysWith: { first, _ in first })

    /// The mappings and lists that keys are in, `[]` included for a list's entries.
    static let sections: Set<String> = Set(
        all.flatMap { key in
            key.path.indices.filter { key.path[$0] == "." }.map { String(key.path[..<$0]) }
        }
    )

    /// Lists whose entries are mappings.
    static let lists = ["crm", "erp", "desks", "queues"]

    /// What a value is counted in: the name says it.
    var unit: String? {
        let units = [
            ("_ms", "milliseconds"), ("_seconds", "seconds"), ("_minutes", "minutes"), ("_hours", "hours"),
            ("_days", "days"), ("per_minute", "requests in any 60 s"), ("max_concurrent", "requests at once"),
        ]
        guard case .integer = shape else { return nil }
        return units.first { path.hasSuffix($0.0) }?.1
    }

    /// What a value looks like, in words.
    var expected: String {
        switch shape {
        case .text: "a text without line breaks"
        case .integer(let range, _): "a whole number from \(range.lowerBound) to \(range.upperBound)"
        case .flag: "true or false"
        case .choice(let names): Section.oneOf(names)
        case .list(let what): "a list of \(what)"
        case .form(let words): words
        case .path, .keyFile: "a path that begins with /"
        case .secret: "the path of a file that holds it, which begins with /, or env:NAME"
        case .url: "a URL such as https://host, without user, query or fragment"
        case .bindings: "a mapping of commands to a key or a list of keys"
        }
    }

    /// When a change of it counts.
    var effect: Effect {
        if path.hasPrefix("desk.") { return .atDeskStart }
        let section = path.prefix { $0 != "." && $0 != "[" }
        let isLive =
            Self.liveSections.contains(String(section)) || Self.liveKeys.contains(path)
        return isLive ? .atOnce : .atStart
    }

    private static let liveSections: Set = [
        "lookup", "switch", "override", "feed_stay", "sync", "privacy", "interaction_keys", "desks", "queues",
    ]
    private static let liveKeys: Set = [
        "identity.recent_link_days", "identity.match", "identity.kind_order", "log.level",
        "platform_listener.token_file", "platform_listener.tls.certificate_file", "platform_listener.tls.key_file",
    ]

    /// Shown as `••••`: what proves who we are, or half of it.
    var isMasked: Bool { path.hasSuffix(".consumer_key") || path.hasSuffix(".token_id") }
}
