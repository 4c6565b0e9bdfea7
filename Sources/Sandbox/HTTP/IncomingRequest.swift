/// One request as the stand-ins read it: plain values, the body collected.
struct IncomingRequest: Sendable {
    let method: String
    let path: String
    let segments: [String]
    let query: [String: String]
    let authorization: String?
    let accept: String?
    /// By their names in lower case; the first of each.
    let headers: [String: String]
    let body: [UInt8]

    init(
        method: String,
        target: String,
        authorization: String? = nil,
        accept: String? = nil,
        headers: [String: String] = [:],
        body: [UInt8] = []
    ) {
        let halves = target.split(separator: "?", maxSplits: 1, omittingEmptySubsequences: false)
        self.method = method
        path = String(halves[0])
        segments = FormFields.segments(ofPath: halves[0])
        query = halves.count == 2 ? FormFields.parse(halves[1]) : [:]
        self.authorization = authorization
        self.accept = accept
        self.headers = headers
        self.body = body
    }

    /// The credentials after `Basic`, `Bearer`…; the scheme's case does not matter.
    func credentials(scheme: String) -> String? {
        guard let authorization else { return nil }
        let parts = authorization.split(separator: " ", maxSplits: 1)
        guard parts.count == 2, parts[0].lowercased() == scheme.lowercased() else { return nil }
        return String(parts[1])
    }
}
