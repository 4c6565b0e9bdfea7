// swift-tools-version: 6.2
import PackageDescription

// The layers are explained in README.md and held by Tests/HouseTests: an arrow goes only where this file names it.

let argumentParser = Target.Dependency.product(name: "ArgumentParser", package: "swift-argument-parser")
let asyncHTTPClient = Target.Dependency.product(name: "AsyncHTTPClient", package: "async-http-client")
let crypto = Target.Dependency.product(name: "Crypto", package: "swift-crypto")
let cryptoExtras = Target.Dependency.product(name: "CryptoExtras", package: "swift-crypto")
let grdb = Target.Dependency.product(name: "GRDB", package: "GRDB.swift")
let histogram = Target.Dependency.product(name: "Histogram", package: "hdrhistogram-swift")
let hummingbird = Target.Dependency.product(name: "Hummingbird", package: "hummingbird")
let hummingbirdTLS = Target.Dependency.product(name: "HummingbirdTLS", package: "hummingbird")
let logging = Target.Dependency.product(name: "Logging", package: "swift-log")
let metrics = Target.Dependency.product(name: "Metrics", package: "swift-metrics")
let nioCore = Target.Dependency.product(name: "NIOCore", package: "swift-nio")
let nioFoundationCompat = Target.Dependency.product(name: "NIOFoundationCompat", package: "swift-nio")
let nioHTTP1 = Target.Dependency.product(name: "NIOHTTP1", package: "swift-nio")
let nioHTTPCompression = Target.Dependency.product(name: "NIOHTTPCompression", package: "swift-nio-extras")
let nioHTTPTypes = Target.Dependency.product(name: "NIOHTTPTypes", package: "swift-nio-extras")
let nioHTTPTypesHTTP1 = Target.Dependency.product(name: "NIOHTTPTypesHTTP1", package: "swift-nio-extras")
let nioPosix = Target.Dependency.product(name: "NIOPosix", package: "swift-nio")
let nioSSL = Target.Dependency.product(name: "NIOSSL", package: "swift-nio-ssl")
let serviceLifecycle = Target.Dependency.product(name: "ServiceLifecycle", package: "swift-service-lifecycle")
let unixSignals = Target.Dependency.product(name: "UnixSignals", package: "swift-service-lifecycle")
let yams = Target.Dependency.product(name: "Yams", package: "Yams")

