import Identity
import Logging

extension ConfigurationKey {
    static let identity: [Self] = [
        .init("identity.region", .form("two capitals such as US"), usual: "US", "Default region of national numbers."),
        .init(
            "identity.phone_hash",
            .choice(Configuration.PhoneHashing.allCases.map(\.rawValue)),
            usual: "hmac-sha256",
            "How a number becomes a `PHONE:` identifier: with the organisation's phone key, or as the guide writes it."
        ),
        .init(
            "identity.recent_link_days",
            .integer(0...365, usual: 1),
            "How long a link of a `certain` or `likely` match answers lookups; 0 turns it off."
        ),
        .init(
            "identity.match",
            .list(of: MatchRule.allCases.map(\.rawValue).joined(separator: ", ")),
            usual: "[only-one, verified-email, open-case, latest-contact, kind-order, lowest-id]",
            "The rules that say which of several people is taken, in their order."
        ),
        .init(
            "identity.kind_order",
            .list(of: AccountKind.allCases.map(\.rawValue).joined(separator: ", ")),
            usual: "[personal, business]",
            "Which kind of account goes first where `kind-order` decides."
        ),
    ]

    static let calls: [Self] = [
        .init(
            "lookup.deadline_ms",
            .integer(1...450, usual: 250),
            "When phase 1 answers, whatever happens; the platform gives up at 300 to 500."
        ),
        .init(
            "lookup.grace_ms",
            .integer(0...450, usual: 80),
            "How long phase 1 waits for the CRM; 0 turns it off, and it is never above the deadline."
        ),
        .init(
            "switch.undo_seconds",
            .integer(0...86_400, usual: 60),
            "How long after a call's end its switch can be undone."
        ),
        .init("override.ttl_days", .integer(1...3_650, usual: 30), "How long a switch is remembered."),
        .init("override.from_flows", .flag(usual: false), "Whether choices of IVR flows are remembered, too."),
        .init(
            "feed_stay.after_wrap_up_minutes",
            .integer(0...1_440, usual: 5),
            "How long a call stays on the desks after its wrap-up."
        ),
        .init(
            "feed_stay.unanswered_minutes",
            .integer(1...1_440, usual: 10),
            "How long a waiting, ringing or dialing call stays without another event."
        ),
        .init(
            "feed_stay.connected_hours",
            .integer(1...168, usual: 12),
            "How long a connected or held call stays without another event."
        ),
        .init(
            "feed_stay.wrap_up_minutes",
            .integer(1...1_440, usual: 30),
            "How long a call stays in wrap-up without another event."
        ),
        .init("sync.give_up_hours", .integer(1...720, usual: 72), "How long a write to the platform is retried."),
        .init(
            "interaction_keys",
            .list(of: "names of letters, digits and _"),
            usual: "[]",
            "Keys of conversation data beyond `callbackRequested`, `callbackAt`, `queueWaitSeconds`, `note`, `topic`."
        ),
    ]

    static let privacy: [Self] = [
        .init(
            "privacy.retention_days",
            .integer(1...3_650, usual: 30),
            "How long calls, backups and rotated log files are kept."
        ),
        .init("privacy.audit_days", .integer(1...3_650, usual: 365), "How long the audit is kept."),
    ]

    static let listeners: [Self] = [
        .init(
            "platform_listener.address",
            .form("HOST:PORT such as 127.0.0.1:8080"),
            usual: "127.0.0.1:8080",
            "Where the contact centre reaches the broker; port 0 takes a free one. `--listen` goes before it."
        ),
        .init(
            "platform_listener.token_file",
            .secret,
            "The contact centre's tokens, one a line, all valid at once. `--token-file` goes before it."
        ),
        .init(
            "platform_listener.tls.certificate_file",
            .path,
            "PEM: the listener's certificate first, then those up to its authority; without one it listens in clear."
        ),
        .init(
            "platform_listener.tls.key_file",
            .keyFile(credential: "ringside-tls-key"),
            "PEM: the certificate's key."
        ),
        .init(
            "platform_listener.tls.client_ca_file",
            .path,
            "PEM: with it, each client needs a certificate of one of these authorities."
        ),
        .init(
            "desk_listener.socket",
            .path,
            "The desks' Unix socket; else `$XDG_RUNTIME_DIR/ringside/desk.sock`. `--socket` goes before it."
        ),
        .init(
            "desk_listener.group",
            .text,
            "The group of this machine whose members reach that socket; else the broker's own user alone."
        ),
        .init(
            "state_directory",
            .path,
            "The folder of journal and keys; else `$XDG_STATE_HOME/ringside`. `--state` goes before it."
        ),
        .init(
            "keys.master_file",
            .keyFile(credential: "ringside-master-key"),
            "The key that the journal is encrypted under; else made at the first start in the state directory."
        ),
        .init(
            "keys.phone_file",
            .keyFile(credential: "ringside-phone-key"),
            "The key that `PHONE:` identifiers are made with; else made at the first start in the state directory."
        ),
    ]

    static let log: [Self] = [
        .init(
            "log.level",
            .choice(Logger.Level.allCases.map(\.rawValue)),
            usual: "info",
            "What is less grave is not logged. `--log-level` goes before it."
        ),
        .init(
            "log.format",
            .choice(LogFormat.allCases.map(\.rawValue)),
            usual: "text",
            "Lines of `key=value`, or one JSON object a line. `--log-format` goes before it."
        ),
        .init(
            "log.file",
            .path,
            "A file that the broker logs to instead of standard error; it rotates at 10 MB or after a day."
        ),
    ]
}
