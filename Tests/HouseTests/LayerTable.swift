/// Who may import whom: a row a target, each after all that it may depend on, so that no arrow goes up or round.
struct LayerTable {
    struct Row: Equatable {
        let level: Int
        let name: String
        /// Targets of ours, C modules included; nil for all of them.
        let targets: Set<String>?
        /// Packages by the names in `families`; nil for all of them.
        let packages: Set<String>?
    }

    let rows: [Row]

    /// Lines of `level | target | own targets | packages`, names parted by blanks, `*` for all.
    init(_ text: String) {
        rows = text.split(separator: "\n").compactMap { line in
            let cells = line.split(separator: "|", omittingEmptySubsequences: false).map(Self.names)
            guard cells.count == 4, let level = cells[0].first.flatMap({ Int($0) }), let name = cells[1].first
            else { return nil }
            return Row(level: level, name: name, targets: Self.some(cells[2]), packages: Self.some(cells[3]))
        }
    }

    func row(of target: String) -> Row? { rows.first { $0.name == target } }

    private static func names(_ cell: Substring) -> [String] { cell.split(separator: " ").map(String.init) }
    private static func some(_ names: [String]) -> Set<String>? { names == ["*"] ? nil : Set(names) }
}

extension LayerTable {
    /// The house as it is drawn in the README.
    static let house = LayerTable(
        """
        0 | Identity     |                                          | Crypto
        1 | BrokerAPI    | Identity                                 |
        1 | Feed         |                                          |
        1 | Screen       |                                          | Yams
        2 | Broker       | Identity Feed                            | Logging Metrics ServiceLifecycle
        2 | Desk         | Identity BrokerAPI Screen                |
        3 | CPhoneNumber |                                          |
        3 | CNcurses     |                                          |
        3 | PhoneNumbers | Broker Identity CPhoneNumber             |
        3 | Connectors   | Broker Identity                          | AsyncHTTPClient Crypto Logging
        3 | CFiles       |                                          |
        3 | Store        | Broker Identity CFiles                   | GRDB Crypto
        3 | BrokerHTTP   | Broker BrokerAPI Identity Feed           | Hummingbird HummingbirdTLS NIO
        3 | CAlarm       |                                          |
        3 | BrokerClient | BrokerAPI CAlarm                         | AsyncHTTPClient
        3 | Terminal     | Screen CNcurses                          |
        3 | Console      | Desk Screen Terminal BrokerClient        |
        3 | Operations   | Broker BrokerAPI BrokerClient Identity   | Configuration Yams Logging Metrics Crypto
        3 | Sandbox      | Identity BrokerAPI                       | Hummingbird AsyncHTTPClient Yams HdrHistogram
        3 | Walkthrough  | Console Desk Screen Sandbox BrokerClient |
        4 | ringside     | *                                        | *
        """
    )

    /// Arrows beyond the drawing, each with its reason; one that no source needs is taken out.
    ///
    /// Logging is a façade that carries no I/O with it; ServiceLifecycle lets a listener be one service of the group; Crypto compares
    /// tokens without telling by time, and checks in the stand-in NetSuite what the connector signs. With `MemberImportVisibility` whoever carries a wire value from the client to
    /// the desk has to import the module whose members it reads.
    static let beyond = LayerTable(
        """
        3 | Store        |           | Logging
        3 | BrokerHTTP   |           | Logging Metrics ServiceLifecycle Crypto
        3 | Console      | BrokerAPI |
        3 | Sandbox      |           | Logging Crypto ServiceLifecycle
        3 | Walkthrough  | BrokerAPI Identity |
        """
    )

    /// A package's modules, with those of other packages that stand in its interface; `*` ends a prefix.
    static let families: [String: [String]] = [
        "ArgumentParser": ["ArgumentParser"],
        "AsyncHTTPClient": ["AsyncHTTPClient", "NIO*"],
        "Configuration": ["Configuration"],
        "Crypto": ["Crypto", "CryptoExtras", "_CryptoExtras"],
        "GRDB": ["GRDB"],
        "HdrHistogram": ["Histogram", "HdrHistogram"],
        "Hummingbird": ["Hummingbird", "HummingbirdCore", "HTTPTypes", "NIO*"],
        "HummingbirdTLS": ["HummingbirdTLS"],
        "Logging": ["Logging"],
        "Metrics": ["Metrics", "CoreMetrics"],
        "NIO": ["NIO*"],
        "ServiceLifecycle": ["ServiceLifecycle", "UnixSignals"],
        "Yams": ["Yams"],
    ]

    /// What comes with the toolchain and may be imported anywhere.
    static let pureModules: Set<String> = ["FoundationEssentials", "Synchronization"]
    /// What comes with the toolchain and brings I/O, threads or a heavy library with it: from level 3 on.
    static let systemModules: Set<String> = ["Foundation", "Dispatch", "Glibc"]
}