let package = Package(
    name: "ringside",
    dependencies: [
        .package(url: "https://github.com/apple/swift-argument-parser", exact: "1.8.2"),
        .package(url: "https://github.com/apple/swift-crypto", exact: "4.5.2"),
        .package(url: "https://github.com/apple/swift-log", exact: "1.16.2"),
        .package(url: "https://github.com/apple/swift-metrics", exact: "2.13.0"),
        .package(url: "https://github.com/apple/swift-nio", exact: "2.101.2"),
        .package(url: "https://github.com/apple/swift-nio-extras", exact: "1.35.2"),
        .package(url: "https://github.com/apple/swift-nio-ssl", exact: "2.37.6"),
        .package(url: "https://github.com/groue/GRDB.swift", exact: "7.10.0"),
        .package(url: "https://github.com/HdrHistogram/hdrhistogram-swift", exact: "0.2.0"),
        .package(url: "https://github.com/hummingbird-project/hummingbird", exact: "2.28.1"),
        .package(url: "https://github.com/jpsim/Yams", exact: "6.2.2"),
        .package(url: "https://github.com/swift-server/async-http-client", exact: "1.37.0"),
        .package(url: "https://github.com/swift-server/swift-service-lifecycle", exact: "2.13.0"),
    ],
    targets: [
        // Level 0
        .target(name: "Identity", dependencies: [crypto]),
        // Level 1
        .target(name: "BrokerAPI", dependencies: ["Identity"]),
        .target(name: "Feed"),
        .target(name: "Screen", dependencies: [yams]),
        // Level 2
        .target(name: "Broker", dependencies: ["Identity", "Feed", logging, metrics, serviceLifecycle]),
        .target(name: "Desk", dependencies: ["Identity", "BrokerAPI", "Screen"]),
        // Level 3
        .target(
            name: "BrokerHTTP",
            dependencies: [
                "Broker", "BrokerAPI", "Identity", "Feed", hummingbird, hummingbirdTLS, nioCore, nioHTTP1, nioPosix,
                nioHTTPTypes, nioHTTPTypesHTTP1, nioSSL, logging, metrics, serviceLifecycle, crypto,
            ],
            resources: [.embedInCode("OpenAPI/openapi.yaml")]
        ),
        .target(name: "CFiles"),
        .target(name: "Store", dependencies: ["Broker", "Identity", "CFiles", grdb, crypto, logging]),
        .target(
            name: "Connectors",
            dependencies: [
                "Broker", "Identity", asyncHTTPClient, crypto, cryptoExtras, logging, nioCore, nioFoundationCompat,
                nioHTTP1, nioHTTPCompression, nioPosix, nioSSL,
            ]
        ),
        .target(
            name: "CPhoneNumber",
            linkerSettings: [.linkedLibrary("phonenumber")]
        ),
        .target(name: "PhoneNumbers", dependencies: ["Broker", "Identity", "CPhoneNumber"]),
        .target(name: "CAlarm"),
        .target(
            name: "BrokerClient",
            dependencies: ["BrokerAPI", "CAlarm", asyncHTTPClient, nioCore, nioFoundationCompat, nioHTTP1, nioPosix]
        ),
        .target(name: "CNcurses", linkerSettings: [.linkedLibrary("ncursesw")]),
        .target(name: "Terminal", dependencies: ["Screen", "CNcurses"]),
        .target(name: "Console", dependencies: ["Desk", "Screen", "Terminal", "BrokerClient", "BrokerAPI"]),
        .target(
            name: "Operations",
            dependencies: ["Broker", "BrokerAPI", "BrokerClient", "Identity", yams, logging, metrics, crypto]
        ),
        .target(
            name: "Sandbox",
            dependencies: [
                "Identity", "BrokerAPI", hummingbird, asyncHTTPClient, histogram, yams, nioCore, nioFoundationCompat,
                logging, crypto,
                serviceLifecycle,
            ]
        ),
        .target(
            name: "Walkthrough",
            dependencies: ["Console", "Desk", "Screen", "Sandbox", "BrokerClient", "BrokerAPI", "Identity"]
        ),
        // Level 4
        .executableTarget(
            name: "ringside",
            dependencies: [
                "Broker", "BrokerAPI", "BrokerClient", "BrokerHTTP", "Connectors", "Console", "Desk", "Feed",
                "Identity",
                "Operations", "PhoneNumbers", "Sandbox", "Screen", "Store", "Terminal", "Walkthrough",
                argumentParser, asyncHTTPClient, logging, serviceLifecycle, unixSignals,
            ],
            // Neither a table of relocations nor one of exported symbols to be read at every start: a desk is 8 MiB smaller.
            linkerSettings: [
                .unsafeFlags(
                    ["-use-ld=lld"]
                        + ["-z", "pack-relative-relocs", "--no-export-dynamic"].flatMap { ["-Xlinker", $0] },
                    .when(platforms: [.linux], configuration: .release)
                )
            ]
        ),

        .testTarget(name: "HouseTests"),
        .testTarget(name: "IdentityTests", dependencies: ["Identity", crypto]),
        .testTarget(name: "BrokerAPITests", dependencies: ["BrokerAPI", "Identity"]),
        .testTarget(name: "FeedTests", dependencies: ["Feed"]),
        .testTarget(name: "ScreenTests", dependencies: ["Screen"]),
        .testTarget(name: "BrokerTests", dependencies: ["Broker", "Identity", "Feed", logging]),
        .testTarget(
            name: "DeskTests",
            dependencies: ["Desk", "Identity", "BrokerAPI", "Screen"],
            exclude: ["Golden"]
        ),
        .testTarget(
            name: "BrokerHTTPTests",
            dependencies: [
                "BrokerHTTP", "Broker", "BrokerAPI", "BrokerClient", "Identity", "Feed", asyncHTTPClient, logging,
                metrics, nioCore, nioHTTP1, nioSSL,
                serviceLifecycle,
            ]
        ),
        .testTarget(
            name: "StoreTests",
            dependencies: ["Store", "Broker", "Identity", grdb, crypto, logging],
            exclude: ["Dumps"]
        ),
        .testTarget(
            name: "ConnectorsTests",
            dependencies: [
                "Connectors", "Broker", "Feed", "Identity", "PhoneNumbers", "Sandbox", asyncHTTPClient, crypto,
                cryptoExtras, logging, nioCore, nioHTTP1, nioPosix, nioSSL,
            ]
        ),
        .testTarget(name: "PhoneNumbersTests", dependencies: ["PhoneNumbers", "Broker", "Identity"]),
        .testTarget(name: "TerminalTests", dependencies: ["Terminal", "Screen"]),
        .testTarget(name: "ConsoleTests", dependencies: ["Console", "Desk", "Screen", "BrokerAPI", "BrokerClient"]),
        .testTarget(
            name: "OperationsTests",
            dependencies: ["Operations", "Broker", "Feed", "Identity", logging, metrics, crypto]
        ),
        .testTarget(
            name: "SandboxTests",
            dependencies: [
                "Sandbox", asyncHTTPClient, hummingbird, logging, nioCore, nioHTTP1, nioHTTPCompression,
                serviceLifecycle,
            ]
        ),
        .testTarget(
            name: "WalkthroughTests",
            dependencies: ["Walkthrough", "BrokerAPI", "Console", "Desk", "Identity", "Sandbox", "Screen"]
        ),
        .testTarget(
            name: "EndToEndTests",
            dependencies: ["BrokerAPI", "BrokerClient", "Identity", "ringside", asyncHTTPClient, nioCore, nioHTTP1]
        ),
    ],
    cxxLanguageStandard: .cxx17
)

for target in package.targets where !["CAlarm", "CFiles", "CNcurses", "CPhoneNumber"].contains(target.name) {
    target.swiftSettings = [
        .swiftLanguageMode(.v6),
        .treatAllWarnings(as: .error),
        .enableUpcomingFeature("ExistentialAny"),
        .enableUpcomingFeature("InternalImportsByDefault"),
        .enableUpcomingFeature("MemberImportVisibility"),
        .enableUpcomingFeature("InferIsolatedConformances"),
        .enableUpcomingFeature("NonisolatedNonsendingByDefault"),
        .enableUpcomingFeature("ImmutableWeakCaptures"),
    ]
}
