package import FoundationEssentials

/// What only the process that runs the broker can show: its log, its files, and its commands' own words.
package struct Premises: Sendable {
    /// The log so far, a line each.
    package var log: @Sendable () -> [String]
    /// The journal's files as they lie on the disk; what was written last comes last.
    package var files: @Sendable () -> [Data]
    /// Runs `ringside reconcile`; what it prints.
    package var reconcile: @Sendable () async throws -> [String]
    /// Runs `ringside report handle-time --by tier`; what it prints.
    package var report: @Sendable () async throws -> [String]
    /// Runs `ringside purge`; what it prints.
    package var purge: @Sendable () async throws -> [String]
    /// Runs `ringside forget` for a number; what it prints.
    package var forget: @Sendable (_ number: String) async throws -> [String]

    /// All of them.
    package init(
        log: @escaping @Sendable () -> [String],
        files: @escaping @Sendable () -> [Data],
        reconcile: @escaping @Sendable () async throws -> [String],
        report: @escaping @Sendable () async throws -> [String],
        purge: @escaping @Sendable () async throws -> [String],
        forget: @escaping @Sendable (_ number: String) async throws -> [String]
    ) {
        self.log = log
        self.files = files
        self.reconcile = reconcile
        self.report = report
        self.purge = purge
        self.forget = forget
    }
}
