/// How a lookup reaches its answer; no client can tell.
enum LookupWay: CaseIterable, Sendable {
    case router
    case quick
}

extension Bench {
    /// The platform listener with the lookup's ways as asked, on connections that the quick way takes.
    @discardableResult
    func withPlatform<Value: Sendable>(
        _ way: LookupWay,
        _ body: (Exchanges) async throws -> Value
    ) async throws -> Value {
        try await withPlatform(hasQuickLookups: way == .quick) { platform in
            var platform = platform
            platform.isKeptAlive = true
            return try await body(platform)
        }
    }
}
